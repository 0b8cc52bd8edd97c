package io.flyball.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class BenchCommandTest {
    @ParameterizedTest
    @CsvSource({
        "--only, flink, --only flink is not there yet",
        "--only, spark, --only spark names no contender: use limit",
        "--events, 3, --events 3 is out of range: use 1000 to",
        "--rounds, 0, --rounds 0 is out of range: use 1 to",
        "--threads, 9, --threads 9 is out of range: use 1 to 4",
        "--out, no-such-folder/b.json, --out no-such-folder/b.json cannot be written: name a file",
        "--events, many, Invalid value for option '--events'"
    })
    void refusesWhatItCannotDoInOneSentence(String option, String value, String sentence) {
        // given
        StringWriter err = new StringWriter();
        CommandLine bench = BenchCommand.commandLine().setErr(new PrintWriter(err));
        // when
        int status = bench.execute(option, value);
        // then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "--door, kafka, '--door kafka is no door that is measured: use native, otlp, litellm'",
        "--batch, 0, --batch 0 is out of range: use 1 to",
        "--seconds, 0, --seconds 0 is out of range: use 1 to",
        "--events-per-second, -1, --events-per-second -1 is out of range: use 0 to"
    })
    void refusesALoadItCannotMakeInOneSentence(String option, String value, String sentence) {
        // given
        StringWriter err = new StringWriter();
        CommandLine bench = BenchCommand.commandLine().setErr(new PrintWriter(err));
        // when
        int status = bench.execute("ingest", option, value);
        // then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "--users, 0, --users 0 is out of range: use 1 to",
        "--at-once, 257, --at-once 257 is out of range: use 1 to 256",
        "--commit-interval-ms, 9, --commit-interval-ms 9 is out of range: use 10 to"
    })
    void refusesAPaceItCannotMeasureInOneSentence(String option, String value, String sentence) {
        // given
        StringWriter err = new StringWriter();
        CommandLine bench = BenchCommand.commandLine().setErr(new PrintWriter(err));
        // when
        int status = bench.execute("pace", option, value);
        // then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(sentence);
    }

    @ParameterizedTest
    @CsvSource({"50, 2", "75, 3", "99, 4", "100, 4"})
    void aPercentileOfPaceIsOneThatWasMeasured(double percent, double ms) {
        // given
        PaceRun.Lags lags = new PaceRun.Lags(new long[] {1_000_000, 2_000_000, 3_000_000, 4_000_000});
        // when // then
        assertThat(lags.ms(percent)).isEqualTo(ms);
    }
}
