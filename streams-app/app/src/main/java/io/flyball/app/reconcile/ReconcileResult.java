package io.flyball.app.reconcile;

import io.flyball.core.reconcile.ProviderSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;

/**
 * What a reconciliation found.
 *
 * @param from first UTC day that was compared
 * @param to last one
 * @param providers one summary each
 * @param notes what else there is to know, one sentence each
 */
public record ReconcileResult(LocalDate from, LocalDate to, List<ProviderSummary> providers, List<String> notes) {
    public ReconcileResult {
        providers = List.copyOf(providers);
        notes = List.copyOf(notes);
    }

    /** Prints it for people. */
    public void print(PrintWriter out) {
        new ReconcileTable(this).print(out);
    }

    /** Writes it as one JSON object; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        ReconcileWriter.write(this, out);
    }
}
