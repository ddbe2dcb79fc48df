package dev.switchboard.client.internal.connection;

/**
 * Keeps below the number of frames per second for which the server would cut the connection. It counts a little lower than
 * the server does, because the network may bunch frames together.
 */
final class Pace {

    private double perMs;
    private double burst;
    private double tokens;
    private long countedAtMs;
    private boolean limited;

    /** A new connection with new limits; 0 for none. */
    void start(int framesPerSecond, int framesBurst, long nowMs) {
        limited = framesPerSecond > 0;
        perMs = framesPerSecond * 0.9 / 1_000;
        burst = Math.max(1, framesBurst * 0.75);
        tokens = burst;
        countedAtMs = nowMs;
    }

    /** Takes one frame if there is room. */
    boolean take(long nowMs) {
        count(nowMs);
        if (limited && tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** A frame that must go out in any case. */
    void takeAnyway(long nowMs) {
        count(nowMs);
        tokens--;
    }

    /** Time until {@link #take} works; at least 1 ms. */
    long waitMs() {
        return Math.max(1, (long) Math.ceil((1 - tokens) / perMs));
    }

    private void count(long nowMs) {
        if (limited) {
            tokens = Math.min(burst, tokens + (nowMs - countedAtMs) * perMs);
        }
        countedAtMs = nowMs;
    }
}
