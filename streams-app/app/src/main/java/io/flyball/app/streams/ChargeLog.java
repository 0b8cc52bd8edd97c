package io.flyball.app.streams;

import io.flyball.core.price.ChargedCall;
import io.flyball.schemas.ChargeCodec;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import java.util.function.Consumer;

/** Every charge that lies on the charges topic, payer by payer in the order of admission. */
public final class ChargeLog {
    private final TopicTail tail;
    private final ChargeCodec codec;
    private final TopicCatalogue topics;

    public ChargeLog(TopicTail tail, SchemaRegistry registry, TopicCatalogue topics) {
        this.tail = tail;
        this.codec = new ChargeCodec(registry, topics);
        this.topics = topics;
    }

    /** Calls back for each charge; the order between payers is nobody's promise. */
    public void forEach(Consumer<ChargedCall> action) {
        tail.readAll(topics.name(Topic.CHARGES), record -> action.accept(codec.read(record.value())));
    }
}
