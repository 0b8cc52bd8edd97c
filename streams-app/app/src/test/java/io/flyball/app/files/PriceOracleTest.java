package io.flyball.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.SharedData;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every figure of every price file beside the project, against the oracle's reading of it. */
class PriceOracleTest {
    /** Prints each figure as {@code model|provider|start|name|numerator/denominator}, one a line. */
    private static final String PRINT_BOOK = """
            import sys
            sys.path.insert(0, sys.argv[1])
            sys.dont_write_bytecode = True
            import oracle
            book = oracle.load_book(sys.argv[2])
            text = lambda f: str(f.numerator) if f.denominator == 1 else "%d/%d" % (f.numerator, f.denominator)
            for r in [r for rows in book.exact.values() for r in rows] + book.globs:
                show = lambda name, value: print("%s|%s|%d|%s|%s" % (r.model, r.provider or "", r.start, name, text(value)))
                for c, price in r.base.items():
                    show(c, price / 10**6)
                for threshold, over in r.above:
                    for c, price in {**r.base, **over}.items():
                        show("above %d %s" % (threshold, c), price / 10**6)
                for tier, factor in r.tiers.items():
                    show("tier " + tier, factor)
                if r.searches is not None:
                    show("searches", r.searches / 10**9)
            """;

    @ParameterizedTest
    @ValueSource(strings = {"book.json", "book.yaml", "litellm_model_prices_and_context_window_2026-08-01.json"})
    void readsEveryFigureAsTheOracleDoes(String name) throws IOException, InterruptedException {
        // given
        Path file = SharedData.require("data/prices/" + name);
        List<String> expected = oracleFigures(file);

        // when
        List<PriceRow> rows = PriceBookFile.read(file);

        // then
        assertThat(figures(rows)).hasSizeGreaterThan(300).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theYamlBookAndItsJsonTwinAreEqual() {
        // given
        Path json = SharedData.require("data/prices/book.json");
        Path yaml = SharedData.require("data/prices/book.yaml");

        // when
        List<String> fromYaml = figures(PriceBookFile.read(yaml));

        // then
        assertThat(fromYaml).isNotEmpty().isEqualTo(figures(PriceBookFile.read(json)));
    }

    private static List<String> figures(List<PriceRow> rows) {
        List<String> figures = new ArrayList<>();
        for (PriceRow row : rows) {
            String start = row.model() + "|" + row.provider() + "|" + row.fromMs() + "|";
            rates(figures, start, row.base());
            row.above().forEach(tier -> rates(figures, start + "above " + tier.contextTokens() + " ", tier.rates()));
            row.serviceTiers().forEach((tier, factor) -> figures.add(start + "tier " + tier + "|" + factor));
            ExactRatio searches = row.usdPerThousandWebSearches();
            if (searches != null) {
                figures.add(start + "searches|" + searches);
            }
        }
        return figures;
    }

    private static void rates(List<String> figures, String start, Rates rates) {
        rates.usdPerMtok().forEach((tokenClass, usd) -> figures.add(start + tokenClass.priceName() + "|" + usd));
    }

    private static List<String> oracleFigures(Path file) throws IOException, InterruptedException {
        Path tools = SharedData.require("tools");
        Process python;
        try {
            python = new ProcessBuilder("python3", "-c", PRINT_BOOK, tools.toString(), file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return Assumptions.abort("SKIPPED: python3 is not on this machine.");
        }
        List<String> lines = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(python.exitValue()).isZero();
        return lines;
    }
}
