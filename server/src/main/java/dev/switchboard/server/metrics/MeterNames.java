package dev.switchboard.server.metrics;

/**
 * The name of every meter: {@code switchboard.<area>.<noun>.<unit>}, the unit left out where a plain number is counted.
 * Tags have few values and are never ids.
 */
public final class MeterNames {

    /** Open sockets, HTTP and WebSocket. */
    public static final String CONNECTIONS = "switchboard.gateway.connections";

    /** Sockets that were closed on arrival because of a limit. */
    public static final String CONNECTIONS_REFUSED = "switchboard.gateway.connections.refused";

    /** Frames from clients; tag {@code outcome}: passed, limited, bad, overloaded. */
    public static final String FRAMES = "switchboard.gateway.frames";

    /** WebSockets closed by the server; tag {@code code}: the close code's name. */
    public static final String CLOSES = "switchboard.gateway.closes";

    /** API calls and how long they took; tags {@code service} and {@code outcome}: the error code's name or "ok". */
    public static final String API_CALLS = "switchboard.api.calls.seconds";

    /** Sessions of this node; tag {@code role}. */
    public static final String SESSIONS = "switchboard.session.sessions";

    /** Open chats of the cluster; tag {@code phase}. */
    public static final String CHATS = "switchboard.routing.chats";

    /** Chats that wait or are offered; tag {@code queue}. */
    public static final String WAITING = "switchboard.queue.waiting";

    /** Age of the chat that has waited longest; tag {@code queue}. */
    public static final String OLDEST = "switchboard.queue.oldest.seconds";

    /** Time from the start of a chat to its first offer. */
    public static final String TIME_TO_OFFER = "switchboard.routing.offer.wait.seconds";

    /** Offers that ended; tag {@code outcome}. */
    public static final String OFFERS = "switchboard.routing.offers";

    /** Position of the last log entry that was applied. */
    public static final String LOG_POSITION = "switchboard.log.position";

    /** Time to append a batch to the log. */
    public static final String LOG_APPEND = "switchboard.log.append.seconds";

    /** Time to apply one log entry to the core. */
    public static final String LOG_APPLY = "switchboard.log.apply.seconds";

    /** Time to store a message. */
    public static final String TRANSCRIPT_APPEND = "switchboard.transcript.append.seconds";

    /** Failed calls of Redis; tag {@code reason}. */
    public static final String REDIS_ERRORS = "switchboard.redis.errors";

    /** Entries of a cache; tag {@code cache}. */
    public static final String CACHE_ENTRIES = "switchboard.cache.entries";

    /** 1 while the node takes work. */
    public static final String READY = "switchboard.node.ready";

    private MeterNames() {}
}
