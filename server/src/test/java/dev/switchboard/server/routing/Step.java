package dev.switchboard.server.routing;

/**
 * One step of a random run. The numbers are interpreted against the state at that moment ("the a-th open offer"), so that
 * a list of steps stays meaningful when some are left out.
 */
public record Step(Kind kind, int a, int b, int c) {
    /** What a step does, and how often it is drawn. */
    public enum Kind {
        START(22),
        ACCEPT(26),
        DECLINE(6),
        CLOSE_BY_AGENT(7),
        CLOSE_BY_CUSTOMER(4),
        PRESENCE(12),
        CONNECT_AGENT(8),
        DISCONNECT_AGENT(3),
        CONNECT_CUSTOMER(3),
        DISCONNECT_CUSTOMER(2),
        TRANSFER_TO_QUEUE(5),
        TRANSFER_TO_AGENT(6),
        PASS_SHORT(15),
        PASS_LONG(5),
        TAKE(8),
        ASSIGN(6),
        MOVE(4),
        PRIORITISE(5),
        HOLD(12),
        REPORT_ACTIVITY(15),
        EXTEND_WRAP_UP(3),
        END_WRAP_UP(4),
        OPEN_OR_CLOSE(3),
        CONFIGURE_AGENT(4),
        REMOVE_AGENT(1),
        CONFIGURE_QUEUE(5),
        REMOVE_QUEUE(1),
        CONFIGURE_SETTINGS(2),
        SILENCE_NODE(1),
        JOIN_NODE(2),
        LEAVE_NODE(1),
        RECOVER(1),
        REPEAT(3),
        DUPLICATE(2),
        NONSENSE(2);

        final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }
}
