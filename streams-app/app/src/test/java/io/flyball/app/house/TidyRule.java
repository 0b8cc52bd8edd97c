package io.flyball.app.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every file of the repository looks like. Each rule brings a file that breaks it and one that must pass. */
enum TidyRule {
    JAVA_FILES_HAVE_400_LINES_AT_MOST(
            tree -> tree.paths(".java").stream()
                    .filter(path -> lines(tree.text(path)) > 400)
                    .map(path -> path + " has " + lines(tree.text(path)) + " lines: split it.")
                    .toList(),
            file("src/A.java", "\n".repeat(401)),
            file("src/A.java", "\n".repeat(400))),

    METHODS_HAVE_40_LINES_AT_MOST(
            TidyRule::longMethods,
            file(
                    "src/A.java",
                    "class A {\n  @B({1, 2})\n  <T> int a(int b)\n    throws C {\n" + "b();\n".repeat(39) + "} }"),
            file("src/A.java", "class A {\n  int a() {\n" + "// {\n".repeat(38) + "}\n" + "int b;\n".repeat(50) + "}")),

    TYPES_ARE_NAMED_FOR_WHAT_THEY_ARE(
            code("\\b(?:class|interface|record|enum)\\s+\\w*(?:Utils?|Helpers?|Manager|Impl|V\\d+)\\b", ".java"),
            file("src/PriceUtils.java", "final class Price" + "Utils {}"),
            file(
                    "src/A.java",
                    "/** No class AUtils. */ class Implied { enum Utilisation {} String s = \"class AImpl\"; }")),

    WHAT_IS_LEFT_TO_DO_HAS_AN_ISSUE(
            text("\\b(?:TO" + "DO|FIX" + "ME|X{3})\\b(?!.*#\\d)", ""),
            file("a/run.sh", "# TO" + "DO: later"),
            file("a/run.sh", "# TO" + "DO #12: later")),

    NO_PATH_OF_ONE_MACHINE(
            text("(?<![\\w.}/~-])/(?:work|root|home|Users|mnt)/\\w", ""),
            file("doc.md", "see /" + "home/someone/file"),
            file("doc.md", "see docs/home/page and https://example.com/home/x, ~/work/x")),

    NO_HOST_OF_A_REGISTRY(
            text(
                    "(?:repo1?|search|central)[.]maven|registry[.]npmjs|registry[.]yarnpkg|pypi[.](?:org|python)|python[h]osted"
                            + "|https?://[\\w.-]*(?:docker|quay|ghcr)[.]io|proxy[.]golang|crates[.]io|deb[.]debian|packages[.]confluent",
                    ""),
            file("settings.xml", "<url>https://repo" + ".maven.apache.org/maven2</url>"),
            file("Dockerfile", "FROM docker.io/library/eclipse-temurin:17")),

    NO_WILDCARD_IMPORT(
            code("\\bimport\\s+(?:static\\s+)?[\\w.]+\\.\\*\\s*;", ".java"),
            file("src/A.java", "import java.util" + ".*;"),
            file("src/A.java", "import java.util.List; // import java.util.*;")),

    NO_TEST_IS_SWITCHED_OFF(
            code("@(?:org\\.junit\\.jupiter\\.api\\.)?(?:Disabled|Ignore)\\b", ".java"),
            file("src/ATest.java", "@Dis" + "abled(\"flaky\") void a() {}"),
            file("src/ATest.java", "@DisabledOnOs(WINDOWS) void a() {}")),

    NO_TEST_SLEEPS(
            tree -> tree.paths(".java").stream()
                    .filter(path -> path.contains("src/test/"))
                    .flatMap(path -> found(
                            path,
                            new JavaSource(tree.text(path)).code(),
                            Pattern.compile("\\b(?:Thread|TimeUnit\\.\\w+|[A-Z]+)\\s*\\.\\s*sleep\\s*\\(")))
                    .toList(),
            file("src/test/java/ATest.java", "Thread" + ".sleep(10);"),
            file("src/main/java/A.java", "Thread" + ".sleep(10);")),

    EVERY_PACKAGE_IS_DESCRIBED_AND_NULL_MARKED(
            TidyRule::packagesWithoutInfo,
            files(Map.of(
                    "m/src/main/java/a/A.java",
                    "package a;",
                    "m/src/main/java/a/package-info.java",
                    "/** A. */ package a;")),
            files(Map.of(
                    "m/src/main/java/a/package-info.java",
                    "/** A. */ @NullMarked package a;",
                    "m/src/main/java/a/A.java",
                    "package a;",
                    "m/src/test/java/a/ATest.java",
                    "package a;"))),

    EVERY_MODULE_HAS_NAME_AND_DESCRIPTION(
            tree -> tree.paths("pom.xml").stream()
                    .flatMap(path -> Stream.of("name", "description")
                            .filter(element -> !topLevel(tree.text(path)).contains("<" + element + ">"))
                            .map(element -> path + " has no <" + element + ">: say what the module is."))
                    .toList(),
            file(
                    "m/pom.xml",
                    "<project>\n  <name>M</name>\n  <build>\n    <description>no</description>\n  </build>\n</project>"),
            file("m/pom.xml", "<project>\n  <name>M</name>\n  <description>An m.</description>\n</project>")),

