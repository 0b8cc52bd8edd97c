package io.flyball.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.model.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PseudonymsTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final UsageEvent EVENT = UsageEvent.builder()
            .eventId("e-1")
            .model("m")
            .user("ann@example.test")
            .team("platform")
            .org("example")
            .costCenter("cc-1")
            .session("ssh://ann@example.test/7")
            .key("ann-laptop")
            .agent("codex")
            .tags(Map.of("owner", "ben@example.test", "purpose", "review"))
            .build();

    @Test
    void thePseudonymIsTheHmacInBase32() {
        // Computed by: printf %s ann@example.test | openssl dgst -sha256 -mac HMAC -macopt key:... -binary | base32
        assertThat(Pseudonyms.with(KEY).apply(EVENT).user()).isEqualTo("p_jbzx6kg532joligi6nizsm5i7p");
    }

    @Test
    void nobodysAddressIsLeftAnywhere() {
        // when
        UsageEvent event = Pseudonyms.with(KEY).apply(EVENT);

        // then
        assertThat(event.toString()).doesNotContain("@").doesNotContain("example.test");
        assertThat(event.session()).isEqualTo("ssh://" + event.user() + "/7");
    }

    @Test
    void whatConcernsNoPersonStays() {
        // when
        UsageEvent event = Pseudonyms.with(KEY).apply(EVENT);

        // then
        UsageEvent expected = EVENT.toBuilder()
                .user(event.user())
                .session(event.session())
                .tags(event.tags())
                .build();
        assertThat(event).isEqualTo(expected);
        assertThat(event.tags()).containsEntry("purpose", "review");
    }

    @Test
    void anotherKeyGivesAnotherPseudonymAndTheSameKeyTheSame() {
        // given
        byte[] otherKey = KEY.clone();
        otherKey[0]++;

        // when, then
        assertThat(Pseudonyms.with(KEY).apply(EVENT))
                .isEqualTo(Pseudonyms.with(KEY).apply(EVENT));
        assertThat(Pseudonyms.with(otherKey).apply(EVENT).user())
                .isNotEqualTo(Pseudonyms.with(KEY).apply(EVENT).user());
    }

    @Test
    void withoutAKeyEverybodyKeepsTheirName() {
        assertThat(Pseudonyms.none().apply(EVENT)).isSameAs(EVENT);
    }

    @Test
    void whoPaysByAKeyStaysWithoutAUser() {
        // given
        UsageEvent event = EVENT.toBuilder().user("").build();

        // when, then
        assertThat(Pseudonyms.with(KEY).apply(event).payer()).isEqualTo("key:ann-laptop");
    }

    @Test
    void refusesAKeyThatCanBeGuessed() {
        assertThatThrownBy(() -> Pseudonyms.with(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The key for pseudonyms has 15 bytes: give at least 16 random ones.");
    }
}
