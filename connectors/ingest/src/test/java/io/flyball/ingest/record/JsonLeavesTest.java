package io.flyball.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.record.JsonLeaves.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLeavesTest {
    private final JsonLeaves leaves = new JsonLeaves(List.of("a", "b.c", "b.d.e"), List.of("tags"));

    @Test
    void findsWhatIsOnTheListAndNothingElse() {
        // when
        JsonLeaves.Result result =
                read("{\"a\":1.50,\"x\":[{\"a\":2}],\"b\":{\"c\":\"t\",\"x\":3,\"d\":{\"e\":true}},\"c\":4}");

        // then
        assertThat(result.leaves())
                .isEqualTo(Map.of(
                        "a", new Leaf(Leaf.Kind.NUMBER, "1.50"),
                        "b.c", new Leaf(Leaf.Kind.TEXT, "t"),
                        "b.d.e", new Leaf(Leaf.Kind.TRUTH, "true")));
    }

    @Test
    void aNameWithADotIsNoPath() {
        assertThat(read("{\"b.c\":1,\"b\":{\"d.e\":2}}").leaves()).isEmpty();
    }

    @Test
    void aTextThatHoldsAnObjectIsReadOnce() {
        assertThat(read("{\"b\":\"{\\\"c\\\":1,\\\"d\\\":\\\"{}\\\"}\",\"tags\":\"[\\\"x\\\"]\"}"))
                .returns(Map.of("b.c", new Leaf(Leaf.Kind.NUMBER, "1")), JsonLeaves.Result::leaves)
                .returns(Map.of("tags", List.of("x")), JsonLeaves.Result::lists);
    }

    @Test
    void aTextThatHoldsNoJsonAfterAllSaysNothing() {
        assertThat(read("{\"b\":\"{'c': None}\",\"a\":1}").leaves()).containsOnlyKeys("a");
    }

    @Test
    void ofAKeyGivenTwiceTheLastCountsAndANullIsAbsent() {
        assertThat(read("{\"a\":1,\"a\":2}").leaves()).containsEntry("a", new Leaf(Leaf.Kind.NUMBER, "2"));
        assertThat(read("{\"a\":1,\"a\":null}").leaves()).isEmpty();
    }

    @Test
    void aListHoldsItsScalars() {
        assertThat(read("{\"tags\":[\"x\",7,null,{\"a\":1},[\"y\"],true]}").lists())
                .isEqualTo(Map.of("tags", List.of("x", "7", "true")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', not_json",
        "[], not_object",
        "7, not_object",
        "{} {}, not_json",
        "'{\"x\":NaN}', not_json",
        "'{\"x\":', not_json"
    })
    void whatIsNoObjectIsRefused(String text, String reason) {
        assertThat(read(text).reason()).isEqualTo(RejectionReason.ofWireName(reason));
    }

    private JsonLeaves.Result read(String json) {
        return leaves.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
