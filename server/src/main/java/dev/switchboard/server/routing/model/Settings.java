package dev.switchboard.server.routing.model;

/**
 * Settings of the core, the same on all nodes because they come by the log. All times in milliseconds of core time.
 *
 * @param agentGraceMs an agent without a connection keeps his chats this long
 * @param customerGraceMs a customer without a connection keeps chat or place this long
 * @param nodeLostMs a node without a heartbeat is lost after this
 * @param missedOffersMax missed offers in a row after which an agent is not responding
 * @param reofferPauseMs after this an agent may be offered a chat again that he declined or missed, if nobody else fits
 * @param chatWeight units a chat takes where neither it nor its queue says otherwise
 * @param agentCapacity units of an agent where neither he nor the chat's queue says otherwise
 */
public record Settings(
        long agentGraceMs,
        long customerGraceMs,
        long nodeLostMs,
        int missedOffersMax,
        long reofferPauseMs,
        int chatWeight,
        int agentCapacity) {
    public static final Settings DEFAULTS = new Settings(30_000, 60_000, 3_000, 3, 10_000, 1, 3);
}
