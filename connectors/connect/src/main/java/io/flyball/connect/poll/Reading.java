package io.flyball.connect.poll;

import java.util.List;

/**
 * What an answer leads to.
 *
 * @param next the state from here on; whoever cannot send the changes keeps the old one and asks again
 * @param changes what to send, oldest bucket first
 * @param refusals one sentence for each part of the answer, or for the answer, that could not be used
 */
public record Reading(ReportState next, List<BucketChange> changes, List<String> refusals) {}
