package io.flyball.app.replay;

import io.flyball.core.govern.Policy;
import io.flyball.core.model.Person;
import io.flyball.core.price.PriceRow;
import io.flyball.ingest.files.UsageReader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to replay under what, all of it read and found good.
 *
 * @param prices rows of the price book; none: every call without a reported cost is unpriced
 * @param user who pays where a log names nobody
 * @param partitions of every topic; the report is the same whatever it is
 */
public record ReplayRequest(
        List<Path> files,
        UsageReader reader,
        List<PriceRow> prices,
        Policy policy,
        List<Person> directory,
        @Nullable String user,
        int partitions) {

    /** The same under another policy. */
    public ReplayRequest under(Policy other) {
        return new ReplayRequest(files, reader, prices, other, directory, user, partitions);
    }
}
