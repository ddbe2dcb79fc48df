package dev.switchboard.server.routing.model;

import org.jspecify.annotations.Nullable;

/**
 * Who may write into a chat's transcript from a certain event on.
 *
 * @param version rises with each change: {@code max(position << 8, previous version + 1)}
 * @param previous the version before, 0 for the first
 * @param owner the owning agent, if any
 * @param open false once the chat is closed
 */
public record Membership(
        long version,
        long previous,
        CustomerId customer,
        @Nullable AgentId owner,
        boolean open) {
    private static final int SHIFT = 8;

    /** {@return the version of a change at a log position} */
    public static long versionAt(long position, long previous) {
        return Math.max(position << SHIFT, previous + 1);
    }

    /** {@return a log position that is not before the one of the change that made the version} */
    public static long positionLimit(long version) {
        return version >> SHIFT;
    }
}
