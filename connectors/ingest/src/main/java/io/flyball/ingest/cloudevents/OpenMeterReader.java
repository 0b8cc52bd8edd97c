package io.flyball.ingest.cloudevents;

import io.flyball.ingest.files.InputFiles;
import io.flyball.ingest.files.ItemWalk;
import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.files.UnreadableInput;
import io.flyball.ingest.files.UsageReader;
import io.flyball.ingest.files.UsageSink;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Items;
import io.flyball.ingest.record.JsonItems;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.NativeRecord;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of CloudEvents, an array or one a line, as they are sent to OpenMeter. The user of the options pays for events
 * without a subject.
 */
public final class OpenMeterReader implements UsageReader {
    private final CloudEventsMapping mapping;

    public OpenMeterReader() {
        this(IdentityRules.DEFAULT);
    }

    public OpenMeterReader(IdentityRules rules) {
        this.mapping = new CloudEventsMapping(rules);
    }

    @Override
    public void read(List<Path> files, ReadOptions options, UsageSink sink) throws UnreadableInput {
        Attributes headers = ItemWalk.headers(options);
        ItemWalk.over(InputFiles.check(files), sink, new ItemWalk.Format() {
            @Override
            public Items items(Path file, InputStream in) {
                return new JsonItems(in, NativeRecord.MAX_BYTES);
            }

            @Override
            public Mapped map(Items item) {
                return mapping.one(item.bytes(), headers, options.nowMs());
            }
        });
    }
}
