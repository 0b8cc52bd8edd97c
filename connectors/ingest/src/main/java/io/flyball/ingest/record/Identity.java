package io.flyball.ingest.record;

import io.flyball.core.model.UsageEventBuilder;

/** Whom a call concerns, as far as its source says; absent parts are empty. */
public record Identity(
        String user,
        String key,
        String team,
        String agent,
        String session,
        String task,
        String org,
        String costCenter) {

    /** The same with that user. */
    public Identity withUser(String other) {
        return new Identity(other, key, team, agent, session, task, org, costCenter);
    }

    /** Fills in the parts that are present; others stay as they are. */
    public void setOn(UsageEventBuilder event) {
        if (!user.isEmpty()) {
            event.user(user);
        }
        if (!key.isEmpty()) {
            event.key(key);
        }
        if (!team.isEmpty()) {
            event.team(team);
        }
        if (!agent.isEmpty()) {
            event.agent(agent);
        }
        if (!session.isEmpty()) {
            event.session(session);
        }
        if (!task.isEmpty()) {
            event.task(task);
        }
        if (!org.isEmpty()) {
            event.org(org);
        }
        if (!costCenter.isEmpty()) {
            event.costCenter(costCenter);
        }
    }
}
