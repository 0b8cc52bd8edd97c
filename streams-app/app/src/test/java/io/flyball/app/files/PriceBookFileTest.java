package io.flyball.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.TokenClass;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceBookFileTest {
    private static final String WHOLE_ROW = """
            # a comment
            prices:
              - model: claude-opus-4-6
                provider: anthropic
                from: 2026-01-01T00:00:00Z
                usd_per_mtok: {input: "5", output: 25.10, cache_read: "0.5", cache_write_5m: "6.25", cache_write_1h: "1e1"}
                above: [{context_tokens: 200000, usd_per_mtok: {input: "10"}}]
                service_tiers: {batch: "0.5", fast: "6"}
                usd_per_thousand: {web_search_requests: "10"}
              - model: "gpt-*"
                usd_per_mtok:
                  input: 0.1
            """;

    private final Path folder;

    PriceBookFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsEveryKeyOfARow() {
        // given
        Written book = Written.in(folder, "book.yaml", WHOLE_ROW);

        // when
        List<PriceRow> rows = PriceBookFile.read(book.file());

        // then
        PriceRow row = rows.get(0);
        assertThat(row.model()).isEqualTo("claude-opus-4-6");
        assertThat(row.provider()).isEqualTo("anthropic");
        assertThat(row.comparesProvider()).isTrue();
        assertThat(row.fromMs()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
        assertThat(row.base().usdPerMtok())
                .isEqualTo(Map.of(
                        TokenClass.INPUT, ExactRatio.parse("5"),
                        TokenClass.OUTPUT, ExactRatio.parse("25.1"),
                        TokenClass.CACHE_READ, ExactRatio.parse("0.5"),
                        TokenClass.CACHE_WRITE_5M, ExactRatio.parse("6.25"),
                        TokenClass.CACHE_WRITE_1H, ExactRatio.parse("10")));
        assertThat(row.above()).hasSize(1);
        assertThat(row.above().get(0).contextTokens()).isEqualTo(200_000);
        assertThat(row.above().get(0).rates().usdPerMtok())
                .containsEntry(TokenClass.INPUT, ExactRatio.parse("10"))
                .containsEntry(TokenClass.OUTPUT, ExactRatio.parse("25.1"));
        assertThat(row.serviceTiers())
                .isEqualTo(Map.of("batch", ExactRatio.parse("1/2"), "fast", ExactRatio.parse("6")));
        assertThat(row.usdPerThousandWebSearches()).isEqualTo(ExactRatio.parse("10"));
    }

    @Test
    void aRowWithoutItsInstantHoldsFromTheEpochOnAndForAnyProvider() {
        // given
        Written book = Written.in(folder, "book.yaml", WHOLE_ROW);

        // when
        PriceRow row = PriceBookFile.read(book.file()).get(1);

        // then
        assertThat(row.model()).isEqualTo("gpt-*");
        assertThat(row.fromMs()).isZero();
        assertThat(row.provider()).isEmpty();
        assertThat(row.usdPerThousandWebSearches()).isNull();
    }

    @Test
    void jsonNumbersKeepTheirDigits() {
        // given
        Written book = Written.in(
                folder,
                "book.json",
                "{\"prices\": [{\"model\": \"m\", \"usd_per_mtok\": {\"input\": 0.10000000000000000000000001}}]}");

        // when
        Rates base = PriceBookFile.read(book.file()).get(0).base();

        // then
        assertThat(base.usdPerMtok().get(TokenClass.INPUT))
                .isEqualTo(new ExactRatio(new BigInteger("10000000000000000000000001"), BigInteger.TEN.pow(26)));
    }

    @Test
    void readsAPackedBook() throws IOException {
        // given
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(WHOLE_ROW.getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("book.yaml.gz"), packed.toByteArray());

        // when
        List<PriceRow> rows = PriceBookFile.read(file);

        // then
        assertThat(rows).hasSize(2);
    }

    @Test
    void keepsTheRowsOfAModelTogetherInFileOrder() {
        // given
        Written book = Written.in(folder, "book.yaml", """
                prices:
                  - {model: b, usd_per_mtok: {input: 2}, from: "2026-01-01T00:00:00Z"}
                  - {model: a, usd_per_mtok: {input: 1}}
                  - {model: b, usd_per_mtok: {input: 3}}
                """);

        // when
        Map<String, List<PriceRow>> byModel = PriceBookFile.byModel(PriceBookFile.read(book.file()));

        // then
        assertThat(byModel.keySet()).containsExactly("b", "a");
        assertThat(byModel.get("b"))
                .extracting(PriceRow::version)
                .containsExactly("b@2026-01-01T00:00:00Z", "b@1970-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{model: m, usd_per_mtok: {input: "five"}}] | price row 1 (m): usd_per_mtok.input is "five", which is no decimal: write one such as "0.5".
            [{model: m, usd_per_mtok: {input: true}}] | price row 1 (m): usd_per_mtok.input is "true", which is no decimal: write one such as "0.5".
            [{model: m, usd_per_mtok: {input: 1_000}}] | price row 1 (m): usd_per_mtok.input is "1_000", which is no decimal: write one such as "0.5".
            [{model: m, usd_per_mtok: {input: "-1"}}] | price row 1 (m): usd_per_mtok.input is "-1", which is negative: write 0 or more.
            [{model: m, usd_per_mtok: {input: 1e999}}] | price row 1 (m): usd_per_mtok.input is "1e999", which has too many digits for a price: write fewer.
            [{model: m, usd_per_mtok: {inputs: "1"}}] | unknown key price row 1 (m): usd_per_mtok.inputs: write input, or remove it.
            [{model: m, usd_per_token: {input: "1"}, usd_per_mtok: {}}] | unknown key price row 1 (m): usd_per_token: write usd_per_mtok, or remove it.
            [{model: m}] | price row 1 (m): usd_per_mtok is missing: write for example usd_per_mtok: {input: "3", output: "15"}.
            [{usd_per_mtok: {}}] | price row 1 model is missing: write for example model: claude-opus-4-6.
            [{model: a*b, usd_per_mtok: {}}] | price row 1 (a*b): model is "a*b", which has a star that is not its last letter: write a name, or one trailing star.
            [{model: m, from: 2026-01-01, usd_per_mtok: {}}] | price row 1 (m): from is "2026-01-01", which is no time with an offset: write for example 2026-01-01T00:00:00Z.
            [{model: m, from: "2026-02-30T00:00:00Z", usd_per_mtok: {}}] | price row 1 (m): from is "2026-02-30T00:00:00Z", which is no time with an offset: write for example 2026-01-01T00:00:00Z.
            [{model: m, usd_per_mtok: {}, above: [{context_tokens: 1.5, usd_per_mtok: {}}]}] | price row 1 (m): above.context_tokens is "1.5", which is no whole number of that range: write 0 or more.
            [{model: m, usd_per_mtok: {}, above: [{context_tokens: 5, usd_per_mtok: {}}, {context_tokens: 5, usd_per_mtok: {}}]}] | price row 1 (m): above.context_tokens is "5", which another tier of this row has too: remove one of the two.
            [{model: m, usd_per_mtok: {}, service_tiers: {batch: -1}}] | price row 1 (m): service_tiers.batch is "-1", which is negative: write 0 or more.
            [{model: m, usd_per_mtok: {}, service_tiers: {batch: }}] | price row 1 (m): service_tiers.batch is missing: write for example batch: "0.5".
            [{model: m, usd_per_mtok: {}, service_tiers: {standard: 2}}] | price row 1 (m): service_tiers.standard is "2", but calls of that tier have the prices of the row itself: remove it.
            [{model: m, usd_per_mtok: {}, usd_per_thousand: {images: 1}}] | unknown key price row 1 (m): usd_per_thousand.images: remove it; there is web_search_requests.
            [{model: m, model: n, usd_per_mtok: {}}] | price row 1 (m): model is given twice, first on line 1: remove one of the two.
            {model: m} | prices is a mapping, which is no list: write its items in brackets or behind dashes.
            [m] | price row 1 is "m", which is no mapping: write key: value pairs.
            """)
    void refusesWhatIsWrongWithNameValueAndMend(String prices, String sentence) {
        // given
        Written book = Written.in(folder, "book.yaml", "prices: " + prices + "\n");

        // when
        List<String> refusal = book.refusal(PriceBookFile::read);

        // then
        assertThat(refusal).containsExactly("book.yaml line 1: " + sentence);
    }

    @ParameterizedTest
    @CsvSource({"anthropic,anthropic", "anthropic,Anthropic", "anthropic,", ",anthropic", ","})
    void refusesRowsOfOneModelThatBeginTogether(String first, String second) {
        // given
        Written book = Written.in(
                folder, "book.yaml", """
                prices:
                  - {model: m, provider: %s, usd_per_mtok: {input: 1}}
                  - {model: m, provider: %s, usd_per_mtok: {input: 2}, from: "1970-01-01T00:00:00Z"}
                """.formatted(first == null ? "" : first, second == null ? "" : second));

        // when
        List<String> refusal = book.refusal(PriceBookFile::read);

        // then
        assertThat(refusal)
                .containsExactly(
                        "book.yaml line 3: the price row of m begins at the same instant as the one on line 2: "
                                + "remove one of the two, or give it another from.");
    }

    @Test
    void takesRowsOfTwoProvidersThatBeginTogether() {
        // given
        Written book = Written.in(folder, "book.yaml", """
                prices:
                  - {model: m, provider: azure, usd_per_mtok: {input: 1}}
                  - {model: m, provider: openai, usd_per_mtok: {input: 2}}
                """);

        // when
        List<PriceRow> rows = PriceBookFile.read(book.file());

        // then
        assertThat(rows).extracting(PriceRow::provider).containsExactly("azure", "openai");
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        // given
        Written book = Written.in(folder, "book.yaml", """
                prices:
                  - model: m
                    usd_per_mtok: {input: x}
                  - model: n
                    usd_per_mtok: {output: y}
                """);

        // when
        List<String> refusal = book.refusal(PriceBookFile::read);

        // then
        assertThat(refusal)
                .containsExactly(
                        "book.yaml line 3: price row 1 (m): usd_per_mtok.input is \"x\", which is no decimal: write one such as \"0.5\".",
                        "book.yaml line 5: price row 2 (n): usd_per_mtok.output is \"y\", which is no decimal: write one such as \"0.5\".");
    }

    @Test
    void liteLlmPricesAreOfATokenAndTheirProvidersAreNotCompared() {
        // given
        Written file = Written.in(folder, "litellm.json", """
                {"sample_spec": {"input_cost_per_token": 1},
                 "m": {"litellm_provider": "vertex_ai-language-models",
                       "input_cost_per_token": 3e-06, "output_cost_per_token": 9e-06,
                       "input_cost_per_token_above_200k_tokens": 6e-06,
                       "input_cost_per_token_priority": 4e-06, "output_cost_per_token_priority": 12e-06,
                       "input_cost_per_token_flex": 1e-06, "output_cost_per_token_flex": 9e-06,
                       "provider_specific_entry": {"fast": 6.0}},
                 "images-only": {"output_cost_per_image": 0.04}}
                """);

        // when
        List<PriceRow> rows = PriceBookFile.read(file.file());

        // then
        assertThat(rows).extracting(PriceRow::model).containsExactly("m");
        PriceRow row = rows.get(0);
        assertThat(row.comparesProvider()).isFalse();
        assertThat(row.base().usdPerMtok()).containsEntry(TokenClass.INPUT, ExactRatio.parse("3"));
        assertThat(row.above().get(0).rates().usdPerMtok()).containsEntry(TokenClass.INPUT, ExactRatio.parse("6"));
        assertThat(row.serviceTiers())
                .isEqualTo(Map.of("priority", ExactRatio.parse("4/3"), "fast", ExactRatio.parse("6")));
    }

    @Test
    void refusesALiteLlmPriceThatIsNone() {
        // given
        Written file = Written.in(folder, "litellm.json", "{\"m\": {\"input_cost_per_token\": \"free\"}}");

        // when
        List<String> refusal = file.refusal(PriceBookFile::read);

        // then
        assertThat(refusal)
                .containsExactly("litellm.json line 1: m: input_cost_per_token is \"free\", which is no price: "
                        + "write a decimal of 0 or more.");
    }
}
