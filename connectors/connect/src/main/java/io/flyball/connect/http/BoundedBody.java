package io.flyball.connect.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes in an answer's body up to a bound, and hangs up at the byte after it. */
final class BoundedBody implements HttpResponse.BodySubscriber<BoundedBody.Bytes> {
    private final int mostBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Bytes> whole = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    /** The body, or as much of it as was taken. */
    record Bytes(byte[] bytes, boolean tooLarge) {}

    BoundedBody(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public CompletionStage<Bytes> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
        for (ByteBuffer item : items) {
            byte[] part = new byte[Math.min(item.remaining(), mostBytes + 1 - bytes.size())];
            item.get(part);
            bytes.writeBytes(part);
        }
        if (bytes.size() > mostBytes && !whole.isDone()) {
            if (subscription != null) {
                subscription.cancel();
            }
            whole.complete(new Bytes(new byte[0], true));
        }
    }

    @Override
    public void onError(Throwable error) {
        whole.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        whole.complete(new Bytes(bytes.toByteArray(), false));
    }
}
