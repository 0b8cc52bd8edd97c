package io.flyball.ingest.litellm;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.flyball.ingest.record.Utf8;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of a spend-log table as {@code COPY ... WITH (FORMAT csv, HEADER)} of PostgreSQL writes them. */
final class SpendLogsCsv {
    /** Without it a row is no call. */
    private static final String ID = "request_id";

    /** Columns whose names have capitals, which tools fold. */
    private static final Map<String, String> MIXED_CASE =
            Map.of("starttime", "startTime", "endtime", "endTime", "completionstarttime", "completionStartTime");

    private static final ObjectReader ROW = new CsvMapper(CsvFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .readerFor(String[][].class);

    private final List<String> columns;

    private SpendLogsCsv(List<String> columns) {
        this.columns = columns;
    }

    /** By the first row; null where that is not the head of such a table. */
    static @Nullable SpendLogsCsv ofHeader(byte[] row) {
        String[] names = cells(row);
        if (names == null) {
            return null;
        }
        List<String> columns = Stream.of(names)
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .map(name -> MIXED_CASE.getOrDefault(name, name))
                .toList();
        return columns.contains(ID) ? new SpendLogsCsv(columns) : null;
    }

    /** The cells by column, or null where there are more or fewer than the head has, or no cells at all. */
    @Nullable
    Map<String, String> read(byte[] row) {
        String[] cells = cells(row);
        if (cells == null || cells.length != columns.size()) {
            return null;
        }
        Map<String, String> byColumn = new HashMap<>();
        for (int i = 0; i < cells.length; i++) {
            byColumn.put(columns.get(i), cells[i]);
        }
        return byColumn;
    }

    private static String @Nullable [] cells(byte[] row) {
        String text = Utf8.decode(row);
        try {
            String[][] rows = text == null ? new String[0][] : ROW.<String[][]>readValue(text);
            return rows.length == 1 ? rows[0] : null;
        } catch (IOException notCsv) {
            return null;
        }
    }
}
