package dev.switchboard.server.session;

import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.SessionId;
import dev.switchboard.server.session.SiteDirectory.SiteView;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connected client of a customer or agent. It outlives its connection by the grace period, so that a client which
 * comes back is the same session to the routing core. Pushes begin with {@link #welcomed}: whatever happened before is in
 * the welcome itself.
 */
public final class Session {
    private final SessionId id;
    private final Subject subject;
    private Identity identity;
    private @Nullable SiteView site;
    private @Nullable Connection connection;
    private boolean live;
    private boolean ended;
    private int pending;
    private final Set<String> startingKeys = new HashSet<>();
    private final Set<ChatId> joining = new HashSet<>();
    private final TypingLimit typing = new TypingLimit();

    Session(SessionId id, Subject subject, Identity identity) {
        this.id = id;
        this.subject = subject;
        this.identity = identity;
    }

    public SessionId id() {
        return id;
    }

    /** The id on the wire. */
    public String wireId() {
        return Long.toUnsignedString(id.value(), 36);
    }

    public Subject subject() {
        return subject;
    }

    public Identity identity() {
        return identity;
    }

    /** A newer token of the same subject took over. */
    public void renew(Identity renewed) {
        identity = renewed;
    }

    public boolean isCustomer() {
        return subject instanceof Subject.OfCustomer;
    }

    public Role role() {
        return roleOf(identity);
    }

    public static Role roleOf(Identity identity) {
        if (identity instanceof Identity.Agent agent) {
            return switch (agent.role()) {
                case AGENT -> Role.ROLE_AGENT;
                case SUPERVISOR -> Role.ROLE_SUPERVISOR;
                case ADMINISTRATOR -> Role.ROLE_ADMINISTRATOR;
                case PROGRAM -> Role.ROLE_PROGRAM;
            };
        }
        return identity instanceof Identity.Customer ? Role.ROLE_CUSTOMER : Role.ROLE_PROGRAM;
    }

    /** Supervisors and administrators may read all chats and close any. */
    public boolean supervises() {
        Role role = role();
        return role == Role.ROLE_SUPERVISOR || role == Role.ROLE_ADMINISTRATOR;
    }

    /** The customer's site as it was at the hello; null for agents. */
    public @Nullable SiteView site() {
        return site;
    }

    public void site(@Nullable SiteView view) {
        site = view;
    }

    public @Nullable Connection connection() {
        return connection;
    }

    public boolean connected() {
        return connection != null;
    }

    /** The welcome was sent on the present connection. */
    public boolean live() {
        return live;
    }

    void attach(Connection newConnection) {
        connection = newConnection;
        live = false;
        pending = 0;
    }

    void detach() {
        connection = null;
        live = false;
        startingKeys.clear();
        joining.clear();
    }

    public void welcomed() {
        live = connection != null;
    }

    /** No longer known to the node: grace over or revoked. */
    public boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** Sends a push; dropped while there is no welcomed connection (the next welcome makes up for it). */
    public void push(ServerFrame frame) {
        if (live && connection != null) {
            connection.send(frame);
        }
    }

    /** Sends a push that goes to several. */
    public void push(EncodedFrame frame) {
        if (live && connection != null) {
            connection.send(frame);
        }
    }

    public int pending() {
        return pending;
    }

    public void requestBegan() {
        pending++;
    }

    public void requestEnded() {
        pending = Math.max(0, pending - 1);
    }

    /**
     * Keys of chats that this session is just starting, and chats whose offer it is just accepting: the reply to the
     * request brings the chat, so events about it must not bring it a second time.
     */
    public Set<String> startingKeys() {
        return startingKeys;
    }

    public Set<ChatId> joining() {
        return joining;
    }

    public TypingLimit typing() {
        return typing;
    }
}
