package dev.switchboard.server.config;

import java.util.Collection;

/** "Did you mean …?" */
final class Suggestion {

    private Suggestion() {}

    /** A question that names the nearest known name and ends in a blank; empty when none is near. */
    static String of(String unknown, Collection<String> known) {
        String nearest = "";
        int least = Math.max(2, unknown.length() / 4) + 1;
        for (String name : known) {
            int distance = distance(unknown, name);
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return nearest.isEmpty() ? "" : "Did you mean " + nearest + "? ";
    }

    /** Levenshtein's distance, one row at a time. */
    private static int distance(String a, String b) {
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
