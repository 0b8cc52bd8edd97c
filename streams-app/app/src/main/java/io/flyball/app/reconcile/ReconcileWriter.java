package io.flyball.app.reconcile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.flyball.core.reconcile.Driver;
import io.flyball.core.reconcile.ProviderSummary;
import io.flyball.core.reconcile.ReconcileWords;
import io.flyball.core.reconcile.Reconciled;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** Writes a reconciliation as one JSON object: amounts in integer nano-USD, days in UTC. */
final class ReconcileWriter {
    private final JsonGenerator json;

    private ReconcileWriter(JsonGenerator json) {
        this.json = json;
    }

    static void write(ReconcileResult result, OutputStream out) throws IOException {
        JsonFactory factory = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (JsonGenerator generator = factory.createGenerator(out)) {
            generator.useDefaultPrettyPrinter();
            new ReconcileWriter(generator).result(result);
        }
    }

    private void result(ReconcileResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("from", result.from().toString());
        json.writeStringField("to", result.to().toString());
        json.writeArrayFieldStart("notes");
        for (String note : result.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("providers");
        for (ProviderSummary provider : result.providers()) {
            provider(provider);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void provider(ProviderSummary provider) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", provider.provider());
        sums(provider.measuredNanoUsd(), provider.billedNanoUsd(), provider.parts());
        json.writeNumberField("revisable_days", provider.revisableDays());
        json.writeStringField("advice", provider.advice());
        json.writeArrayFieldStart("models");
        for (Reconciled each : provider.comparisons()) {
            comparison(each);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void comparison(Reconciled each) throws IOException {
        json.writeStartObject();
        json.writeStringField("day", LocalDate.ofEpochDay(each.epochDay()).toString());
        json.writeStringField("model", each.model());
        json.writeStringField("basis", each.basis().wireName());
        json.writeArrayFieldStart("names");
        for (String name : each.names()) {
            json.writeString(name);
        }
        json.writeEndArray();
        sums(each.measured().costNanoUsd(), each.billedNanoUsd(), each.parts());
        json.writeNumberField("measured_calls", each.measured().calls());
        json.writeNumberField("unpriced_calls", each.measured().unpricedCalls());
        json.writeNumberField("late_calls", each.measured().lateCalls());
        if (each.billedRequests() < 0) {
            json.writeNullField("billed_requests");
        } else {
            json.writeNumberField("billed_requests", each.billedRequests());
        }
        numbers("measured_units", each.measured().units().byName());
        numbers("late_units", each.measured().late().byName());
        numbers("billed_units", each.billedUnits().byName());
        numbers("sources_nano_usd", each.measured().costBySource());
        json.writeBooleanField("revisable", each.revisable());
        json.writeStringField("text", ReconcileWords.text(each));
        json.writeEndObject();
    }

    private void sums(long measuredNanoUsd, long billedNanoUsd, Map<Driver, Long> parts) throws IOException {
        json.writeNumberField("measured_nano_usd", measuredNanoUsd);
        json.writeNumberField("billed_nano_usd", billedNanoUsd);
        json.writeNumberField("difference_nano_usd", Math.subtractExact(billedNanoUsd, measuredNanoUsd));
        json.writeObjectFieldStart("parts_nano_usd");
        for (Driver driver : Driver.values()) {
            json.writeNumberField(driver.wireName(), parts.getOrDefault(driver, 0L));
        }
        json.writeEndObject();
    }

    private void numbers(String name, Map<String, Long> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> value : new TreeMap<>(values).entrySet()) {
            json.writeNumberField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }
}
