package io.flyball.runtime;

import static io.flyball.runtime.TopologyFixture.HOUR_MS;
import static io.flyball.runtime.TopologyFixture.NOW_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.Adjustment;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceBook;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import io.flyball.core.price.Rerating;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Slice;
import io.flyball.core.spend.SliceRow;
import io.flyball.core.spend.Window;
import io.flyball.runtime.state.ScopeKeys;
import io.flyball.runtime.state.SliceRowCodec;
import io.flyball.schemas.ControlMapping;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.utils.Bytes;

/** However late prices come, and however often they change: at the end all is as if they had been there from the start. */
class RepricingPropertyTest {
    private static final List<String> MODELS = List.of("alpha", "beta-1", "beta-2", "gone");
    private static final List<String> NAMES = List.of("alpha", "beta-1", "beta-*", "beta-2");
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final int CALLS = 60;

    @Property(tries = 10)
    void latePricesLeadToWhatEarlyOnesLeadTo(@ForAll long seed) throws IOException {
        // given
        Random random = new Random(seed);
        List<UsageEvent> calls = calls(random);
        List<Map.Entry<String, List<PriceRow>>> changes = changes(random);
        Map<String, List<PriceRow>> book = new LinkedHashMap<>();
        changes.forEach(change -> book.put(change.getKey(), change.getValue()));

        // when
        Map<String, String> early = withPricesFirst(calls, book);
        Map<String, String> late = withPricesInBetween(calls, changes, random);

        // then
        assertThat(differences(early, late)).isEmpty();
    }

    private static List<String> differences(Map<String, String> early, Map<String, String> late) {
        Map<String, String> all = new TreeMap<>(early);
        late.forEach(all::putIfAbsent);
        return all.keySet().stream()
                .filter(name -> !Objects.equals(early.get(name), late.get(name)))
                .map(name -> name + ": " + early.get(name) + " but late " + late.get(name))
                .toList();
    }

