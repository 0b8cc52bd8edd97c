package io.flyball.app.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts such as people write to models, each with a word in it that no other has: wherever that turns up, it came from there. */
final class ContentMarks {
    private static final Pattern MARK = Pattern.compile("(?i)verbatim(\\d{5})words");

    private final List<String> places = new ArrayList<>();

    /** A text for that place. */
    String in(String place) {
        places.add(place);
        return String.format("the board must not learn of verbatim%05dwords before May", places.size() - 1);
    }

    /** How many there are. */
    int size() {
        return places.size();
    }

    /** The places whose texts are among these bytes. */
    Set<String> foundIn(byte[] bytes) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = MARK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            found.add(places.get(Integer.parseInt(matcher.group(1))));
        }
        return found;
    }

    /** The same of a text. */
    Set<String> foundIn(String text) {
        return foundIn(text.getBytes(StandardCharsets.UTF_8));
    }
}
