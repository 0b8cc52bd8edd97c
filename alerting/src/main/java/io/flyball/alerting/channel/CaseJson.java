package io.flyball.alerting.channel;

import com.google.gson.JsonObject;
import io.flyball.alerting.cases.AlertCase;
import io.flyball.schemas.avro.Alert;
import java.time.Instant;
import java.util.TreeMap;

/** A case as machines are told it. Amounts are integers in nano-USD, times RFC 3339 in UTC. */
final class CaseJson {
    private CaseJson() {}

    static JsonObject of(AlertCase of) {
        Alert alert = of.course().latest();
        JsonObject json = new JsonObject();
        json.addProperty("case_id", of.key().id());
        json.addProperty("revision", of.news().revision());
        json.addProperty("finding_id", alert.getFindingId());
        json.addProperty("kind", of.key().kind());
        json.addProperty("scope", of.key().scope());
        json.addProperty("window", of.key().window());
        json.addProperty("severity", of.course().severity().wireName());
        json.addProperty("findings", of.course().findings());
        json.addProperty("cost_nano_usd", alert.getCostNanoUsd());
        json.addProperty(
                "opened_at", Instant.ofEpochMilli(of.course().openedAtMs()).toString());
        if (!of.course().open()) {
            json.addProperty(
                    "closed_at", Instant.ofEpochMilli(of.course().closedAtMs()).toString());
        }
        if (of.quiet().snoozed()) {
            json.addProperty(
                    "snoozed_until",
                    Instant.ofEpochMilli(of.quiet().snoozedUntilMs()).toString());
        }
        json.addProperty("level", alert.getLevel());
        json.addProperty("text", alert.getText());
        JsonObject evidence = new JsonObject();
        new TreeMap<>(alert.getEvidence()).forEach(evidence::addProperty);
        json.add("evidence", evidence);
        return json;
    }
}