    private static List<UsageEvent> calls(Random random) {
        List<UsageEvent> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            long timeMs = NOW_MS - (CALLS - i) * 45 * DAY_MS / CALLS - random.nextInt((int) (3 * DAY_MS));
            calls.add(UsageEvent.builder()
                    .eventId("e" + i)
                    .timeMs(timeMs)
                    .model(MODELS.get(random.nextInt(MODELS.size())))
                    .user("user-" + random.nextInt(3))
                    .team("team-" + random.nextInt(2))
                    .session(random.nextBoolean() ? "s" : "")
                    .inputTokens(random.nextInt(1_000_000))
                    .outputTokens(random.nextInt(3) == 0 ? 100 : 0)
                    .reportedCostUsd(random.nextInt(4) == 0 ? new BigDecimal("0.123456789") : null)
                    .build());
        }
        return calls;
    }

    private static List<Map.Entry<String, List<PriceRow>>> changes(Random random) {
        List<Map.Entry<String, List<PriceRow>>> changes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            List<PriceRow> rows = new ArrayList<>();
            for (int r = random.nextInt(3); r > 0; r--) {
                long fromMs = NOW_MS - random.nextInt(50) * DAY_MS - r;
                Map<TokenClass, ExactRatio> rates = new HashMap<>();
                rates.put(TokenClass.INPUT, ExactRatio.of(new BigDecimal(random.nextInt(100)).movePointLeft(1)));
                if (random.nextBoolean()) {
                    rates.put(TokenClass.OUTPUT, ExactRatio.of(new BigDecimal("15")));
                }
                rows.add(new PriceRow(name, "", true, fromMs, new Rates(rates), List.of(), Map.of(), null));
            }
            changes.add(Map.entry(name, rows));
        }
        return changes;
    }

    private static Map<String, String> withPricesFirst(List<UsageEvent> calls, Map<String, List<PriceRow>> book)
            throws IOException {
        Path stateDir = Files.createTempDirectory("flyball-early-");
        try (TopologyFixture flyball = new TopologyFixture(stateDir)) {
            book.forEach((name, rows) -> flyball.control(ControlMapping.ofPrices(name, rows)));
            calls.forEach(flyball::usage);
            return look(flyball, calls);
        }
    }

    private static Map<String, String> withPricesInBetween(
            List<UsageEvent> calls, List<Map.Entry<String, List<PriceRow>>> changes, Random random) throws IOException {
        Path stateDir = Files.createTempDirectory("flyball-late-");
        try (TopologyFixture flyball = new TopologyFixture(stateDir)) {
            PriceBook book = new PriceBook();
            int next = 0;
            for (Map.Entry<String, List<PriceRow>> change : changes) {
                for (int n = random.nextInt(CALLS / 4); n > 0 && next < calls.size(); n--) {
                    flyball.usage(calls.get(next++));
                }
                flyball.control(ControlMapping.ofPrices(change.getKey(), change.getValue()));
                book.replace(change.getKey(), change.getValue());
                rerate(flyball, new Rerating(book, TrustReportedCost.UNPRICED_ONLY, Set.of(change.getKey())), random);
            }
            while (next < calls.size()) {
                flyball.usage(calls.get(next++));
            }
            return look(flyball, calls);
        }
    }

    /** A pass that dies somewhere and is made again, now and then. */
    private static void rerate(TopologyFixture flyball, Rerating rerating, Random random) {
        List<Adjustment> adjustments = flyball.charged().stream()
                .map(rerating::of)
                .filter(Objects::nonNull)
                .toList();
        int died = random.nextInt(adjustments.size() + 1);
        adjustments.subList(0, died).forEach(a -> flyball.adjustment("flyball", a));
        adjustments.forEach(a -> flyball.adjustment("flyball", a));
    }

    /** What a report says of spend, but for peaks; and all closed slices, but for sources, which show no spend. */
    private static Map<String, String> look(TopologyFixture flyball, List<UsageEvent> calls) {
        Map<String, String> seen = new TreeMap<>();
        for (Count count : Count.values()) {
            seen.put("ledger " + count, Long.toString(flyball.ledger().get(count)));
        }
        for (UsageEvent call : calls) {
            for (String scope :
                    List.of("user:" + call.user(), "team:" + call.team(), "model:" + call.model(), "session:s")) {
                ScopeState state = flyball.state(Scope.parse(scope));
                seen.put(scope, state == null ? "none" : spend(state));
            }
        }
        for (String store : List.of(StageNames.PAYER_SLICES, StageNames.MERGE_SLICES)) {
            try (var all = flyball.store(store).all()) {
                all.forEachRemaining(entry -> {
                    if (entry.key.get()[0] != Dimension.SOURCE.ordinal()) {
                        putSlices(seen, flyball, entry.key, entry.value);
                    }
                });
            }
        }
        return seen;
    }

    /** Each slice of a row, but those past their 31 days that a row still holds: what comes late moves totals alone. */
    private static void putSlices(Map<String, String> seen, TopologyFixture flyball, Bytes key, byte[] row) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        int idBytes = bytes.capacity() - 1 - Long.BYTES;
        Scope scope = ScopeKeys.toScope(Bytes.wrap(Arrays.copyOf(key.get(), idBytes)));
        Slice slice = Slice.values()[bytes.get(idBytes)];
        int slotsPerRow = slice == Slice.HOUR ? 24 : 60;
        long firstSlot = bytes.getLong(idBytes + 1) * slotsPerRow;
        long clockMs = Objects.requireNonNull(flyball.state(scope)).spend().clockMs();
        SliceRow slices = new SliceRowCodec().decode(row);
        for (int i = 0; i < slices.size(); i++) {
            long slot = firstSlot + slices.offsetAt(i);
            if (slot > slice.slotOf(clockMs) - slice.keptSlots()) {
                seen.put(scope + " " + slice + " " + slot, slices.measuresAt(i).toString());
            }
        }
    }

    private static String spend(ScopeState state) {
        StringBuilder text = new StringBuilder(state.spend().totals().toString());
        for (Window window : Window.values()) {
            text.append(' ').append(state.spend().windowCostNanoUsd(window));
        }
        return text.toString();
    }
}
