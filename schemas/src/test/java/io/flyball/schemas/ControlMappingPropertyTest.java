package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.cadence.TokenmaxxingRule;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.detect.spike.SpikeRule;
import io.flyball.core.detect.waste.WasteRule;
import io.flyball.core.govern.FindingRules;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Person;
import io.flyball.core.model.TokenClass;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Window;
import io.flyball.schemas.avro.ControlRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What goes onto the control topic comes back as it was; each record takes the way through its Avro bytes. */
class ControlMappingPropertyTest {
    private static final String MODEL = "m-*";

    @Property(tries = 300)
    void readsBackAnyPolicy(@ForAll("policies") Policy policy) throws IOException {
        assertThat(ControlMapping.read(throughBytes(ControlMapping.ofPolicy(policy))))
                .isEqualTo(new ControlChange.PolicyInForce(policy));
    }

    @Property(tries = 200)
    void readsBackAnyPerson(@ForAll("people") Person person) throws IOException {
        ControlRecord record = ControlMapping.ofPerson(person);

        assertThat(ControlMapping.key(record)).isEqualTo("directory/" + person.user());
        assertThat(ControlMapping.read(throughBytes(record)))
                .isEqualTo(new ControlChange.DirectoryEntry(person.user(), person));
    }

    @Property(tries = 300)
    void readsBackAnyPrices(@ForAll("rowLists") List<PriceRow> rows) throws IOException {
        ControlChange change = ControlMapping.read(throughBytes(ControlMapping.ofPrices(MODEL, rows)));

        assertThat(change).isInstanceOf(ControlChange.Prices.class);
        assertThat(((ControlChange.Prices) change).model()).isEqualTo(MODEL);
        assertThat(((ControlChange.Prices) change).rows())
                .map(ControlMappingPropertyTest::figures)
                .isEqualTo(
                        rows.stream().map(ControlMappingPropertyTest::figures).toList());
    }

    private static ControlRecord throughBytes(ControlRecord record) throws IOException {
        return ControlRecord.fromByteBuffer(record.toByteBuffer());
    }

    /** All that a row holds; rows have no equality of their own. */
    private static List<Object> figures(PriceRow row) {
        return List.of(
                row.version(),
                row.provider(),
                row.comparesProvider(),
                row.base().usdPerMtok(),
                row.above().stream()
                        .map(tier ->
                                Map.entry(tier.contextTokens(), tier.rates().usdPerMtok()))
                        .toList(),
                row.serviceTiers(),
                String.valueOf(row.usdPerThousandWebSearches()));
    }

