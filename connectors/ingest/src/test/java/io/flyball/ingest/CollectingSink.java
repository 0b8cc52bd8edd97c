package io.flyball.ingest;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps everything a reader says. */
final class CollectingSink implements UsageSink {
    record Refusal(RejectionReason reason, SourceCoordinates at, long sizeBytes, String sha256Hex) {}

    final List<UsageEvent> events = new ArrayList<>();
    final List<SourceCoordinates> places = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    long bytesRead;
    long bytesTotal;

    @Override
    public void accept(UsageEvent event, SourceCoordinates at) {
        events.add(event);
        places.add(at);
    }

    @Override
    public void refuse(RejectionReason reason, SourceCoordinates at, long sizeBytes, String sha256Hex) {
        refusals.add(new Refusal(reason, at, sizeBytes, sha256Hex));
    }

    @Override
    public void note(String sentence) {
        notes.add(sentence);
    }

    @Override
    public void progress(long read, long total) {
        bytesRead = read;
        bytesTotal = total;
    }

    Map<String, Integer> refusedByReason() {
        Map<String, Integer> counts = new TreeMap<>();
        refusals.forEach(r -> counts.merge(r.reason().wireName(), 1, Integer::sum));
        return counts;
    }
}
