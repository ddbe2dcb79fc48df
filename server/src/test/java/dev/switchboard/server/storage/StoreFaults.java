package dev.switchboard.server.storage;

import java.util.Random;

/**
 * What happens to the calls between a node and the in-memory stores. Drawn from a seed, so that a run can be repeated; set
 * while running, so that a simulation can end with fair weather.
 */
public final class StoreFaults {
    private final Random random;
    private long delayMinMs;
    private long delayMaxMs;
    private int failBeforePerMille;
    private int failAfterPerMille;
    private boolean down;

    public StoreFaults(long seed) {
        this.random = new Random(seed);
    }

    /** Every call arrives at once and succeeds. */
    public static StoreFaults none() {
        return new StoreFaults(0);
    }

    /** Each way, request and reply, takes a time between the two. */
    public synchronized StoreFaults delay(long minMs, long maxMs) {
        delayMinMs = minMs;
        delayMaxMs = maxMs;
        return this;
    }

    /**
     * How many calls of a thousand fail.
     *
     * @param before nothing was stored, and the caller knows: UNAVAILABLE
     * @param after it was stored, wholly or (where that may happen) in part, and the caller does not know: OUTCOME_UNKNOWN
     */
    public synchronized StoreFaults failPerMille(int before, int after) {
        failBeforePerMille = before;
        failAfterPerMille = after;
        return this;
    }

    /** While down, every new call fails with UNAVAILABLE. */
    public synchronized StoreFaults down(boolean isDown) {
        down = isDown;
        return this;
    }

    /** No more failures and delays from here on. */
    public synchronized void clear() {
        delay(0, 0).failPerMille(0, 0).down(false);
    }

    synchronized Passage next() {
        long requestMs = way();
        long replyMs = way();
        int draw = random.nextInt(1000);
        Fate fate = Fate.SUCCEED;
        if (down || draw < failBeforePerMille) {
            fate = Fate.FAIL_BEFORE;
        } else if (draw < failBeforePerMille + failAfterPerMille) {
            fate = Fate.FAIL_AFTER;
        }
        return new Passage(requestMs, replyMs, fate);
    }

    /** A number from 0 to the bound, both possible: how many of a batch are done before it breaks off. */
    synchronized int cut(int bound) {
        return random.nextInt(bound + 1);
    }

    private long way() {
        return delayMaxMs == 0 ? 0 : random.nextLong(delayMinMs, delayMaxMs + 1);
    }

    record Passage(long requestMs, long replyMs, Fate fate) {}

    enum Fate {
        SUCCEED,
        FAIL_BEFORE,
        FAIL_AFTER
    }
}
