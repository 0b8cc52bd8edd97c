package io.flyball.alerting.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailServerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mail.example.com",
                "http://mail.example.com",
                "smtp://",
                "smtp://hush secret@x",
                "smtp://hush@mail.example.com",
                "smtp://u:hush@mail.example.com/inbox",
                "smtp://u:hush%zz@mail.example.com"
            })
    void refusesAServerThatIsNoneWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> MailServer.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("smtp://user:password@")
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://u:p@mail.example.com:587, true",
        "smtp://mail.example.com, false",
        "smtp://u:p@127.0.0.1:25, false",
        "smtp://u:p@localhost, false"
    })
    void sendsALoginEncryptedOrNotAtAll(String url, String required) {
        // when
        MailServer server = MailServer.parse(url);
        // then
        assertThat(server.properties().getProperty("mail.smtp.starttls.enable")).isEqualTo("true");
        assertThat(server.properties().getProperty("mail.smtp.starttls.required"))
                .isEqualTo(required);
    }

    @Test
    void neverShowsItsLogin() {
        // when
        MailServer server = MailServer.parse("smtps://ann%40example.com:hu%2Fsh@mail.example.com");
        // then
        assertThat(server).hasToString("smtps://mail.example.com");
        assertThat(server.properties().toString()).doesNotContain("hu/sh", "ann");
    }
}
