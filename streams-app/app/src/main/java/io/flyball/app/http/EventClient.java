package io.flyball.app.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One listener of the event door. All of it runs on the event loop of its connection. */
final class EventClient {
    private final LiveView view;
    private final String run;
    private final EventPace pace;
    private final HttpResponseWriter response;
    private long version;
    private boolean unread;
    private long lastWriteNanos;

    EventClient(LiveView view, String run, EventPace pace, HttpResponseWriter response) {
        this.view = view;
        this.run = run;
        this.pace = pace;
        this.response = response;
    }

    /** Greets the client and begins to look for changes after that version. */
    void start(EventLoop eventLoop, long afterVersion) {
        version = afterVersion;
        ScheduledFuture<?> looks =
                eventLoop.scheduleAtFixedRate(this::look, pace.lookMs(), pace.lookMs(), TimeUnit.MILLISECONDS);
        var unused = response.whenComplete().handle((ignored, cause) -> looks.cancel(false));
        eventLoop.execute(() -> greet(afterVersion > 0));
    }

    private void greet(boolean resumed) {
        StringBuilder text = new StringBuilder("retry: 1000\nevent: hello\ndata: {\"resumed\":" + resumed + "}\n\n");
        appendChanges(text);
        write(text.toString());
    }

    private void look() {
        long quietMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastWriteNanos);
        if (unread) {
            if (quietMs > pace.patienceMs()) {
                response.abort();
            }
            return;
        }
        StringBuilder text = new StringBuilder();
        appendChanges(text);
        if (text.length() > 0) {
            write(text.toString());
        } else if (quietMs > pace.heartbeatMs()) {
            write(": still here\n\n");
        }
    }

    private void appendChanges(StringBuilder text) {
        LiveView.Changes changes = view.changesAfter(version);
        for (Map.Entry<String, List<String>> event : changes.documentsByEvent().entrySet()) {
            for (String json : event.getValue()) {
                text.append("event: ")
                        .append(event.getKey())
                        .append("\ndata: ")
                        .append(json)
                        .append("\n\n");
            }
        }
        if (!changes.documentsByEvent().isEmpty()) {
            // An event of its own: an id in the middle of a batch would skip the rest of it after a cut.
            text.append("event: caught_up\nid: ")
                    .append(run)
                    .append('/')
                    .append(changes.version())
                    .append("\ndata: {}\n\n");
        }
        version = changes.version();
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
