package io.flyball.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.RecordedCalls;
import io.flyball.app.SharedData;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.Price;
import io.flyball.core.price.PriceBook;
import io.flyball.core.price.Pricing;
import io.flyball.core.price.TrustReportedCost;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the price book makes of real calls, against what the tool that made them recorded per call. */
class RecordedCostTest {
    private static final int REAL_CALLS = 937;
    private static final BigDecimal NANO_PER_USD = BigDecimal.valueOf(1_000_000_000L);

    @Test
    void computesWhatWasRecordedForEveryCallOfTheRecordedSessions() {
        // given
        Path book = SharedData.require("data/prices/book.json");
        PriceBook prices = PriceBookFile.book(PriceBookFile.read(book));
        List<UsageEvent> calls = RecordedCalls.of("pi-sessions");

        // when
        List<Price> computed = calls.stream()
                .map(call -> Pricing.price(call, prices, TrustReportedCost.NEVER))
                .toList();

        // then
        assertThat(calls).hasSize(REAL_CALLS);
        assertThat(computed).extracting(Price::state).containsOnly(Price.State.PRICED);
        assertThat(computed)
                .extracting(Price::costNanoUsd)
                .isEqualTo(calls.stream().map(RecordedCostTest::recordedNanoUsd).toList());
    }

    /** The tool recorded binary fractions of a dollar: far past the nano-USD they are not exact. */
    private static long recordedNanoUsd(UsageEvent call) {
        return Objects.requireNonNull(call.reportedCostUsd(), call.eventId())
                .multiply(NANO_PER_USD)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