    EVERY_LINK_OF_A_DOCUMENT_LEADS_SOMEWHERE(
            TidyRule::deadLinks,
            file("docs/a.md", "[the b](../b.md#c)"),
            files(Map.of(
                    "docs/a.md",
                            "[b](../b.md#c) [self](#x) [web](https://example.com) [dir](../docs/)\n```\n[no](no.md)\n```",
                    "b.md", "")));

    private final Function<SourceTree, List<String>> complaints;
    private final SourceTree broken;
    private final SourceTree kept;

    TidyRule(Function<SourceTree, List<String>> complaints, SourceTree broken, SourceTree kept) {
        this.complaints = complaints;
        this.broken = broken;
        this.kept = kept;
    }

    /** One sentence for each place that breaks the rule. */
    List<String> complaints(SourceTree tree) {
        return complaints.apply(tree);
    }

    /** Files that break this rule. */
    SourceTree broken() {
        return broken;
    }

    /** Files that keep this rule, if only just. */
    SourceTree kept() {
        return kept;
    }

    private static SourceTree file(String path, String text) {
        return files(Map.of(path, text));
    }

    private static SourceTree files(Map<String, String> texts) {
        return new SourceTree(texts);
    }

    private static Function<SourceTree, List<String>> text(String pattern, String ending) {
        Pattern wanted = Pattern.compile(pattern);
        return tree -> tree.paths(ending).stream()
                .flatMap(path -> found(path, tree.text(path), wanted))
                .toList();
    }

    private static Function<SourceTree, List<String>> code(String pattern, String ending) {
        Pattern wanted = Pattern.compile(pattern);
        return tree -> tree.paths(ending).stream()
                .flatMap(path -> found(path, new JavaSource(tree.text(path)).code(), wanted))
                .toList();
    }

    private static Stream<String> found(String path, String text, Pattern wanted) {
        List<String> found = new ArrayList<>();
        Matcher matcher = wanted.matcher(text);
        while (matcher.find()) {
            found.add(path + " line " + (lines(text.substring(0, matcher.start())) + 1) + ": \""
                    + matcher.group().strip() + "\".");
        }
        return found.stream();
    }

    private static long lines(String text) {
        return text.chars().filter(c -> c == '\n').count();
    }

    private static List<String> longMethods(SourceTree tree) {
        List<String> complaints = new ArrayList<>();
        for (String path : tree.paths(".java")) {
            for (JavaSource.Method method : new JavaSource(tree.text(path)).methods()) {
                if (method.lines() > 40) {
                    complaints.add(path + " line " + method.firstLine() + ": " + method.name() + " has "
                            + method.lines() + " lines: name its parts.");
                }
            }
        }
        return complaints;
    }

    /** A test package that has a main package of its name in the same module is described and marked there. */
    private static List<String> packagesWithoutInfo(SourceTree tree) {
        Set<String> folders = tree.paths(".java").stream()
                .map(path -> path.substring(0, path.lastIndexOf('/')))
                .collect(Collectors.toSet());
        return folders.stream()
                .filter(folder -> !isDescribed(tree, folder)
                        && !isDescribed(tree, folder.replace("/src/test/java/", "/src/main/java/")))
                .map(folder -> folder + " has no package-info.java with one sentence and @NullMarked: write one.")
                .sorted()
                .toList();
    }

    private static boolean isDescribed(SourceTree tree, String folder) {
        String info = tree.texts().getOrDefault(folder + "/package-info.java", "");
        return info.contains("/**") && new JavaSource(info).code().contains("@NullMarked");
    }

    /** The direct children of the project, which a pom indents by two. */
    private static String topLevel(String pom) {
        return pom.lines().filter(line -> line.matches("  <\\w.*")).collect(Collectors.joining("\n"));
    }

    private static List<String> deadLinks(SourceTree tree) {
        Pattern link = Pattern.compile("\\[[^\\]\\n]*\\]\\(<?([^)\\s>]+)");
        List<String> complaints = new ArrayList<>();
        for (String path : tree.paths(".md")) {
            String prose = tree.text(path).replaceAll("(?s)```.*?```", "").replaceAll("`[^`\\n]*`", "");
            Matcher matcher = link.matcher(prose);
            while (matcher.find()) {
                String target = matcher.group(1).replaceFirst("#.*", "");
                if (!target.isEmpty() && !target.matches("[a-z]+:.*") && !tree.has(resolved(path, target))) {
                    complaints.add(path + " links to " + target + ", which is not there: mend the link.");
                }
            }
        }
        return complaints;
    }

    private static String resolved(String from, String target) {
        String path = Path.of("/" + from).resolveSibling(target).normalize().toString();
        return path.replace('\\', '/').substring(1);
    }
}
