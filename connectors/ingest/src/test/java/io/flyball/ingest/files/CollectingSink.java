package io.flyball.ingest.files;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.SourceCoordinates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps everything a reader says. */
public final class CollectingSink implements UsageSink {
    public record Refusal(RejectionReason reason, SourceCoordinates at, long sizeBytes, String sha256Hex) {}

    public final List<UsageEvent> events = new ArrayList<>();
    public final List<SourceCoordinates> places = new ArrayList<>();
    public final List<Refusal> refusals = new ArrayList<>();
    public final List<String> notes = new ArrayList<>();
    public long bytesRead;
    public long bytesTotal;

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

    public Map<String, Integer> refusedByReason() {
        Map<String, Integer> counts = new TreeMap<>();
        refusals.forEach(r -> counts.merge(r.reason().wireName(), 1, Integer::sum));
        return counts;
    }
}
