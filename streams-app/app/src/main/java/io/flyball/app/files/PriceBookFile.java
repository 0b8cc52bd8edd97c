package io.flyball.app.files;

import io.flyball.core.price.PriceBook;
import io.flyball.core.price.PriceRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A price book: Flyball's own format in YAML or JSON, or a LiteLLM price file as it is. Decimals are read by their
 * digits; nothing goes through a double.
 */
public final class PriceBookFile {
    private PriceBookFile() {}

    /**
     * The rows of the file in its order. A JSON object without the key {@code prices} is taken for a LiteLLM file.
     *
     * @throws io.flyball.app.Refusal where the file cannot be read or anything in it is wrong
     */
    public static List<PriceRow> read(Path file) {
        Node root = Document.read(file);
        Problems problems = new Problems(file);
        List<PriceRow> rows = isLiteLlm(root) ? LiteLlmPrices.rows(problems, root) : OwnPrices.rows(problems, root);
        problems.refuseIfAny();
        return rows;
    }

    /** The rows by model name or glob, both in file order. */
    public static Map<String, List<PriceRow>> byModel(List<PriceRow> rows) {
        Map<String, List<PriceRow>> byModel = new LinkedHashMap<>();
        for (PriceRow row : rows) {
            byModel.computeIfAbsent(row.model(), model -> new ArrayList<>()).add(row);
        }
        byModel.replaceAll((model, its) -> List.copyOf(its));
        return byModel;
    }

    /** A book of these rows and no others. */
    public static PriceBook book(List<PriceRow> rows) {
        PriceBook book = new PriceBook();
        byModel(rows).forEach(book::replace);
        return book;
    }

    private static boolean isLiteLlm(Node root) {
        if (!(root instanceof Node.Mapping mapping)) {
            return false;
        }
        boolean own = mapping.entries().stream().anyMatch(entry -> entry.key().equals("prices"));
        return !own && mapping.entries().stream().anyMatch(LiteLlmPrices::isModel);
    }
}
