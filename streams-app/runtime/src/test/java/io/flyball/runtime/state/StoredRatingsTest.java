package io.flyball.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.price.Price;
import java.util.HexFormat;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredRatingsTest {
    private static final long DAY_MS = 86_400_000L;
    private static final long NOW_MS = 1_772_446_500_000L;
    private static final Price PRICED = new Price(Price.State.PRICED, 3_000_000_000L, "m@1970-01-01T00:00:00Z");

    private final HeapStores stores = new HeapStores();
    private final KeyValueStore<Bytes, byte[]> store = stores.get("ratings");
    private final StoredRatings ratings = new StoredRatings(store);

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void writesARatingAsVersionOneAndReadsItBack() {
        // given
        ratings.at(NOW_MS);

        // when
        ratings.rate("ann", "e-1", PRICED);

        // then
        try (var all = store.all()) {
            assertThat(HexFormat.of().formatHex(all.next().value))
                    .isEqualTo("01c092cdc0af670080f882ad16166d40313937302d30312d30315430303a30303a30305a");
        }
        assertThat(ratings.rating("ann", "e-1")).isEqualTo(PRICED);
        assertThat(ratings.rating("ann", "e-2")).isNull();
        assertThat(ratings.rating("bob", "e-1")).isNull();
    }

    @Test
    void forgetsARatingFiveDaysAfterTheLastChargeThatCouldAskForIt() {
        // given
        ratings.at(NOW_MS);
        ratings.rate("ann", "e-1", PRICED);

        // when
        ratings.at(NOW_MS + 40 * DAY_MS - 1);
        ratings.sweep(10);

        // then
        assertThat(ratings.rating("ann", "e-1")).isEqualTo(PRICED);

        // when
        ratings.at(NOW_MS + 40 * DAY_MS);
        ratings.sweep(10);

        // then
        assertThat(ratings.rating("ann", "e-1")).isNull();
    }

    @Test
    void sweepsAFewAtATimeUntilAllWereLookedAt() {
        // given
        ratings.at(NOW_MS);
        for (int i = 0; i < 10; i++) {
            ratings.rate("ann", "e-" + i, PRICED);
        }

        // when
        ratings.at(NOW_MS + 50 * DAY_MS);
        ratings.sweep(3);

        // then
        assertThat(store.approximateNumEntries()).isEqualTo(7);

        // when
        for (int i = 0; i < 5; i++) {
            ratings.sweep(3);
        }

        // then
        assertThat(store.approximateNumEntries()).isZero();
    }
}
