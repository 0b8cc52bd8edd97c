package io.flyball.alerting.slack;

/**
 * How the bot posts.
 *
 * @param defaultChannel id or name for messages without a recipient; empty: those are refused
 * @param pageUrl where the page is, without a slash at its end; empty: messages have no link
 * @param answers whether somebody listens to what people answer: without, messages have no buttons
 */
public record SlackSettings(String defaultChannel, String pageUrl, boolean answers) {}
