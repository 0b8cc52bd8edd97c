package io.flyball.app;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Guesses which name was meant by a name that nobody knows. */
public final class Nearest {
    private static final int FEW = 3;

    private Nearest() {}

    /**
     * The mend for an unknown name: the known one that is likely meant, else all of them; reads on after a colon.
     *
     * @param known at least one name
     */
    public static String mend(String unknown, Collection<String> known) {
        Optional<String> nearest = known.stream()
                .min(Comparator.comparingInt((String name) -> editDistance(unknown, name))
                        .thenComparing(Comparator.naturalOrder()));
        int most = Math.max(2, unknown.length() / 3);
        return nearest.filter(name -> editDistance(unknown, name) <= most)
                .map(name -> "write " + name + ", or remove it.")
                .orElse("remove it; there is " + String.join(", ", known) + ".");
    }

    /** The few known names that are nearest to an unknown one, the nearest first. */
    public static List<String> few(String unknown, Collection<String> known) {
        return known.stream()
                .sorted(Comparator.comparingInt((String name) -> editDistance(unknown, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(FEW)
                .toList();
    }

    /** Levenshtein's distance: letters to add, drop or replace. */
    static int editDistance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
