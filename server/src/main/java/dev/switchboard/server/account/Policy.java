package dev.switchboard.server.account;

import dev.switchboard.server.session.Identity;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one table that says which role may do what. It answers by kind of action alone; whether the chat or queue is the
 * caller's own is asked where it is known, together with the {@code …_ANY_…} and {@code …_OTHERS} rows.
 */
public final class Policy {
    private static final Set<Role> EVERYBODY = EnumSet.allOf(Role.class);
    private static final Set<Role> KNOWN = EnumSet.complementOf(EnumSet.of(Role.NOBODY));
    private static final Set<Role> CUSTOMERS = EnumSet.of(Role.CUSTOMER);
    /** Those who answer customers. */
    private static final Set<Role> STAFF = EnumSet.of(Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.BOT);
    /** Those who hold a connection. */
    private static final Set<Role> CONNECTED =
            EnumSet.of(Role.CUSTOMER, Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.BOT);

    private static final Set<Role> LEADS = EnumSet.of(Role.SUPERVISOR, Role.ADMINISTRATOR);
    private static final Set<Role> OVERSEERS = EnumSet.of(Role.SUPERVISOR, Role.ADMINISTRATOR, Role.PROGRAM);
    private static final Set<Role> STAFF_AND_PROGRAMS =
            EnumSet.of(Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.BOT, Role.PROGRAM);
    private static final Set<Role> ADMINISTRATION = EnumSet.of(Role.ADMINISTRATOR, Role.PROGRAM);

    private static final Map<Action, Set<Role>> TABLE = new EnumMap<>(Action.class);

    static {
        for (Action action : Action.values()) {
            TABLE.put(action, allowed(action));
        }
    }

    private Policy() {}

    public static boolean allows(Role role, Action action) {
        return TABLE.getOrDefault(action, Set.of()).contains(role);
    }

    /** @param identity null for a caller without a token */
    public static boolean allows(@Nullable Identity identity, Action action) {
        return allows(Role.of(identity), action);
    }

    /** A switch without a default, so that a new action does not compile without a decision. */
    private static Set<Role> allowed(Action action) {
        return switch (action) {
            case HELLO, HEARTBEAT, AUTHENTICATE, SEND, TYPING, CLOSE_CHAT, GET_ENTRIES -> CONNECTED;
            case START_CHAT, LEAVE_MESSAGE -> CUSTOMERS;
            case SET_PRESENCE,
                    ACCEPT_OFFER,
                    DECLINE_OFFER,
                    TRANSFER_CHAT,
                    TAKE_CHAT,
                    HOLD_CHAT,
                    EXTEND_WRAP_UP,
                    END_WRAP_UP,
                    SEND_NOTE,
                    LIST_TRANSFER_TARGETS,
                    LIST_OFFLINE_MESSAGES,
                    ANSWER_OFFLINE_MESSAGE -> STAFF;
            case READ_ANY_CHAT, CLOSE_ANY_CHAT, ASSIGN_CHAT, MOVE_CHAT, PRIORITISE_CHAT, READ_ANY_OFFLINE_MESSAGE ->
                LEADS;
            case CUSTOMER_TOKEN, SIGN_IN, REDEEM_LINK, PROGRAM_TOKEN, RENEW -> EVERYBODY;
            case REVOKE -> KNOWN;
            case PUT_SITE,
                    DELETE_SITE,
                    PUT_QUEUE,
                    DELETE_QUEUE,
                    PUT_SKILL,
                    DELETE_SKILL,
                    PUT_AGENT,
                    DELETE_AGENT,
                    SET_PASSWORD,
                    CREATE_APP_KEY,
                    LIST_APP_KEYS,
                    DELETE_APP_KEY,
                    REVOKE_OTHERS -> ADMINISTRATION;
            case LIST_SITES, LIST_AGENTS, LIST_AGENT_STATES, LIST_ANY_QUEUE, EXPLAIN_ANY_CHAT -> OVERSEERS;
            case LIST_QUEUES, LIST_SKILLS, LIST_WAITING, LIST_OWNED, EXPLAIN -> STAFF_AND_PROGRAMS;
        };
    }
}
