package io.flyball.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.TokenClass;
import io.flyball.core.model.WasteKind;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.SpendUpdate;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each dollar did reaches the spend of every scope of a call, and the books. */
class WasteTopologyTest {
    private final TopologyFixture flyball;

    WasteTopologyTest(@TempDir Path stateDir) {
        flyball = new TopologyFixture(stateDir);
    }

    @AfterEach
    void close() {
        flyball.close();
    }

    @Test
    void eachScopeOfAFailedCallSaysThatItsDollarsWereAvoidable() {
        // given
        price("m", "3");
        // when
        call("m", "ok");
        call("m", "error");
        call("nobody-prices-this", "ok");
        flyball.advance(Duration.ofSeconds(2));
        // then
        for (String scope : List.of("user:ann", "team:core", "agent:claude-code", "session:s")) {
            SpendUpdate spend = latest(scope);
            assertThat(spend.getCostNanoUsd()).as(scope).isEqualTo(6 * NanoUsd.PER_USD);
            assertThat(spend.getWasteNanoUsd()).as(scope).isEqualTo(Map.of("retry", 3 * NanoUsd.PER_USD));
            assertThat(spend.getUnpricedCalls()).as(scope).isEqualTo(1);
        }
        assertThat(flyball.ledger().avoidableNanoUsd(WasteKind.RETRY)).isEqualTo(3 * NanoUsd.PER_USD);
        assertThat(flyball.ledger().avoidableNanoUsd(WasteKind.CACHE_REBUILT)).isZero();
    }

    private void price(String model, String usdPerMtok) {
        Map<TokenClass, ExactRatio> rates = Map.of(TokenClass.INPUT, ExactRatio.of(new BigDecimal(usdPerMtok)));
        PriceRow row = new PriceRow(model, "", true, 0, new Rates(rates), List.of(), Map.of(), null);
        flyball.control(ControlMapping.ofPrices(model, List.of(row)));
    }

    private void call(String model, String status) {
        flyball.usage(flyball.call("0")
                .reportedCostUsd(null)
                .model(model)
                .team("core")
                .agent("claude-code")
                .session("s")
                .status(status)
                .inputTokens(1_000_000));
    }

    private SpendUpdate latest(String scope) {
        List<SpendUpdate> all =
                flyball.spend().stream().filter(s -> s.getScope().equals(scope)).toList();
        return all.get(all.size() - 1);
    }
}
