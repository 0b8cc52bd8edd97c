package io.flyball.app.node;

import io.flyball.app.http.LiveView;
import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.FindingEvent;
import io.flyball.schemas.avro.SpendUpdate;
import org.jspecify.annotations.Nullable;

/** Passes the feed on to the page's view. */
record ViewListener(LiveView view) implements FeedListener {
    @Override
    public void onSpend(SpendUpdate update) {
        view.onSpend(update);
    }

    @Override
    public void onFinding(FindingEvent finding) {
        view.onFinding(finding);
    }

    @Override
    public void onSignal(String scope, byte @Nullable [] throttleJson) {
        view.onSignal(scope, throttleJson);
    }

    @Override
    public void onAlert(Alert alert) {
        // The page shows signals as they are.
        if (!alert.getChange().equals("throttled")) {
            view.onAlert(alert);
        }
    }
}
