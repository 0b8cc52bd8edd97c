package io.flyball.app.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files a person wrote, by their paths from the root with forward slashes; those that are no text are empty.
 *
 * @param texts by path
 */
record SourceTree(Map<String, String> texts) {
    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".flyball", ".idea", ".vscode");

    SourceTree {
        texts = new TreeMap<>(texts);
    }

    /** What git knows of the repository this test runs in, or everything in it where there is no git. */
    static SourceTree ofRepository() {
        Path root = root();
        Map<String, String> texts = new TreeMap<>();
        for (String path : Files.exists(root.resolve(".git")) ? known(root) : walked(root)) {
            if (Files.isRegularFile(root.resolve(path))) {
                texts.put(path, text(root.resolve(path)));
            }
        }
        return new SourceTree(texts);
    }

    /** The paths that end so. */
    List<String> paths(String ending) {
        return texts.keySet().stream().filter(path -> path.endsWith(ending)).toList();
    }

    /** The text of a file that is there. */
    String text(String path) {
        String text = texts.get(path);
        if (text == null) {
            throw new IllegalArgumentException("Expected a file of the tree, but there is no " + path);
        }
        return text;
    }

    /** Whether a file or a folder of that path is there. */
    boolean has(String path) {
        return path.isEmpty()
                || texts.containsKey(path)
                || texts.keySet().stream().anyMatch(known -> known.startsWith(path + "/"));
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("streams-app"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("Expected to run inside the repository, but not in "
                    + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    private static List<String> known(Path root) {
        try {
            Process git = new ProcessBuilder(
                            "git",
                            "-c",
                            "safe.directory=*",
                            "ls-files",
                            "-z",
                            "--cached",
                            "--others",
                            "--exclude-standard")
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 && !said.isEmpty() ? List.of(said.split("\0")) : walked(root);
        } catch (IOException e) {
            return walked(root);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while git listed the files", e);
        }
    }

    private static List<String> walked(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(root::relativize)
                    .filter(path -> Stream.iterate(path, Path::getParent)
                            .takeWhile(part -> part != null)
                            .noneMatch(
                                    part -> NOT_OURS.contains(part.getFileName().toString())))
                    .map(path -> path.toString().replace('\\', '/'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.indexOf('\0') < 0 ? text : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
