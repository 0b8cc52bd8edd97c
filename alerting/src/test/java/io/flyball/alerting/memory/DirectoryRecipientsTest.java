package io.flyball.alerting.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.cases.Place;
import io.flyball.alerting.cases.Role;
import io.flyball.core.model.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectoryRecipientsTest {
    private static final Person ANN = new Person("ann", "payments", "", "U1", "ann@example.com", "", "");

    @Test
    void aPersonIsFoundBySlackIdAndElsewhereByAddress() {
        // given
        DirectoryRecipients both = recipients("slack-bot", "email");
        // when
        List<Place> first = both.places(Role.PERSON, "user:ann");
        // then
        assertThat(first).containsExactly(new Place(Role.PERSON, "slack-bot", "U1"));
        assertThat(both.insteadOf(first.get(0), "user:ann"))
                .containsExactly(new Place(Role.PERSON, "email", "ann@example.com"));
    }

    @Test
    void whoIsNotInTheDirectoryIsReachedByAnIdThatIsAnAddress() {
        // given
        DirectoryRecipients both = recipients("slack-bot", "email");
        // when
        List<Place> first = both.places(Role.PERSON, "user:bob@example.com");
        // then
        assertThat(first).containsExactly(new Place(Role.PERSON, "slack-bot", "bob@example.com"));
        assertThat(both.insteadOf(first.get(0), "user:bob@example.com"))
                .containsExactly(new Place(Role.PERSON, "email", "bob@example.com"));
    }

    @Test
    void withoutABotPeopleGetMail() {
        // when
        List<Place> first = recipients("email").places(Role.PERSON, "user:ann");
        // then
        assertThat(first).containsExactly(new Place(Role.PERSON, "email", "ann@example.com"));
        assertThat(recipients("email").insteadOf(first.get(0), "user:ann")).isEmpty();
    }

    @Test
    void aChannelHasNoOtherPlace() {
        // given
        Place channel = new Place(Role.TEAM, "slack-bot", "#payments");
        // when // then
        assertThat(recipients("slack-bot", "email").insteadOf(channel, "user:ann"))
                .isEmpty();
    }

    @Test
    void whatHasNoRoomIsToldTogetherWhereItMakesNoIncidentThatNobodyResolves() {
        // given
        Place pagerDuty = new Place(Role.ON_CALL, "pagerduty", "");
        Place channel = new Place(Role.ON_CALL, "slack-bot", "#on-call");
        // when
        List<Place> alone = onCall(pagerDuty).overflow();
        List<Place> both = onCall(pagerDuty, channel).overflow();
        // then
        assertThat(alone).isEmpty();
        assertThat(both).containsExactly(channel);
    }

    private static DirectoryRecipients onCall(Place... places) {
        return new DirectoryRecipients(
                new DirectoryRecipients.Settings(List.of(), Map.of(), List.of(), List.of(places), List.of(), List.of()),
                user -> Optional.empty(),
                channel -> true);
    }

    private static DirectoryRecipients recipients(String... personChannels) {
        return new DirectoryRecipients(
                new DirectoryRecipients.Settings(
                        List.of(personChannels), Map.of(), List.of(), List.of(), List.of(), List.of()),
                user -> user.equals("ann") ? Optional.of(ANN) : Optional.empty(),
                channel -> true);
    }
}
