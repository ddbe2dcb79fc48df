package dev.switchboard.server.session;

/** At most one sign of typing each half second, and three at once: people type in several chats. */
public final class TypingLimit {
    private static final long INTERVAL_MS = 500;
    private static final long BURST = 3;

    private long paidUntilMs = Long.MIN_VALUE / 2;

    /** {@return whether one more may pass now} */
    public boolean pass(long nowMs) {
        long from = Math.max(paidUntilMs, nowMs - BURST * INTERVAL_MS);
        if (from + INTERVAL_MS > nowMs) {
            return false;
        }
        paidUntilMs = from + INTERVAL_MS;
        return true;
    }
}
