package dev.switchboard.server.session;

/**
 * Limits and times of sessions.
 *
 * @param helloTimeoutMs a connection must have said hello by then
 * @param agentHeartbeatMs interval asked of agents; dead after two missed
 * @param customerHeartbeatMs interval asked of customers
 * @param agentGraceMs a session without a connection can be resumed this long
 * @param customerGraceMs the same for customers
 * @param sessionsPerSubject sessions of one customer or agent on this node
 * @param sessionsMax sessions on this node, and connections that have not said hello yet
 * @param pendingMax requests of one session without an answer
 * @param framesWaitingMax frames that may arrive while the hello is being answered
 * @param textMaxChars UTF-16 units of a message
 * @param frameMaxBytes of one frame, both ways
 * @param framesPerSecond told to clients; the gateway enforces it
 * @param framesBurst told to clients; the gateway enforces it
 * @param chatMaxEntries told to clients; the transcript store enforces it
 */
public record SessionSettings(
        long helloTimeoutMs,
        int agentHeartbeatMs,
        int customerHeartbeatMs,
        long agentGraceMs,
        long customerGraceMs,
        int sessionsPerSubject,
        int sessionsMax,
        int pendingMax,
        int framesWaitingMax,
        int textMaxChars,
        int frameMaxBytes,
        int framesPerSecond,
        int framesBurst,
        int chatMaxEntries) {
    public static final SessionSettings DEFAULTS = new SessionSettings(
            10_000, 5_000, 20_000, 30_000, 60_000, 20, 50_000, 100, 16, 4_000, 65_536, 20, 40, 5_000);

    /** The same with other bounds, for small machines and tests. */
    public SessionSettings withBounds(int perSubject, int inAll, int pending, int framesWaiting) {
        return new SessionSettings(
                helloTimeoutMs,
                agentHeartbeatMs,
                customerHeartbeatMs,
                agentGraceMs,
                customerGraceMs,
                perSubject,
                inAll,
                pending,
                framesWaiting,
                textMaxChars,
                frameMaxBytes,
                framesPerSecond,
                framesBurst,
                chatMaxEntries);
    }
}
