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
        "pace, --users, 0, --users 0 is out of range: use 1 to",
        "pace, --at-once, 257, --at-once 257 is out of range: use 1 to 256",
        "pace, --commit-interval-ms, 9, --commit-interval-ms 9 is out of range: use 10 to",
        "check, --door, native, '--door native is no door that is measured: use check, ext_authz_grpc, ext_authz_http'",
        "check, --signals, 0, --signals 0 is out of range: use 1 to",
        "check, --connections, 0, --connections 0 is out of range: use 1 to",
        "check, --seconds, 0, --seconds 0 is out of range: use 1 to",
        "check, --per-second, -1, --per-second -1 is out of range: use 0 to",
        "check, --out, no-such-folder/b.json, --out no-such-folder/b.json cannot be written: name a file",
        "decide, --level, fast, '--level fast is no level: use clear, advise, pace'",
        "decide, --callers, 100001, --callers 100001 is out of range: use 1 to",
        "decide, --threads, 0, --threads 0 is out of range: use 1 to",
        "decide, --signals, 0, --signals 0 is out of range: use 1 to"
    })
    void refusesWhatItCannotAskInOneSentence(String command, String option, String value, String sentence) {
        // given
        StringWriter err = new StringWriter();
        CommandLine bench = BenchCommand.commandLine().setErr(new PrintWriter(err));
        // when
        int status = bench.execute(command, option, value);
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
