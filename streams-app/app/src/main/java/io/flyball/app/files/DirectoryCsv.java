package io.flyball.app.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.flyball.app.Nearest;
import io.flyball.app.Refusal;
import io.flyball.core.model.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The directory as CSV (RFC 4180): a header with any of the columns user, team, manager, slack_id, email, cost_center and
 * pay_band in any order, user among them, then one person a record.
 */
public final class DirectoryCsv {
    private static final List<String> COLUMNS =
            List.of("user", "team", "manager", "slack_id", "email", "cost_center", "pay_band");
    private static final CsvFactory FACTORY = CsvFactory.builder()
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .build();

    private final Problems problems;
    private final List<String> header = new ArrayList<>();
    private final Map<String, Integer> lineByUser = new HashMap<>();
    private final List<Person> people = new ArrayList<>();

    private DirectoryCsv(Problems problems) {
        this.problems = problems;
    }

    /**
     * The people in file order; columns that are absent are empty texts.
     *
     * @throws io.flyball.app.Refusal where the file cannot be read or anything in it is wrong
     */
    public static List<Person> read(Path file) {
        DirectoryCsv reading = new DirectoryCsv(new Problems(file));
        String text = FileText.read(file);
        try (CsvParser parser = FACTORY.createParser(text)) {
            reading.read(parser);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String why = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new Refusal(file + " line " + line + ": not CSV (" + why + "): mend the quotes there.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (reading.header.isEmpty()) {
            throw new Refusal("File \"" + file + "\" is empty: write a header such as " + String.join(",", COLUMNS)
                    + " and a person a line.");
        }
        reading.problems.refuseIfAny();
        return List.copyOf(reading.people);
    }

    private void read(CsvParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            List<String> cells = new ArrayList<>();
            int line = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                line = line == 0 ? parser.currentTokenLocation().getLineNr() : line;
                cells.add(parser.getText());
            }
            if (header.isEmpty()) {
                readHeader(line, cells);
                if (!problems.none()) {
                    return;
                }
            } else {
                readPerson(line, cells);
            }
        }
    }

    private void readHeader(int line, List<String> cells) {
        header.addAll(cells);
        for (int i = 0; i < cells.size(); i++) {
            String column = cells.get(i);
            if (!COLUMNS.contains(column)) {
                problems.add(line, "unknown column \"" + column + "\": " + Nearest.mend(column, COLUMNS));
            } else if (cells.indexOf(column) < i) {
                problems.add(line, "the column " + column + " is given twice: remove one of the two.");
            }
        }
        if (problems.none() && !cells.contains("user")) {
            problems.add(line, "the column user is missing: add it, it is the id that usage events carry.");
        }
    }

    private void readPerson(int line, List<String> cells) {
        if (cells.size() != header.size()) {
            problems.add(
                    line,
                    cells.size() + " fields where the header has " + header.size()
                            + ": write a comma between all of them, and quotes around a field that holds one.");
            return;
        }
        Map<String, String> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            byColumn.put(header.get(i), cells.get(i));
        }
        String user = byColumn.getOrDefault("user", "");
        if (user.isBlank()) {
            problems.add(line, "user is empty: write the id that usage events carry.");
            return;
        }
        Integer first = lineByUser.putIfAbsent(user, line);
        if (first != null) {
            problems.add(line, "user \"" + user + "\" is given on line " + first + " too: remove one of the two.");
            return;
        }
        people.add(new Person(
                user,
                byColumn.getOrDefault("team", ""),
                byColumn.getOrDefault("manager", ""),
                byColumn.getOrDefault("slack_id", ""),
                byColumn.getOrDefault("email", ""),
                byColumn.getOrDefault("cost_center", ""),
                byColumn.getOrDefault("pay_band", "")));
    }
}
