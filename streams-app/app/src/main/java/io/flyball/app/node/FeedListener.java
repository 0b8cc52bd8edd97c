package io.flyball.app.node;

import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.FindingEvent;
import io.flyball.schemas.avro.SpendUpdate;
import org.jspecify.annotations.Nullable;

/** Hears what the output topics say, on the thread that reads them. */
public interface FeedListener {
    void onSpend(SpendUpdate update);

    void onFinding(FindingEvent finding);

    /** @param throttleJson null: the signal is forgotten */
    void onSignal(String scope, byte @Nullable [] throttleJson);

    void onAlert(Alert alert);
}
