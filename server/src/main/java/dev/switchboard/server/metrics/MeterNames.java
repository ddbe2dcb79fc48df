package dev.switchboard.server.metrics;

/**
 * The name of every meter: {@code switchboard.<area>.<noun>.<unit>}, the unit left out where a plain number is counted.
 * Tags have few values and are never ids.
 */
public final class MeterNames {

    /** Open sockets, HTTP and WebSocket. */
    public static final String CONNECTIONS = "switchboard.gateway.connections";

    /** What clients wanted and did not get; tag {@code reason}, see docs/security.md. */
    public static final String REFUSALS = "switchboard.gateway.refusals";

    /** Seconds until clients refuse the certificate of the main port; only with TLS. */
    public static final String CERTIFICATE_SECONDS_LEFT = "switchboard.gateway.certificate.left.seconds";

    /** 1 while a new certificate lies there that cannot be used. */
    public static final String CERTIFICATE_REFUSED = "switchboard.gateway.certificate.refused";

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

    /** Those of them that no agent could have, available or not; tag {@code queue}. */
    public static final String UNMATCHED = "switchboard.queue.unmatched";

    /** Age of the chat that has waited longest; tag {@code queue}. */
    public static final String OLDEST = "switchboard.queue.oldest.seconds";

    /** Time from the start of a chat to its first offer. */
    public static final String TIME_TO_OFFER = "switchboard.routing.offer.wait.seconds";

    /** Offers that ended; tag {@code outcome}. */
    public static final String OFFERS = "switchboard.routing.offers";

    /** Position of the last log entry that was applied. */
    public static final String LOG_POSITION = "switchboard.log.position";

    /** Time to append a batch of commands to the log. */
    public static final String LOG_APPEND = "switchboard.log.append.seconds";

    /** Entries that this node has appended. */
    public static final String LOG_ENTRIES = "switchboard.log.entries";

    /** Time to apply one entry: decoding, core and listeners. */
    public static final String LOG_APPLY = "switchboard.log.apply.seconds";

    /** Time from a command until its sender was told. */
    public static final String LOG_COMMANDS = "switchboard.log.commands.seconds";

    /** Appends and reads that failed; tags {@code operation} and {@code reason}. */
    public static final String LOG_ERRORS = "switchboard.log.errors";

    /** How often the state was discarded because the log did not go on from it. */
    public static final String LOG_CHAIN_BROKEN = "switchboard.log.chain.broken";

    /** Positions whose events wait to be published. */
    public static final String UNPUBLISHED = "switchboard.publisher.unpublished";

    /** Effects that were given up because more failed than can be kept. */
    public static final String EFFECTS_LOST = "switchboard.publisher.lost";

    /** Effects that fail and that publishing has gone on without. */
    public static final String OVERDUE = "switchboard.publisher.overdue";

    /** Time from the arrival of a message until it was stored and handed to all nodes that listen. */
    public static final String TRANSCRIPT_STORE = "switchboard.transcript.store.seconds";

    /** Entries handed to sockets of this node. */
    public static final String ENTRIES_PUSHED = "switchboard.delivery.entries.pushed";

    /** Entries handed to other nodes. */
    public static final String ENTRIES_FORWARDED = "switchboard.delivery.entries.forwarded";

    /** Entries that were missing and read again. */
    public static final String ENTRIES_REPAIRED = "switchboard.delivery.entries.repaired";

    /** What delivery dropped at a bound; tag {@code what}. */
    public static final String DELIVERY_DROPPED = "switchboard.delivery.dropped";

    /** Requests of sessions and how long their answers took; tag {@code request}. */
    public static final String REQUESTS = "switchboard.session.requests.seconds";

    /** Requests answered with an error; tag {@code code}: the error code's name. */
    public static final String REQUEST_ERRORS = "switchboard.session.errors";

    /** Calls of Redis and how long they took, waiting included; tag {@code operation}. */
    public static final String REDIS_CALLS = "switchboard.redis.calls.seconds";

    /** Failed calls of Redis; tag {@code operation}. */
    public static final String REDIS_ERRORS = "switchboard.redis.errors";

    /** Entries of a cache; tag {@code cache}. */
    public static final String CACHE_ENTRIES = "switchboard.cache.entries";

    /** 1 while the node takes work. */
    public static final String READY = "switchboard.node.ready";

    private MeterNames() {}
}
