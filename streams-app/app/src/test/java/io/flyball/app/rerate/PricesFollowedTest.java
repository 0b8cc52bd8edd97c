package io.flyball.app.rerate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.Price;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import io.flyball.schemas.ControlMapping;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PricesFollowedTest {
    private final PricesFollowed prices = new PricesFollowed();

    private static PriceRow row(String model, long fromMs, String usd) {
        Map<TokenClass, ExactRatio> rates = Map.of(TokenClass.INPUT, ExactRatio.of(new BigDecimal(usd)));
        return new PriceRow(model, "", true, fromMs, new Rates(rates), List.of(), Map.of(), null);
    }

    private void take(boolean counts, PriceRow... rows) {
        prices.take(ControlMapping.ofPrices(rows[0].model(), List.of(rows)), counts);
    }

    private static ChargedCall unpriced(String model, long timeMs) {
        UsageEvent call = UsageEvent.builder()
                .eventId("e")
                .user("ann")
                .model(model)
                .timeMs(timeMs)
                .inputTokens(1_000_000)
                .build();
        return ChargedCall.first(call, new Price(Price.State.UNPRICED, 0, ""), "t", "", timeMs);
    }

    @Test
    void aNewRowChangesItsModelFromItsInstantOn() {
        // when
        take(true, row("m", 1000, "3"), row("m", 5000, "4"));

        // then
        assertThat(prices.changed()).isTrue();
        assertThat(prices.earliestMs()).isEqualTo(1000);
        assertThat(Objects.requireNonNull(prices.rerating().of(unpriced("m", 2000)))
                        .price())
                .isEqualTo(new Price(Price.State.PRICED, 3_000_000_000L, "m@1970-01-01T00:00:01Z"));
        assertThat(prices.rerating().of(unpriced("m", 999))).isNull();
        assertThat(prices.rerating().of(unpriced("another", 2000))).isNull();
    }

    @Test
    void theSameRowsTwiceAreNoChange() {
        // given
        take(true, row("m", 1000, "3"));
        prices.settled();

        // when
        take(true, row("m", 1000, "3"));

        // then
        assertThat(prices.changed()).isFalse();
        assertThat(prices.earliestMs()).isEqualTo(PricesFollowed.NEVER);
    }

    @Test
    void oneRowMoreMattersFromThatRowOn() {
        // given
        take(true, row("m", 1000, "3"));
        prices.settled();

        // when
        take(true, row("m", 1000, "3"), row("m", 5000, "4"));

        // then
        assertThat(prices.earliestMs()).isEqualTo(5000);
    }

    @Test
    void aRowThatIsTakenBackMattersFromWhereItHeld() {
        // given
        take(true, row("m", 1000, "3"), row("m", 5000, "4"));
        prices.settled();

        // when
        take(true, row("m", 5000, "4"));

        // then
        assertThat(prices.changed()).isTrue();
        assertThat(prices.earliestMs()).isEqualTo(1000);
    }

    @Test
    void whatWasHeededBeforeARestartPricesAndIsNoChange() {
        // given
        take(false, row("m", 0, "3"));

        // when
        take(true, row("other", 0, "1"));

        // then: the first charge of another model stays, whatever the book says of it
        assertThat(prices.rerating().of(unpriced("m", 2000))).isNull();
        assertThat(prices.rerating().of(unpriced("other", 2000))).isNotNull();
    }

    @Test
    void aGlobChangesWhatItFits() {
        // when
        take(true, row("claude-*", 0, "3"));

        // then
        assertThat(prices.rerating().of(unpriced("claude-x", 1))).isNotNull();
        assertThat(prices.rerating().of(unpriced("gpt", 1))).isNull();
    }

    @Test
    void progressIsReadAsItWasWritten() {
        assertThat(Progress.of(new Progress(7, 11).offset())).isEqualTo(new Progress(7, 11));
        assertThat(Progress.of(null)).isEqualTo(new Progress(0, 0));
    }
}
