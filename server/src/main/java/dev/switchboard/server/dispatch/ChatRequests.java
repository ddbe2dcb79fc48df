package dev.switchboard.server.dispatch;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Audience;
import dev.switchboard.protocol.v1.Author;
import dev.switchboard.protocol.v1.AuthorKind;
import dev.switchboard.protocol.v1.ChatReply;
import dev.switchboard.protocol.v1.CloseChat;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryKind;
import dev.switchboard.protocol.v1.GetEntries;
import dev.switchboard.protocol.v1.Send;
import dev.switchboard.protocol.v1.Sent;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.Typing;
import dev.switchboard.server.account.Action;
import dev.switchboard.server.account.Policy;
import dev.switchboard.server.delivery.Desk;
import dev.switchboard.server.delivery.RequestFailure;
import dev.switchboard.server.delivery.WireIds;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.Actor;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.CloseReason;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Subject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What both sides of a chat ask: send, read, type, close. */
final class ChatRequests {
    private static final int ENTRIES_MAX = 200;

    private final ControlPath control;
    private final Commands commands;
    private final Desk desk;
    private final int textMaxChars;

    ChatRequests(ControlPath control, Commands commands, Desk desk, int textMaxChars) {
        this.control = control;
        this.commands = commands;
        this.desk = desk;
        this.textMaxChars = textMaxChars;
    }

    /** Whether the sender is a member, the transcript store decides: it alone knows the order of message and "left". */
    CompletionStage<Answer> send(Request request) {
        Send send = request.frame().getSend();
        Session session = request.session();
        ChatId chat = Shape.chat(send.getChat());
        String messageId = Shape.key(send.getMessageId(), "message_id");
        boolean staffOnly = switch (send.getAudience()) {
            case AUDIENCE_ALL -> false;
            case AUDIENCE_STAFF -> true;
            case UNRECOGNIZED -> throw RequestFailure.invalid("audience");
        };
        if (staffOnly && !Policy.allows(session.identity(), Action.SEND_NOTE)) {
            throw new RequestFailure(ErrorCode.FORBIDDEN);
        }
        String text = Shape.text(send.getText(), textMaxChars);
        long refersTo = Shape.number(send.getRefersTo(), "refers_to");
        knownChat(session, chat);
        Entry body = Entry.newBuilder()
                .setKind(staffOnly ? EntryKind.ENTRY_KIND_NOTE : EntryKind.ENTRY_KIND_TEXT)
                .setAudience(staffOnly ? Audience.AUDIENCE_STAFF : Audience.AUDIENCE_ALL)
                .setAuthor(author(session))
                .setText(text)
                .setMessageId(messageId)
                .setRefersTo(refersTo)
                .build();
        return desk.post(chat, session.subject(), messageId, staffOnly, body)
                .thenApply(stored -> Answer.of(ServerFrame.newBuilder()
                        .setSent(
                                Sent.newBuilder().setSequence(stored.sequence()).setTimeMs(stored.timeMs()))));
    }

    /** {@return the chat, unless there is none or the customer may not know of it} */
    private ChatView knownChat(Session session, ChatId id) {
        ChatView chat = control.view().chat(id);
        if (chat == null || (session.isCustomer() && !desk.mayRead(session, chat))) {
            throw new RequestFailure(ErrorCode.UNKNOWN_CHAT);
        }
        return chat;
    }

    private Author author(Session session) {
        if (session.subject() instanceof Subject.OfAgent agent) {
            return desk.frames().agent(agent.id());
        }
        String name = session.identity() instanceof Identity.Customer customer ? customer.name() : "";
        return Author.newBuilder()
                .setKind(AuthorKind.AUTHOR_KIND_CUSTOMER)
                .setId(desk.frames().subjectId(session.subject()))
                .setName(name)
                .build();
    }

    CompletionStage<Answer> getEntries(Request request) {
        GetEntries get = request.frame().getGetEntries();
        ChatId id = Shape.chat(get.getChat());
        int limit = Shape.number(get.getLimit(), 0, ENTRIES_MAX, "limit");
        long after = Shape.number(get.getAfterSequence(), "after_sequence");
        ChatView chat = knownChat(request.session(), id);
        if (!desk.mayRead(request.session(), chat)) {
            throw new RequestFailure(ErrorCode.NOT_A_MEMBER);
        }
        return desk.read(request.session(), id, after, limit == 0 ? ENTRIES_MAX : limit)
                .thenApply(entries -> {
                    ChatView now = control.view().chat(id);
                    if (now == null || !desk.mayRead(request.session(), now)) {
                        throw new RequestFailure(ErrorCode.NOT_A_MEMBER);
                    }
                    return Answer.of(ServerFrame.newBuilder().setEntries(entries));
                });
    }

    /** No reply, and no error either: it is lost like one that came late. */
    void typing(Session session, Typing typing) {
        ChatId chat = WireIds.parseChat(typing.getChat());
        if (chat != null) {
            desk.typing(session, chat, typing.getTyping(), author(session));
        }
    }

    CompletionStage<Answer> closeChat(Request request) {
        CloseChat close = request.frame().getCloseChat();
        Session session = request.session();
        ChatId id = Shape.chat(close.getChat());
        int assignment = Shape.number(close.getAssignment(), 0, Integer.MAX_VALUE, "assignment");
        Actor actor = actor(session, knownChat(session, id));
        CloseReason reason = Reasons.close(close.getReason(), actor);
        if (actor instanceof Actor.Agent && assignment == 0) {
            throw RequestFailure.invalid("assignment");
        }
        var command = new Command.CloseChat(id, actor, actor instanceof Actor.Agent ? assignment : 0, reason);
        return commands.submit(command)
                .thenCompose(outcome ->
                        // The chat is closed whether or not its last line can be written now; the publisher will.
                        desk.ensureLines(id).handle((done, failure) -> closed(session, id)))
                .thenCompose(answer -> answer);
    }

    private CompletionStage<Answer> closed(Session session, ChatId id) {
        ChatView chat = control.view().chat(id);
        if (chat == null) {
            return CompletableFuture.failedFuture(new RequestFailure(ErrorCode.UNKNOWN_CHAT));
        }
        var reply = ChatReply.newBuilder().setChat(desk.frames().chat(chat, session.isCustomer()));
        return CompletableFuture.completedFuture(
                Answer.of(ServerFrame.newBuilder().setChatReply(reply)));
    }

    /** Supervisors close their own chats as their owners, and all others by their office. */
    private static Actor actor(Session session, ChatView chat) {
        if (session.subject() instanceof Subject.OfCustomer customer) {
            return new Actor.Customer(customer.id());
        }
        Subject.OfAgent agent = (Subject.OfAgent) session.subject();
        boolean owner = agent.id().equals(chat.agent())
                && (chat.phase() == ChatPhase.ACTIVE || chat.phase() == ChatPhase.CLOSED);
        return Policy.allows(session.identity(), Action.CLOSE_ANY_CHAT) && !owner
                ? new Actor.Supervisor(agent.id())
                : new Actor.Agent(agent.id());
    }
}
