package dev.switchboard.loadtest.simulate.check;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was checked.
 *
 * @param family what kind of check it is
 * @param name what was checked
 * @param detail the numbers, for people
 * @param comparison with an exact value, if it is one
 */
public record Check(
        String family,
        String name,
        Verdict verdict,
        String detail,
        @Nullable Comparison comparison) {

    /** What came out. */
    public enum Verdict {
        PASS,
        FAIL,
        /** Nothing speaks against it, but the interval is too wide to say anything. */
        TOO_WIDE
    }

    /** Without an exact value. */
    static Check of(String family, String name, boolean holds, String detail) {
        return new Check(family, name, holds ? Verdict.PASS : Verdict.FAIL, detail, null);
    }

    /**
     * An estimate beside the exact value.
     *
     * @param z how many standard errors lie between them; not a number where the estimate has no error
     * @param unit of the numbers, for people
     */
    public record Comparison(double estimate, double exact, double standardError, double z, String unit) {}
}
