package io.flyball.app.backtest;

import static io.flyball.app.backtest.Outcomes.charge;
import static io.flyball.app.backtest.Outcomes.finding;
import static io.flyball.app.backtest.Outcomes.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.FindingKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class TimelinePictureTest {
    private static final String HOSTILE = "user:<script>\"&'\u0001@example.test";

    private static PolicyOutcome burning(String label, String scope) {
        return Outcomes.outcome(
                label,
                Outcomes.report(
                        List.of(
                                finding("burn-1", scope, FindingKind.BURN, "2026-03-02T10:00:00Z"),
                                finding("loop-1", scope, FindingKind.LOOP, "2026-03-02T10:20:00Z"),
                                finding("loop-2", scope, FindingKind.LOOP, "2026-03-02T10:40:00Z")),
                        List.of(signal(scope, "pace", "2026-03-02T10:00:00Z", "2026-03-06T12:00:00Z"))),
                List.of(
                        charge(scope.substring("user:".length()), "t", "2026-03-01T09:00:00Z", 3),
                        charge(scope.substring("user:".length()), "t", "2026-03-03T09:00:00Z", 7)));
    }

    @Test
    void isXmlWhateverTheNames() throws Exception {
        // when
        String svg = new TimelinePicture(List.of(burning("a & b <c>", HOSTILE))).svg();

        // then
        Document picture = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(picture.getElementsByTagName("script").getLength()).isZero();
        assertThat(picture.getDocumentElement().getTextContent()).contains("a & b <c>", "user:<script>\"&'?");
    }

    @Test
    void equalOutcomesGiveEqualBytes() {
        assertThat(new TimelinePicture(List.of(burning("p", "user:ann"))).svg())
                .isEqualTo(new TimelinePicture(List.of(burning("p", "user:ann"))).svg());
    }

    @Test
    void drawsAStripAPolicyAndOneFlagForNeighboursOfAKind() {
        // when
        String svg = new TimelinePicture(List.of(burning("now", "user:ann"), burning("next", "user:ann"))).svg();

        // then
        assertThat(svg).contains(">now<", ">next<", ">loop ×2<", ">burn<", "$3.00", "$7.00", "(Z)");
        assertThat(svg.split(Palette.of(io.flyball.core.model.Level.PACE), -1)).hasSize(4); // two bands, one legend
        assertThat(svg).doesNotContain("href", "url(");
    }

    @Test
    void saysSoWhereNothingWasFound() {
        // given
        PolicyOutcome calm = Outcomes.outcome("calm", Outcomes.report(List.of(), List.of()), List.of());

        // then
        assertThat(new TimelinePicture(List.of(calm)).svg()).contains("Nothing would have been found");
    }
}
