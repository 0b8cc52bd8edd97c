package io.flyball.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTest {
    private final Path folder;

    DocumentTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void scalarsStayAsWritten() {
        // given
        Written file = Written.in(folder, "a.yaml", "x: 0.10\ny: [yes, 'null', null, 2026-01-01]\n");

        // when
        Node root = Document.read(file.file());

        // then
        assertThat(root)
                .isEqualTo(new Node.Mapping(
                        1,
                        List.of(
                                new Node.Entry(1, "x", new Node.Scalar(1, "0.10", true)),
                                new Node.Entry(
                                        2,
                                        "y",
                                        new Node.Listing(
                                                2,
                                                List.of(
                                                        new Node.Scalar(2, "yes", true),
                                                        new Node.Scalar(2, "null", true),
                                                        new Node.Nothing(2),
                                                        new Node.Scalar(2, "2026-01-01", true)))))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.json | {"x": 1,}        | a.json line 1: not JSON
            a.json | {"x": 1} {}      | a.json line 1: something follows the end of the JSON value: remove it.
            a.json | {"x": 1          | a.json line 1: not JSON
            a.json | {"x": NaN}       | a.json line 1: not JSON
            a.yaml | x: [1            | a.yaml line 1: not YAML
            a.yaml | x: {[a]: 1}      | a.yaml line 1: a key is a list or a mapping: write a plain word instead.
            a.yaml | {x: &a [1], y: *a} | a.yaml line 1: an alias repeats what begins here: write it out instead.
            """)
    void refusesBrokenSyntaxWithItsLine(String name, String text, String beginning) {
        // given
        Written file = Written.in(folder, name, text);

        // when
        List<String> refusal = file.refusal(Document::read);

        // then
        assertThat(refusal).singleElement().asString().startsWith(beginning).doesNotContain("\n");
    }

    @Test
    void refusesBracketsWithoutEnd() {
        // given
        Written file = Written.in(folder, "deep.yaml", "x: " + "[".repeat(200_000));

        // when
        List<String> refusal = file.refusal(Document::read);

        // then
        assertThat(refusal)
                .singleElement()
                .asString()
                .startsWith("deep.yaml")
                .contains(": write it with fewer brackets.");
    }

    @Test
    void refusesAnEmptyFile() {
        // given
        Written file = Written.in(folder, "a.yaml", " \n");

        // when
        List<String> refusal = file.refusal(Document::read);

        // then
        assertThat(refusal).containsExactly("File \"a.yaml\" is empty: write what it is for.");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        // given
        Written absent = new Written(folder.resolve("absent.yaml"));

        // when
        List<String> refusal = absent.refusal(Document::read);

        // then
        assertThat(refusal).containsExactly("File \"absent.yaml\" does not exist: check its name.");
    }

    @Test
    void refusesBytesThatAreNoUtf8() throws IOException {
        // given
        Written file = new Written(Files.write(folder.resolve("latin.yaml"), new byte[] {'x', ':', ' ', (byte) 0xe9}));

        // when
        List<String> refusal = file.refusal(Document::read);

        // then
        assertThat(refusal).containsExactly("File \"latin.yaml\" is not UTF-8: save it with that encoding.");
    }

    @Test
    void passesOverAByteOrderMark() {
        // given
        Written file = Written.in(folder, "bom.json", "\uFEFF{}");

        // when
        Node root = Document.read(file.file());

        // then
        assertThat(root).isEqualTo(new Node.Mapping(1, List.of()));
    }
}
