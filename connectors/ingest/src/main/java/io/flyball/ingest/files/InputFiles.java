package io.flyball.ingest.files;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Files that were looked at before the first record is read: there, readable and, if packed, whole. */
public final class InputFiles {
    private static final int BUFFER_BYTES = 1 << 16;

    private final List<Path> files;
    private final long bytesTotal;
    private long bytesRead;

    private InputFiles(List<Path> files, long bytesTotal) {
        this.files = files;
        this.bytesTotal = bytesTotal;
    }

    /**
     * Checks all files; packed ones are unpacked once to their end, so that half a file is refused before it is half
     * counted.
     */
    public static InputFiles check(List<Path> files) throws UnreadableInput {
        if (files.isEmpty()) {
            throw new UnreadableInput("No file is given: name at least one.");
        }
        long total = 0;
        for (Path file : files) {
            total += checkedSize(file);
        }
        return new InputFiles(List.copyOf(files), total);
    }

    public List<Path> files() {
        return files;
    }

    /** Bytes read so far of all files opened here, as they lie on the disk. */
    public long bytesRead() {
        return bytesRead;
    }

    public long bytesTotal() {
        return bytesTotal;
    }

    /** The contents of one of the files, unpacked where it begins as gzip does. */
    public InputStream open(Path file) throws IOException {
        return unpacked(new CountingStream(Files.newInputStream(file)));
    }

    /** The same without counting its bytes as progress, for a look ahead. */
    public InputStream openUncounted(Path file) throws IOException {
        return unpacked(Files.newInputStream(file));
    }

    /** The sentence for a file that fails while it is read. */
    public static UnreadableInput broken(Path file, long line, IOException cause) {
        return new UnreadableInput(
                "File \"" + file + "\" could not be read past line " + line + " (" + describe(cause)
                        + "): check the disk and start again.",
                cause);
    }

    private static long checkedSize(Path file) throws UnreadableInput {
        if (!Files.exists(file)) {
            throw new UnreadableInput("File \"" + file + "\" does not exist: check its name.");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnreadableInput("\"" + file + "\" is not a file: name the files themselves.");
        }
        if (!Files.isReadable(file)) {
            throw new UnreadableInput("File \"" + file + "\" may not be read: grant read permission to this user.");
        }
        try {
            checkPacking(file);
            return Files.size(file);
        } catch (IOException e) {
            throw new UnreadableInput(
                    "File \"" + file + "\" is damaged or cut off (" + describe(e) + "): fetch or pack it again.", e);
        }
    }

    private static void checkPacking(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
            if (!isGzip(in)) {
                return;
            }
            WholeGzip gzip = new WholeGzip(in);
            byte[] discarded = new byte[BUFFER_BYTES];
            while (gzip.read(discarded) >= 0) {
                // unpacked for its checksums alone
            }
            if (gzip.hasRest()) {
                throw new IOException("bytes after the packed data that are no packed data");
            }
        }
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        InputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
        try {
            return isGzip(in) ? new GZIPInputStream(in, BUFFER_BYTES) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip;
    }

    private static String describe(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** The JDK's reader takes whatever follows a member, and is no member itself, for the end of the file. */
    private static final class WholeGzip extends GZIPInputStream {
        private static final int TRAILER_BYTES = 8;

        WholeGzip(InputStream in) throws IOException {
            super(in, BUFFER_BYTES);
        }

        boolean hasRest() throws IOException {
            return inf.getRemaining() > TRAILER_BYTES || in.read() >= 0;
        }
    }

    private final class CountingStream extends FilterInputStream {
        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            bytesRead += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = super.read(into, offset, length);
            bytesRead += Math.max(0, n);
            return n;
        }
    }
}
