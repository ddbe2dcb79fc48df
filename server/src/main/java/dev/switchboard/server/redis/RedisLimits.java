package dev.switchboard.server.redis;

import dev.switchboard.server.offline.OfflineLimits;
import java.time.Duration;

/**
 * Bounds of what is kept in Redis.
 *
 * @param logEntriesMax entries of the routing log; beyond, appends fail with LOG_FULL
 * @param chatEntriesMax entries of a transcript; beyond, drafts are rejected with FULL
 * @param chatLinesMax entries beyond that which system lines may still take; then lines are dropped, memberships not
 * @param closedChatLife until the keys of a closed chat expire, unless {@code expire} sets another time
 * @param inboxEntriesMax messages of a node's inbox, about; beyond, the oldest are dropped and the node sees a gap
 * @param outboxEntriesMax messages of the outbox, about; beyond, the oldest are dropped
 * @param recordsMax records of all chats, about; beyond, the oldest are dropped
 * @param recordLife how long records are kept
 * @param archiveLife how long archive files are kept
 * @param offline of messages that customers leave
 */
public record RedisLimits(
        int logEntriesMax,
        int chatEntriesMax,
        int chatLinesMax,
        Duration closedChatLife,
        int inboxEntriesMax,
        int outboxEntriesMax,
        int recordsMax,
        Duration recordLife,
        Duration archiveLife,
        OfflineLimits offline) {

    public static final RedisLimits DEFAULTS = new RedisLimits(
            200_000,
            5_000,
            1_000,
            Duration.ofDays(30),
            10_000,
            100_000,
            1_000_000,
            Duration.ofDays(90),
            Duration.ofDays(30),
            OfflineLimits.DEFAULTS);
}
