package io.flyball.app.files;

import io.flyball.app.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The text of a file: UTF-8, unpacked where it begins as gzip does, without a byte order mark. */
final class FileText {
    /** Far above any price book or directory, far below what would exhaust the heap. */
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private FileText() {}

    /** The whole text; throws {@link Refusal} where the file is absent, unreadable, too large or not UTF-8. */
    static String read(Path file) {
        byte[] bytes = unpacked(file);
        if (bytes.length > MAX_BYTES) {
            throw new Refusal("File \"" + file + "\" has more than 64 MiB: give a smaller one.");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Refusal("File \"" + file + "\" is not UTF-8: save it with that encoding.");
        }
    }

    private static byte[] unpacked(Path file) {
        if (Files.isDirectory(file)) {
            throw new Refusal("\"" + file + "\" is a directory: name the file itself.");
        }
        try {
            byte[] raw;
            try (InputStream in = Files.newInputStream(file)) {
                raw = in.readNBytes(MAX_BYTES + 1);
            }
            boolean gzip = raw.length >= 2 && raw[0] == 0x1f && (raw[1] & 0xff) == 0x8b;
            if (!gzip) {
                return raw;
            }
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
                return in.readNBytes(MAX_BYTES + 1);
            }
        } catch (NoSuchFileException e) {
            throw new Refusal("File \"" + file + "\" does not exist: check its name.");
        } catch (IOException e) {
            throw new Refusal("File \"" + file + "\" cannot be read (" + e.getMessage()
                    + "): check its permissions, or fetch or pack it again.");
        }
    }
}
