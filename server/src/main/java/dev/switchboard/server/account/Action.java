package dev.switchboard.server.account;

import dev.switchboard.protocol.v1.ClientFrame;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the {@link Policy} table: every frame of a client, every method of the API, and the rights that widen one of
 * them from what is one's own to what is anybody's.
 */
public enum Action {
    HELLO(ClientFrame.BodyCase.HELLO),
    HEARTBEAT(ClientFrame.BodyCase.HEARTBEAT),
    AUTHENTICATE(ClientFrame.BodyCase.AUTHENTICATE),
    START_CHAT(ClientFrame.BodyCase.START_CHAT),
    SEND(ClientFrame.BodyCase.SEND),
    TYPING(ClientFrame.BodyCase.TYPING),
    CLOSE_CHAT(ClientFrame.BodyCase.CLOSE_CHAT),
    GET_ENTRIES(ClientFrame.BodyCase.GET_ENTRIES),
    SET_PRESENCE(ClientFrame.BodyCase.SET_PRESENCE),
    ACCEPT_OFFER(ClientFrame.BodyCase.ACCEPT_OFFER),
    DECLINE_OFFER(ClientFrame.BodyCase.DECLINE_OFFER),
    TRANSFER_CHAT(ClientFrame.BodyCase.TRANSFER_CHAT),
    TAKE_CHAT(ClientFrame.BodyCase.TAKE_CHAT),
    HOLD_CHAT(ClientFrame.BodyCase.HOLD_CHAT),
    EXTEND_WRAP_UP(ClientFrame.BodyCase.EXTEND_WRAP_UP),
    END_WRAP_UP(ClientFrame.BodyCase.END_WRAP_UP),
    /** A send whose audience is staff only. */
    SEND_NOTE,
    /** Read the entries of a chat without taking part in it. */
    READ_ANY_CHAT,
    /** Close a chat that somebody else owns. */
    CLOSE_ANY_CHAT,

    CUSTOMER_TOKEN("auth", "CustomerToken"),
    SIGN_IN("auth", "SignIn"),
    REDEEM_LINK("auth", "RedeemLink"),
    PROGRAM_TOKEN("auth", "ProgramToken"),
    RENEW("auth", "Renew"),
    REVOKE("auth", "Revoke"),
    /** Revoke the tokens of another subject. */
    REVOKE_OTHERS,

    PUT_SITE("admin", "PutSite"),
    LIST_SITES("admin", "ListSites"),
    DELETE_SITE("admin", "DeleteSite"),
    PUT_QUEUE("admin", "PutQueue"),
    LIST_QUEUES("admin", "ListQueues"),
    DELETE_QUEUE("admin", "DeleteQueue"),
    PUT_SKILL("admin", "PutSkill"),
    LIST_SKILLS("admin", "ListSkills"),
    DELETE_SKILL("admin", "DeleteSkill"),
    PUT_AGENT("admin", "PutAgent"),
    LIST_AGENTS("admin", "ListAgents"),
    DELETE_AGENT("admin", "DeleteAgent"),
    SET_PASSWORD("admin", "SetPassword"),
    CREATE_APP_KEY("admin", "CreateAppKey"),
    LIST_APP_KEYS("admin", "ListAppKeys"),
    DELETE_APP_KEY("admin", "DeleteAppKey"),

    LIST_WAITING("routing", "ListWaiting"),
    LIST_OWNED("routing", "ListOwned"),
    EXPLAIN("routing", "Explain"),
    LIST_AGENT_STATES("routing", "ListAgentStates"),
    LIST_TRANSFER_TARGETS("routing", "ListTransferTargets"),
    ASSIGN_CHAT("routing", "AssignChat"),
    MOVE_CHAT("routing", "MoveChat"),
    PRIORITISE_CHAT("routing", "PrioritiseChat"),

    LEAVE_MESSAGE("offline", "LeaveMessage"),
    LIST_OFFLINE_MESSAGES("offline", "ListMessages"),
    ANSWER_OFFLINE_MESSAGE("offline", "AnswerMessage"),
    /** Read and answer the messages for a queue one does not serve. */
    READ_ANY_OFFLINE_MESSAGE,
    /** List the chats of a queue one does not serve. */
    LIST_ANY_QUEUE,
    /** Have a chat explained that one neither owns nor is offered, and that does not wait in a queue one serves. */
    EXPLAIN_ANY_CHAT;

    private static final Map<ClientFrame.BodyCase, Action> BY_BODY = Arrays.stream(values())
            .filter(action -> action.body != null)
            .collect(Collectors.toUnmodifiableMap(action -> action.body, Function.identity()));
    private static final Map<String, Action> BY_METHOD = Arrays.stream(values())
            .filter(action -> action.method != null)
            .collect(Collectors.toUnmodifiableMap(action -> action.method, Function.identity()));

    private final ClientFrame.@Nullable BodyCase body;
    private final @Nullable String method;

    Action() {
        this.body = null;
        this.method = null;
    }

    Action(ClientFrame.BodyCase body) {
        this.body = body;
        this.method = null;
    }

    Action(String service, String method) {
        this.body = null;
        this.method = service + "/" + method;
    }

    /** The action of a frame, null for a frame without a body that this version knows. */
    public static @Nullable Action of(ClientFrame.BodyCase body) {
        return BY_BODY.get(body);
    }

    /** The action of a method, null when there is no such method. */
    public static @Nullable Action of(String service, String method) {
        return BY_METHOD.get(service + "/" + method);
    }
}
