package io.flyball.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeBodyTest {
    private static final long NOW_MS = 1_770_000_000_000L;
    private static final String GOOD = "{\"event_id\":\"%s\",\"time\":1769999999000,\"model\":\"m\",\"user\":\"ann\"}";

    private final NativeBody body = new NativeBody();

    @Test
    void readsOneRecordAnArrayAndLines() {
        assertThat(ids(map(good("a")))).containsExactly("a");
        assertThat(ids(map("[" + good("a") + "," + good("b") + "]"))).containsExactly("a", "b");
        assertThat(ids(map(good("a") + "\n" + good("b") + "\n"))).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s,%s,%s]", "%s\n%s\n%s"})
    void aBadRecordCostsNoNeighbour(String shape) {
        // given
        String bad = good("b").replace("1769999999000", "NaN");

        // when
        List<Mapped> mapped = map(shape.formatted(good("a"), bad, good("c")));

        // then
        assertThat(ids(mapped)).containsExactly("a", "not_json", "c");
        Mapped.Refused refused = (Mapped.Refused) mapped.get(1);
        assertThat(refused.sha256Hex()).isEqualTo(Sha256.hexOf(bad));
        assertThat(refused.sizeBytes()).isEqualTo(bad.length());
    }

    @Test
    void theGoodHeadOfABrokenArrayIsKept() {
        assertThat(ids(map("[" + good("a") + "," + good("b").substring(0, 30)))).containsExactly("a", "not_json");
    }

    @Test
    void saysWhatToSendInstead() {
        // given
        String nobodys = good("a").replace("user", "nobody");

        // when
        List<Mapped> mapped = map(nobodys);

        // then
        assertThat(((Mapped.Refused) mapped.get(0)).why())
                .isEqualTo("The record names neither a user nor a key: give at least one of them.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "nonsense", "<html>\n<body>\n</html>", "1\n2\n3", "{\n\"a\": 1,\n\"b\": [", "\u0000"})
    void aBodyWithoutAnyRecordIsOneRefusal(String text) {
        // when
        List<Mapped> mapped = map(text);

        // then
        assertThat(mapped).hasSize(1).allMatch(Mapped.Refused.class::isInstance);
    }

    @Test
    void anEmptyArrayIsNoFault() {
        assertThat(map("[]")).isEmpty();
    }

    @Test
    void hostileBodiesOfTinyRecordsAreCutOff() {
        // given
        String many = "[" + "1,".repeat(JsonBody.MAX_ITEMS + 10) + "1]";

        // when
        List<Mapped> mapped = map(many);

        // then
        assertThat(mapped).hasSize(JsonBody.MAX_ITEMS + 1);
        assertThat(((Mapped.Refused) mapped.get(JsonBody.MAX_ITEMS)).reason()).isEqualTo(RejectionReason.TOO_LARGE);
    }

    @Property(tries = 2000)
    void answersAnyBytes(@ForAll byte[] bytes) {
        assertThat(body.map(bytes, name -> null, NOW_MS)).doesNotContainNull();
    }

    private List<Mapped> map(String text) {
        return body.map(text.getBytes(StandardCharsets.UTF_8), name -> null, NOW_MS);
    }

    private static List<String> ids(List<Mapped> mapped) {
        return mapped.stream()
                .map(m -> m instanceof Mapped.Call call
                        ? call.event().eventId()
                        : ((Mapped.Refused) m).reason().wireName())
                .toList();
    }

    private static String good(String id) {
        return GOOD.formatted(id);
    }

    @Test
    void whoTheHeadersNamePaysForRecordsThatNameNobody() {
        // given
        String nobodys = "{\"event_id\":\"a\",\"time\":1,\"model\":\"m\"}";

        // when
        List<Mapped> mapped = body.map(
                nobodys.getBytes(StandardCharsets.UTF_8),
                name -> name.equals("x-flyball-user") ? "svc-build" : null,
                NOW_MS);

        // then
        assertThat(mapped).singleElement().isInstanceOfSatisfying(Mapped.Call.class, call -> assertThat(
                        call.event().user())
                .isEqualTo("svc-build"));
    }
}
