package dev.switchboard.loadtest.verify;

/** What the server promises, as far as clients can see it. */
public enum Promise {
    P1_OWNER("a chat has at most one owner at any time"),
    P1_CAPACITY("an agent never carries more than the capacity"),
    P2_NO_IDLE_WAIT("nobody waits while an eligible agent has room"),
    P3_ORDER("same queue and requirements: first come, first served"),
    P5_MESSAGES("an acknowledged message is never lost, doubled or reordered"),
    SETTLED("every chat ends or is still waiting its turn");

    private final String text;

    Promise(String text) {
        this.text = text;
    }

    /** The promise as a sentence. */
    public String text() {
        return text;
    }
}
