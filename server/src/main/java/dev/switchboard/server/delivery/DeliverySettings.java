package dev.switchboard.server.delivery;

/**
 * Bounds and times of delivery.
 *
 * @param channelsMax chats this node listens to; beyond it new ones are refused as OVERLOADED
 * @param recentMax entries a chat keeps in memory for sessions that just join it
 * @param earlyMax entries that may arrive ahead of a missing one; beyond it they are dropped and read again
 * @param postsMax messages of one chat waiting to be stored; beyond it they are refused as OVERLOADED
 * @param linesMax system lines kept per chat, so that a node can run the missing ones
 * @param closedLinesMax closed chats whose lines are still kept
 * @param lingerMs a chat without participants on this node is listened to this much longer
 * @param retryMs before a failed read or listen is repeated
 * @param pageMax entries of one reply
 * @param replyMaxBytes encoded entries of one reply, below the limit of a frame
 * @param placeIntervalMs between two walks of one queue for its places
 * @param transcriptKeptMs a closed chat's transcript is kept this long
 */
public record DeliverySettings(
        int channelsMax,
        int recentMax,
        int earlyMax,
        int postsMax,
        int linesMax,
        int closedLinesMax,
        long lingerMs,
        long retryMs,
        int pageMax,
        int replyMaxBytes,
        long placeIntervalMs,
        long transcriptKeptMs) {
    public static final DeliverySettings DEFAULTS = new DeliverySettings(
            50_000, 20, 100, 100, 32, 10_000, 10_000, 500, 200, 56_000, 1_000, 30L * 24 * 3_600_000);

    /** The same with other bounds, for tests. */
    public DeliverySettings withBounds(int channels, int recent, int early, int posts) {
        return new DeliverySettings(
                channels,
                recent,
                early,
                posts,
                linesMax,
                closedLinesMax,
                lingerMs,
                retryMs,
                pageMax,
                replyMaxBytes,
                placeIntervalMs,
                transcriptKeptMs);
    }
}
