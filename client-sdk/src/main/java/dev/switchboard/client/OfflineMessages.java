package dev.switchboard.client;

import java.util.List;

/**
 * A page of messages that customers left.
 *
 * @param items the messages of this page, not to be changed
 * @param nextCursor from where the next page goes on; empty on the last one
 * @param open how many open messages the agent may see, whatever was asked for
 */
public record OfflineMessages(List<OfflineMessage> items, String nextCursor, int open) {}
