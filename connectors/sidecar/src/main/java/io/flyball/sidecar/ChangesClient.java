package io.flyball.sidecar;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One listener: a version that trails the changes, so that a slow one costs no memory and skips what was overtaken. All
 * of it runs on the event loop of its connection.
 */
final class ChangesClient {
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final SignalChanges changes;
    private final Function<SignalChanges.Change, String> document;
    private final HttpResponseWriter response;
    private long version;
    private boolean unread;
    private long lastWriteNanos = System.nanoTime();

    ChangesClient(
            SignalChanges changes,
            Function<SignalChanges.Change, String> document,
            HttpResponseWriter response,
            long version) {
        this.changes = changes;
        this.document = document;
        this.response = response;
        this.version = version;
    }

    /** Begins to look for changes. */
    void start(EventLoop eventLoop, long lookMs) {
        ScheduledFuture<?> looks = eventLoop.scheduleAtFixedRate(this::look, 0, lookMs, TimeUnit.MILLISECONDS);
        var unused = response.whenComplete().handle((ignored, cause) -> looks.cancel(false));
    }

    private void look() {
        long quietNanos = System.nanoTime() - lastWriteNanos;
        if (unread) {
            if (quietNanos > PATIENCE_NANOS) {
                response.abort();
            }
            return;
        }
        SignalChanges.Batch batch = changes.after(version, ChangesDoor.BATCH);
        if (!batch.changes().isEmpty()) {
            write(events(batch));
        } else if (quietNanos > HEARTBEAT_NANOS) {
            write(": still here\n\n");
        }
        version = batch.upto();
    }

    private String events(SignalChanges.Batch batch) {
        StringBuilder text = new StringBuilder();
        for (SignalChanges.Change change : batch.changes()) {
            text.append("event: signal\nid: ")
                    .append(changes.token(change.version()))
                    .append("\ndata: ")
                    .append(document.apply(change))
                    .append("\n\n");
        }
        return text.toString();
    }

    private void write(String text) {
        lastWriteNanos = System.nanoTime();
        if (!response.tryWrite(HttpData.ofUtf8(text))) {
            return;
        }
        unread = true;
        var unused = response.whenConsumed().thenRun(() -> unread = false);
    }
}
