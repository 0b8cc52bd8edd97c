package io.flyball.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromQlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sum by (a, b) (rate(x_total{p=\"q\"}[5m])) / 1e9; x_total",
                "x > 0.01 * y and on (job) z offset 10m; x,y,z",
                "absent(up) or max without (pod) (w{a=~\"b.*\", c!=\"d\"} >= 0); up,w",
                "label_replace(v, \"dst\", \"$1\", \"src\", \"(.*)\"); v",
                "avg_over_time(u[1h:30s]) == bool 1; u",
            })
    void findsTheMetricsAndNothingElse(String query, String metrics) {
        // when
        List<PromQl.Selector> selectors = PromQl.selectors(query);

        // then
        assertThat(selectors).extracting(PromQl.Selector::metric).isEqualTo(Arrays.asList(metrics.split(",")));
    }
}