    @Provide
    Arbitrary<List<PriceRow>> rowLists() {
        Arbitrary<ExactRatio> ratios = Combinators.combine(
                        Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN.pow(40)),
                        Arbitraries.bigIntegers().between(BigInteger.ONE, BigInteger.TEN.pow(40)))
                .as(ExactRatio::new);
        Arbitrary<Rates> rates = Arbitraries.maps(Arbitraries.of(TokenClass.class), ratios)
                .ofMaxSize(7)
                .map(Rates::new);
        Arbitrary<List<PriceRow.ContextTier>> above = Combinators.combine(
                        Arbitraries.longs().between(0, Long.MAX_VALUE), rates)
                .as(PriceRow.ContextTier::new)
                .list()
                .ofMaxSize(3)
                .uniqueElements(PriceRow.ContextTier::contextTokens);
        Arbitrary<Map<String, ExactRatio>> tiers = Arbitraries.maps(Arbitraries.of("batch", "flex", "fast"), ratios);
        Arbitrary<Boolean> own = Arbitraries.of(true, false);
        return own.flatMap(compared -> Combinators.combine(
                        names(),
                        Arbitraries.longs().between(0, 4_000_000_000_000L),
                        rates,
                        above,
                        tiers,
                        ratios.injectNull(0.5))
                .as((provider, from, base, contexts, services, searches) ->
                        new PriceRow(MODEL, provider, compared, from, base, contexts, services, searches))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3));
    }

    @Provide
    Arbitrary<Person> people() {
        return Combinators.combine(
                        names().filter(user -> !user.isEmpty()), names(), names(), names(), names(), names(), names())
                .as(Person::new);
    }

    @Provide
    Arbitrary<Policy> policies() {
        Arbitrary<ZoneId> zones =
                Arbitraries.of(ZoneOffset.UTC, ZoneId.of("Asia/Kolkata"), ZoneOffset.ofHoursMinutes(-3, -30));
        Arbitrary<LoopRule> loops = Combinators.combine(Arbitraries.integers().between(2, 1000), levels())
                .as(LoopRule::new);
        Arbitrary<SpikeRule> spikes = Combinators.combine(Arbitraries.of(Dimension.class), amounts(), levels())
                .as((dimension, floor, level) -> new SpikeRule(new ScopeMatch(dimension, "*"), floor, level));
        Arbitrary<Policy> rules = Combinators.combine(
                        budgets().list().ofMaxSize(3),
                        burns().list().ofMaxSize(3),
                        loops.injectNull(0.3),
                        spikes.list().ofMaxSize(2),
                        Arbitraries.maps(Arbitraries.of(Level.class), limits()),
                        matches().list().ofMaxSize(3))
                .as((budgets, burns, loop, spike, ladder, exempt) -> new Policy(
                        "", ZoneOffset.UTC, 1, TrustReportedCost.NEVER, budgets, burns, loop, spike, ladder, exempt,
                        FindingRules.NONE));
        return Combinators.combine(
                        names(),
                        zones,
                        Arbitraries.longs().between(1, Long.MAX_VALUE),
                        Arbitraries.of(TrustReportedCost.class),
                        rules,
                        findingRules())
                .as((name, zone, horizon, trust, p, r) -> new Policy(
                        name,
                        zone,
                        horizon,
                        trust,
                        p.budgets(),
                        p.burns(),
                        p.loop(),
                        p.spikes(),
                        p.ladder(),
                        p.exempt(),
                        r));
    }

    private static Arbitrary<FindingRules> findingRules() {
        Arbitrary<TokenmaxxingRule> tokenmaxxing = Combinators.combine(
                        Arbitraries.integers().between(1, 72), levels())
                .as(TokenmaxxingRule::new);
        Arbitrary<WasteRule> waste = Combinators.combine(amounts(), Arbitraries.integers().between(1, 100), names())
                .as(WasteRule::new);
        return Combinators.combine(
                        tokenmaxxing.injectNull(0.3),
                        waste.injectNull(0.3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(FindingRules::new);
    }

    private static Arbitrary<Policy.Budget> budgets() {
        return Combinators.combine(
                        matches(),
                        Arbitraries.of(Window.DAY, Window.WEEK, Window.MONTH),
                        amounts(),
                        Arbitraries.of(new BigDecimal("0.80"), BigDecimal.ONE, new BigDecimal("1E-9")),
                        levels())
                .as((match, period, amount, adviseAt, atFull) ->
                        new Policy.Budget(match, period, amount, new BigDecimal(adviseAt.toPlainString()), atFull));
    }

    private static Arbitrary<BurnRule> burns() {
        return Combinators.combine(matches(), Arbitraries.of(Window.class), amounts(), amounts(), levels())
                .as((match, window, a, b, level) -> new BurnRule(match, window, Math.max(a, b), Math.min(a, b), level));
    }

    private static Arbitrary<Limits> limits() {
        Arbitrary<Long> limit = Arbitraries.oneOf(Arbitraries.just(-1L), amounts());
        return Combinators.combine(limit, limit, limit, Arbitraries.longs().between(-1, 60_000), names(), limit)
                .as(Limits::new);
    }

    private static Arbitrary<ScopeMatch> matches() {
        return Combinators.combine(Arbitraries.of(Dimension.class), names())
                .as((dimension, id) -> new ScopeMatch(dimension, id + "*"));
    }

    private static Arbitrary<Level> levels() {
        return Arbitraries.of(Level.class).filter(level -> level != Level.CLEAR);
    }

    private static Arbitrary<Long> amounts() {
        return Arbitraries.longs().between(1, Long.MAX_VALUE);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings().withChars("aZ0 :/-_.é漢\"\n").ofMaxLength(12);
    }
}
