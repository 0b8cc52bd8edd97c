package io.flyball.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.files.PriceBookFile;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.PriceBook;
import io.flyball.core.price.Pricing;
import io.flyball.core.price.TrustReportedCost;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class DemoPricesTest {

    @Test
    void chargesEveryCallOfTheDemoWhatTheProductChargesByTheSameFile() throws URISyntaxException {
        // given
        Path file = Path.of(Objects.requireNonNull(DemoPrices.class.getResource(DemoPrices.RESOURCE))
                .toURI());
        PriceBook book = PriceBookFile.book(PriceBookFile.read(file));
        CompanyTraffic traffic = new CompanyTraffic(7, CompanyShape.standard());
        // when
        TrafficStream history =
                traffic.backfill(Instant.parse("2026-06-18T12:00:00Z").toEpochMilli());
        // then
        while (history.hasNext()) {
            UsageEvent call = history.nextEvent();
            assertThat(traffic.listPriceNanoUsd(call))
                    .as(call.eventId())
                    .isEqualTo(
                            Pricing.price(call, book, TrustReportedCost.NEVER).costNanoUsd());
        }
    }
}
