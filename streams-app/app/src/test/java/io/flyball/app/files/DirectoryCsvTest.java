package io.flyball.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.Person;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryCsvTest {
    private final Path folder;

    DirectoryCsvTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsEveryColumn() {
        // given
        Written file = Written.in(folder, "people.csv", """
                user,team,manager,slack_id,email,cost_center,pay_band
                ann,payments,bob,U1,ann@example.com,cc-7,L5
                """);

        // when
        List<Person> people = DirectoryCsv.read(file.file());

        // then
        assertThat(people).containsExactly(new Person("ann", "payments", "bob", "U1", "ann@example.com", "cc-7", "L5"));
    }

    @Test
    void takesColumnsInAnyOrderQuotesBlanksAndAByteOrderMark() {
        // given
        Written file = Written.in(
                folder, "people.csv", "\uFEFFteam, user\r\n\"pay, \"\"core\"\"\nteam\", ann\r\n\r\n,bob\r\n");

        // when
        List<Person> people = DirectoryCsv.read(file.file());

        // then
        assertThat(people)
                .containsExactly(
                        new Person("ann", "pay, \"core\"\nteam", "", "", "", "", ""),
                        new Person("bob", "", "", "", "", "", ""));
    }

    @Test
    void aHeaderAloneIsAnEmptyDirectory() {
        // given
        Written file = Written.in(folder, "people.csv", "user,team\n");

        // when
        List<Person> people = DirectoryCsv.read(file.file());

        // then
        assertThat(people).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user,tema               | people.csv line 1: unknown column "tema": write team, or remove it.
            user;team               | people.csv line 1: unknown column "user;team": remove it; there is user, team, manager, slack_id, email, cost_center, pay_band.
            user,team,user          | people.csv line 1: the column user is given twice: remove one of the two.
            team,email              | people.csv line 1: the column user is missing: add it, it is the id that usage events carry.
            user,team\\n,payments   | people.csv line 2: user is empty: write the id that usage events carry.
            user,team\\nann,"a\\nb"\\nann,c | people.csv line 4: user "ann" is given on line 2 too: remove one of the two.
            user,team\\nann         | people.csv line 2: 1 fields where the header has 2: write a comma between all of them, and quotes around a field that holds one.
            user,team\\nann,b,c     | people.csv line 2: 3 fields where the header has 2: write a comma between all of them, and quotes around a field that holds one.
            """, quoteCharacter = '`')
    void refusesWhatIsWrongWithItsLine(String text, String sentence) {
        // given
        Written file = Written.in(folder, "people.csv", text.replace("\\n", "\n") + "\n");

        // when
        List<String> refusal = file.refusal(DirectoryCsv::read);

        // then
        assertThat(refusal).containsExactly(sentence);
    }

    @Test
    void refusesAQuoteWithoutEnd() {
        // given
        Written file = Written.in(folder, "people.csv", "user,team\nann,\"pay\n");

        // when
        List<String> refusal = file.refusal(DirectoryCsv::read);

        // then
        assertThat(refusal)
                .singleElement()
                .asString()
                .startsWith("people.csv line ")
                .contains("not CSV")
                .endsWith(": mend the quotes there.");
    }

    @Test
    void refusesAnEmptyFile() {
        // given
        Written file = Written.in(folder, "people.csv", "");

        // when
        List<String> refusal = file.refusal(DirectoryCsv::read);

        // then
        assertThat(refusal)
                .containsExactly("File \"people.csv\" is empty: write a header such as "
                        + "user,team,manager,slack_id,email,cost_center,pay_band and a person a line.");
    }
}
