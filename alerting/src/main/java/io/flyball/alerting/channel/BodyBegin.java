package io.flyball.alerting.channel;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The begin of an answer's body as text. What is longer, comes late, never ends or breaks off is cut there: the status is
 * known by then, and the rest would change nothing.
 */
final class BodyBegin implements BodySubscriber<String> {
    private final int mostBytes;
    private final CompletableFuture<Void> ended;
    private final ByteArrayOutputStream begin = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;

    /**
     * @param mostBytes how much is read
     * @param limitMs how long it is waited for, from now on
     */
    BodyBegin(int mostBytes, long limitMs) {
        this.mostBytes = mostBytes;
        this.ended = new CompletableFuture<Void>().orTimeout(limitMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletionStage<String> getBody() {
        return ended.handle((done, failure) -> cut());
    }

    @Override
    public synchronized void onSubscribe(Subscription to) {
        subscription = to;
        next();
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[Math.min(buffer.remaining(), mostBytes - begin.size())];
            buffer.get(bytes);
            begin.writeBytes(bytes);
        }
        next();
    }

    private void next() {
        if (subscription != null && !ended.isDone() && begin.size() < mostBytes) {
            subscription.request(1);
        } else {
            ended.complete(null);
        }
    }

    @Override
    public void onError(Throwable failure) {
        ended.complete(null);
    }

    @Override
    public void onComplete() {
        ended.complete(null);
    }

    /** Ends the exchange; nothing happens where it has ended. */
    private synchronized String cut() {
        if (subscription != null) {
            subscription.cancel();
        }
        return begin.toString(StandardCharsets.UTF_8);
    }
}
