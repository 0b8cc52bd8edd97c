package io.flyball.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.DeliveryResult.Refused;
import io.flyball.alerting.DeliveryResult.RetryLater;
import io.flyball.schemas.avro.Alert;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AlertDispatcherTest {
    private static final DispatchPolicy POLICY = new DispatchPolicy(1_000, 60_000, 600_000, 3);
    private static final RetryLater LATER = new RetryLater(0, "busy");

    private final HandTimer timer = new HandTimer();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ScriptedChannel slack = new ScriptedChannel("slack");
    private final ScriptedChannel console = new ScriptedChannel("console");

    @Test
    void deliversOnEveryRouteAndSettlesThen() {
        // given
        AlertDispatcher dispatcher = toAll();
        // when
        CompletableFuture<Void> settled = dispatcher.dispatch(Alerts.burn("a1"));
        timer.advance(0);
        // then
        assertThat(slack.delivered()).containsExactly("a1@U1");
        assertThat(console.delivered()).containsExactly("a1@U1");
        assertThat(settled).isCompleted();
        assertThat(count("delivered", "slack")).isEqualTo(1);
    }

    @Test
    void isNotSettledWhileOneRouteWaits() {
        // given
        slack.then("U1", new RetryLater(5_000, "429"));
        AlertDispatcher dispatcher = toAll();
        // when
        CompletableFuture<Void> settled = dispatcher.dispatch(Alerts.burn("a1"));
        timer.advance(4_999);
        // then
        assertThat(settled).isNotCompleted();
        assertThat(console.delivered()).containsExactly("a1@U1");
    }

    @Test
    void doesNotTryAgainBeforeRetryAfterIsOver() {
        // given
        slack.then("U1", new RetryLater(30_000, "429"));
        AlertDispatcher dispatcher = toAll();
        dispatcher.dispatch(Alerts.burn("a1"));
        // when
        timer.advance(29_999);
        List<String> before = slack.attempts();
        timer.advance(1_001);
        // then
        assertThat(before).hasSize(1);
        assertThat(slack.delivered()).containsExactly("a1@U1");
        assertThat(count("retried", "slack")).isEqualTo(1);
    }

    @Test
    void keepsALaterAlertOfTheSameRecipientBehindTheOneThatWaits() {
        // given
        slack.then("U1", new RetryLater(30_000, "429"));
        AlertDispatcher dispatcher = toAll();
        dispatcher.dispatch(Alerts.burn("a1"));
        timer.advance(0);
        // when
        dispatcher.dispatch(Alerts.burn("a2"));
        timer.advance(60_000);
        // then
        assertThat(slack.attempts()).containsExactly("a1@U1", "a1@U1", "a2@U1");
    }

    @Test
    void doesNotLetOneRecipientThatWaitsHoldUpAnother() {
        // given
        slack.then("U1", new RetryLater(30_000, "429"));
        AlertDispatcher dispatcher = dispatcher(alert -> List.of(new Route(slack, alert.getScope())));
        Alert first = Alerts.burn("a1");
        first.setScope("U1");
        Alert second = Alerts.burn("a2");
        second.setScope("U2");
        // when
        dispatcher.dispatch(first);
        dispatcher.dispatch(second);
        timer.advance(0);
        // then
        assertThat(slack.delivered()).containsExactly("a2@U2");
    }

    @Test
    void makesEachWaitLongerUpToItsLimit() {
        // given
        RetryLater[] failures = new RetryLater[20];
        Arrays.fill(failures, LATER);
        slack.then("U1", failures);
        AlertDispatcher dispatcher = toAll();
        dispatcher.dispatch(Alerts.burn("a1"));
        // when
        timer.advance(120_000);
        // then
        // jitter 0 halves each wait: 0.5, 1, 2, 4, 8, 16, then 30 s each
        assertThat(slack.attempts()).hasSize(1 + 6 + 2);
    }

    @Test
    void givesUpAfterTheStatedTimeCountsADeadLetterAndGoesOn() {
        // given
        RetryLater[] failures = new RetryLater[27];
        Arrays.fill(failures, LATER);
        slack.then("U1", failures);
        AlertDispatcher dispatcher = toAll();
        CompletableFuture<Void> first = dispatcher.dispatch(Alerts.burn("a1"));
        timer.advance(599_000);
        boolean settledBefore = first.isDone();
        CompletableFuture<Void> second = dispatcher.dispatch(Alerts.burn("a2"));
        // when
        timer.advance(120_000);
        // then
        assertThat(settledBefore).isFalse();
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(count("dead_lettered", "slack")).isEqualTo(1);
        assertThat(slack.delivered()).containsExactly("a2@U1");
    }

    @Test
    void goesOnWithTheNextAlertAfterARefusal() {
        // given
        slack.then("U1", new Refused("channel_not_found"));
        AlertDispatcher dispatcher = toAll();
        // when
        CompletableFuture<Void> refused = dispatcher.dispatch(Alerts.burn("a1"));
        dispatcher.dispatch(Alerts.burn("a2"));
        timer.advance(0);
        // then
        assertThat(refused).isCompleted();
        assertThat(slack.delivered()).containsExactly("a2@U1");
        assertThat(count("refused", "slack")).isEqualTo(1);
    }

    @Test
    void triesAgainAfterAFaultOfTheChannel() {
        // given
        boolean[] broken = {true};
        AlertChannel faulty = new AlertChannel() {
            @Override
            public String name() {
                return "faulty";
            }

            @Override
            public DeliveryResult deliver(AlertMessage message) {
                if (broken[0]) {
                    broken[0] = false;
                    throw new IllegalStateException("a bug");
                }
                return new DeliveryResult.Delivered("x");
            }
        };
        AlertDispatcher dispatcher = dispatcher(alert -> List.of(new Route(faulty, "")));
        // when
        CompletableFuture<Void> settled = dispatcher.dispatch(Alerts.burn("a1"));
        timer.advance(2_000);
        // then
        assertThat(settled).isCompleted();
        assertThat(count("delivered", "faulty")).isEqualTo(1);
    }

    @Test
    void sendsAnAlertItKnowsOnlyOnce() {
        // given
        AlertDispatcher dispatcher = toAll();
        CompletableFuture<Void> first = dispatcher.dispatch(Alerts.burn("a1"));
        timer.advance(0);
        // when
        CompletableFuture<Void> again = dispatcher.dispatch(Alerts.burn("a1"));
        timer.advance(1_000);
        // then
        assertThat(slack.delivered()).containsExactly("a1@U1");
        assertThat(again).isSameAs(first);
    }

    @Test
    void remembersNoMoreIdsThanItsPolicyAllows() {
        // given
        AlertDispatcher dispatcher = toAll();
        for (String id : List.of("a1", "a2", "a3", "a4")) {
            dispatcher.dispatch(Alerts.burn(id));
        }
        timer.advance(0);
        // when
        dispatcher.dispatch(Alerts.burn("a1"));
        dispatcher.dispatch(Alerts.burn("a4"));
        timer.advance(0);
        // then
        assertThat(slack.delivered()).containsExactly("a1@U1", "a2@U1", "a3@U1", "a4@U1", "a1@U1");
    }

    @Test
    void honoursAWaitAlsoForAnAlertThatComesAfterTheQueueHasEmptied() {
        // given
        RetryLater[] failures = new RetryLater[11];
        Arrays.fill(failures, new RetryLater(60_000, "429"));
        slack.then("U1", failures);
        AlertDispatcher dispatcher = toAll();
        CompletableFuture<Void> dead = dispatcher.dispatch(Alerts.burn("a1"));
        timer.advance(600_000);
        boolean settled = dead.isDone();
        // when
        dispatcher.dispatch(Alerts.burn("a2"));
        timer.advance(59_999);
        // then
        assertThat(settled).isTrue();
        assertThat(slack.delivered()).isEmpty();
    }

    @Test
    void keepsNothingOfALaneThatHasEmptied() {
        // given
        AlertDispatcher dispatcher = toAll();
        dispatcher.dispatch(Alerts.burn("a1"));
        // when
        timer.advance(0);
        // then
        assertThat(timer.tasksWaiting()).isZero();
    }

    @Test
    void settlesAnAlertThatTheRouterCannotRead() {
        // given
        AlertDispatcher dispatcher = dispatcher(alert -> {
            throw new IllegalStateException("a bug");
        });
        // when
        CompletableFuture<Void> settled = dispatcher.dispatch(Alerts.burn("a1"));
        // then
        assertThat(settled).isCompleted();
        assertThat(count("refused", "router")).isEqualTo(1);
    }

    private AlertDispatcher toAll() {
        return dispatcher(new DirectoryRouter(List.of(slack, console), scope -> "U1"));
    }

    private AlertDispatcher dispatcher(AlertRouter router) {
        return new AlertDispatcher(router, timer, POLICY, () -> 0, meters);
    }

    private double count(String what, String channel) {
        return meters.counter("flyball.alerts." + what, "channel", channel).count();
    }
}
