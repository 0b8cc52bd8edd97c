package io.flyball.actuators.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.actuators.fake.FakeVendor;
import io.flyball.actuators.port.LimitActuator;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import io.flyball.actuators.port.Reading;
import io.flyball.actuators.port.Target;
import io.flyball.actuators.port.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every actuator promises, held against a vendor that is as strict as the real one. */
abstract class LimitActuatorContract<V extends FakeVendor> {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Duration IMPATIENCE = Duration.ofMillis(300);
    static final long NOW_MS = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    final V vendor;

    LimitActuatorContract(V vendor) {
        this.vendor = vendor;
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    /** Against {@link #vendor}, with its key or another. */
    abstract LimitActuator actuator(String key, Duration timeout);

    /** A scope that it serves and the vendor knows, with one target at least. */
    abstract String knownScope();

    /** One that it serves and the vendor does not know. */
    abstract String unknownScope();

    /** One that it does not serve. */
    abstract String foreignScope();

    /** What the vendor has for the target of the known scope at the beginning. */
    abstract Limits original();

    /** A kind that can be set, and a value below the original. */
    abstract LimitKind kind();

    abstract long tighter();

    LimitActuator actuator() {
        return actuator(FakeVendor.KEY, PATIENCE);
    }

    Target target(LimitActuator actuator) {
        return actuator.targets(knownScope()).get(0);
    }

    Reading.Found found(LimitActuator actuator) throws InterruptedException {
        return found(actuator.read(target(actuator)));
    }

    static Reading.Found found(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Found.class);
        return (Reading.Found) reading;
    }

    @Test
    void readsWhatIsThere() throws Exception {
        assertThat(found(actuator()).limits()).isEqualTo(original());
    }

    @Test
    void servesSomeScopesAndNoOthers() {
        LimitActuator actuator = actuator();

        assertThat(actuator.targets(knownScope())).isNotEmpty().allSatisfy(target -> {
            assertThat(target.actuator()).isEqualTo(actuator.name());
            assertThat(target.scope()).isEqualTo(knownScope());
            assertThat(actuator.kinds(target)).contains(kind());
        });
        assertThat(actuator.targets(foreignScope())).isEmpty();
    }

    @Test
    void setsWhatDiffersAndReadsItBack() throws Exception {
        // given
        LimitActuator actuator = actuator();
        Reading.Found before = found(actuator);

        // when
        Written written = actuator.set(target(actuator), before, before.limits().with(kind(), tighter()));

        // then
        assertThat(written).isInstanceOf(Written.Done.class);
        assertThat(found(actuator).limits()).isEqualTo(original().with(kind(), tighter()));
        assertThat(vendor.writes()).hasSize(1);
    }

    @Test
    void givesBackExactlyWhatWasThere() throws Exception {
        // given
        LimitActuator actuator = actuator();
        Reading.Found before = found(actuator);
        actuator.set(target(actuator), before, before.limits().with(kind(), tighter()));

        // when
        Written written = actuator.restore(target(actuator), found(actuator), before.limits());

        // then
        assertThat(written).isInstanceOf(Written.Done.class);
        assertThat(found(actuator).limits()).isEqualTo(original());
    }

    @Test
    void setsNothingOnWhatTheVendorDoesNotKnow() throws Exception {
        // given
        LimitActuator actuator = actuator();
        Target unknown = actuator.targets(unknownScope()).get(0);

        // when
        Reading reading = actuator.read(unknown);

        // then
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        assertThat(vendor.writes()).isEmpty();
    }

    @Test
    void aWrongKeyIsAMatterForLaterAndIsNotShown() throws Exception {
        // given
        LimitActuator actuator = actuator("sk-wrong", PATIENCE);

        // when
        Reading reading = actuator.read(target(actuator));

        // then
        assertThat(reading).isInstanceOfSatisfying(Reading.Later.class, later -> {
            assertThat(later.afterMs()).isGreaterThanOrEqualTo(60_000);
            assertThat(later.why()).contains("401").contains("key").doesNotContain("sk-wrong");
        });
    }

    @Test
    void honoursRetryAfterInSecondsAndAsADate() throws Exception {
        // given
        LimitActuator actuator = actuator();
        Reading.Found before = found(actuator);
        vendor.fail(429, "17");
        vendor.fail(
                429,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.ofEpochMilli(NOW_MS + 42_000).atOffset(ZoneOffset.UTC)));

        // when
        Written seconds = actuator.set(target(actuator), before, before.limits().with(kind(), tighter()));
        Reading date = actuator.read(target(actuator));

        // then
        assertThat(seconds).isInstanceOfSatisfying(Written.Later.class, later -> assertThat(later.afterMs())
                .isEqualTo(17_000));
        assertThat(date).isInstanceOfSatisfying(Reading.Later.class, later -> assertThat(later.afterMs())
                .isEqualTo(42_000));
        assertThat(found(actuator).limits()).isEqualTo(original());
    }

    @Test
    void anErrorOfTheVendorIsAMatterForLater() throws Exception {
        LimitActuator actuator = actuator();
        Reading.Found before = found(actuator);
        for (int status : List.of(500, 502, 503)) {
            vendor.fail(status, null);
            assertThat(actuator.set(target(actuator), before, before.limits().with(kind(), tighter())))
                    .isInstanceOfSatisfying(Written.Later.class, later -> assertThat(later.why())
                            .contains("status " + status));
        }
    }

    @Test
    void whatIsSlowIsLeft() throws Exception {
        // given
        LimitActuator actuator = actuator(FakeVendor.KEY, IMPATIENCE);
        vendor.hang();

        // when
        Reading reading = actuator.read(target(actuator));

        // then
        assertThat(reading).isInstanceOf(Reading.Later.class);
    }

    @Test
    void whatWasDoneWithoutAnAnswerIsSeenWhenItIsReadAgain() throws Exception {
        // given
        LimitActuator actuator = actuator();
        Reading.Found before = found(actuator);
        vendor.doAndFail(502);

        // when
        Written written = actuator.set(target(actuator), before, before.limits().with(kind(), tighter()));

        // then
        assertThat(written).isInstanceOf(Written.Later.class);
        assertThat(found(actuator).limits().get(kind())).isEqualTo(tighter());
    }

    @Test
    void nobodyThereIsAMatterForLater() throws Exception {
        // given
        LimitActuator actuator = actuator();
        vendor.close();

        // when
        Reading reading = actuator.read(target(actuator));

        // then
        assertThat(reading).isInstanceOf(Reading.Later.class);
    }
}
