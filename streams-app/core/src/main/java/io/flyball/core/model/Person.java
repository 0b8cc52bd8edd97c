package io.flyball.core.model;

/**
 * What the directory knows of one user. Absent texts are empty.
 *
 * @param user the id usage events carry
 * @param team team that is charged where a call names none
 * @param manager user id of the manager
 * @param slackId Slack member id
 * @param email e-mail address
 * @param costCenter cost centre that is charged where a call names none
 * @param payBand pay band, for comparing spend with what an hour of work costs
 */
public record Person(
        String user, String team, String manager, String slackId, String email, String costCenter, String payBand) {}
