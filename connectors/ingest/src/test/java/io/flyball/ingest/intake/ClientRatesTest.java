package io.flyball.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ClientRatesTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aClientWithoutARateCallsAsOftenAsItLikes() {
        ClientRates rates = new ClientRates();

        boolean all = true;
        for (int i = 0; i < 10_000; i++) {
            all &= rates.tryCall(Client.ANYBODY, 0);
        }

        assertThat(all).isTrue();
    }

    @Test
    void oneClientDoesNotSlowAnother() {
        ClientRates rates = new ClientRates();
        rates.tryCall(client("ann", 1), 0);

        boolean passes = rates.tryCall(client("ben", 1), 0);

        assertThat(passes).isTrue();
        assertThat(rates.tryCall(client("ann", 1), 0)).isFalse();
    }

    @Property
    void inNoStretchPassMoreThanItsSecondsAndOneAllow(
            @ForAll @IntRange(min = 1, max = 20) int perSecond,
            @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = SECOND / 3) Long> gaps) {
        ClientRates rates = new ClientRates();
        Client client = client("ann", perSecond);
        List<Long> passed = new ArrayList<>();
        long now = -SECOND; // the clock of a machine may begin anywhere

        for (long gap : gaps) {
            now += gap;
            if (rates.tryCall(client, now)) {
                passed.add(now);
            }
        }

        for (int i = 0; i < passed.size(); i++) {
            for (int j = i; j < passed.size(); j++) {
                double allowed = perSecond * (1 + (passed.get(j) - passed.get(i)) / (double) SECOND);
                assertThat(j - i + 1.0).isLessThanOrEqualTo(allowed + 1e-6);
            }
        }
        assertThat(passed).isNotEmpty();
    }

    private static Client client(String name, int perSecond) {
        return new Client(name, Set.of(), "", perSecond);
    }
}
