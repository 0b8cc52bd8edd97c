package io.flyball.alerting.slack;

import static org.awaitility.Awaitility.await;

import com.slack.api.Slack;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.memory.AlertMeters;
import io.flyball.alerting.memory.ControlOfTest;
import io.flyball.alerting.memory.RememberedCases;
import io.flyball.alerting.memory.Rights;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Person;
import io.flyball.core.model.Scope;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.AnswerRecord;
import io.flyball.schemas.avro.ControlRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** People who press and fill in, before a fake Slack and a control topic in memory. */
abstract class AnsweringInSlack {
    static final CaseKey CASE = new CaseKey("user:ann", "pace", "24h");
    static final Scope ANN = new Scope(Dimension.USER, "ann");
    static final String BOSS = "U000BOSS";
    static final String LEAD = "U000LEAD";
    static final long DAY_MS = 86_400_000L;

    final FakeSlack fake = FakeSlack.start();
    final Slack sdk = SlackConnection.open(fake.apiUrlPrefix(), 10_000);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ControlOfTest control = new ControlOfTest(meters);
    long nowMs = 1_772_366_400_000L;
    int sent;
    final SlackInteractions interactions = new SlackInteractions(
            sdk,
            FakeSlack.TOKEN,
            control.tail(),
            control,
            new Rights(control.tail(), List.of("boss@example.com", "lead@example.com")),
            RememberedCases.none(),
            new AlertMeters(meters),
            Runnable::run,
            () -> nowMs);

    @BeforeEach
    void know() {
        fake.know(BOSS, "boss@example.com", "D000BOSS");
        fake.know(LEAD, "lead@example.com", "D000LEAD");
        control.know(new Person("ann", "payments", "", FakeSlack.USER, FakeSlack.EMAIL, "", ""));
        await().until(() -> control.tail().person("ann").isPresent());
    }

    @AfterEach
    void stop() throws Exception {
        control.close();
        sdk.close();
        fake.close();
    }

    AnswerRecord answer(int index) {
        return answers().get(index);
    }

    List<AnswerRecord> answers() {
        return control.decisions().stream()
                .map(ControlRecord::getAnswer)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Somebody decided that before. */
    void hold(ScopeOverride.Kind kind, long usd, long untilMs) {
        control.send(List.of(ControlMapping.ofOverride(
                new ScopeOverride(ANN, kind, usd * NanoUsd.PER_USD, "bob", "release week", 0, untilMs))));
        await().until(() -> control.tail().override(ANN, kind, untilMs - 1).isPresent());
    }

    List<ControlRecord> overrides() {
        return control.decisions().stream()
                .filter(record -> record.getOverride() != null)
                .toList();
    }

    String asked(String user) {
        ask(user, "50", "1d");
        String askId = answer(0).getAskId();
        await().until(() -> control.tail().ask(askId).isPresent());
        return askId;
    }

    void press(String user, String action, String askId, String option) {
        press(user, action, askId, option, CASE);
    }

    void press(String user, String action, String askId, String option, CaseKey of) {
        String token = new CaseToken(of, askId).text().orElseThrow();
        interactions.take(SlackPayloads.pressed(user, action, token, option, ++sent, fake.responseUrl()));
    }

    String ask(String user, String amount, String end) {
        return ask(user, amount, end, CASE, "");
    }

    void ask(String amount, String end, CaseKey of, String level) {
        ask(FakeSlack.USER, amount, end, of, level);
    }

    String ask(String user, String amount, String end, CaseKey of, String level) {
        String token = new CaseToken(of, "").text().orElseThrow();
        return interactions.take(
                SlackPayloads.filledIn(user, amount, end, token + "\n" + fake.responseUrl() + "\n" + level, ++sent));
    }
}
