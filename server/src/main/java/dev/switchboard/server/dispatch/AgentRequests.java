package dev.switchboard.server.dispatch;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Audience;
import dev.switchboard.protocol.v1.DeclineOffer;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryKind;
import dev.switchboard.protocol.v1.HoldChat;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.TakeChat;
import dev.switchboard.protocol.v1.TransferChat;
import dev.switchboard.server.delivery.Desk;
import dev.switchboard.server.delivery.RequestFailure;
import dev.switchboard.server.delivery.WireIds;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.OfferId;
import dev.switchboard.server.routing.model.Presence;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What only agents ask: presence, offers, taking, holding and giving chats, the work after them. */
final class AgentRequests {
    private final ControlPath control;
    private final Commands commands;
    private final Desk desk;
    private final int textMaxChars;

    AgentRequests(ControlPath control, Commands commands, Desk desk, int textMaxChars) {
        this.control = control;
        this.commands = commands;
        this.desk = desk;
        this.textMaxChars = textMaxChars;
    }

    private static AgentId agent(Request request) {
        if (request.session().subject() instanceof Subject.OfAgent agent) {
            return agent.id();
        }
        throw new RequestFailure(ErrorCode.FORBIDDEN);
    }

    CompletionStage<Answer> setPresence(Request request) {
        AgentId agent = agent(request);
        Presence presence = Reasons.presence(request.frame().getSetPresence().getPresence());
        return answeredWithState(agent, new Command.SetPresence(agent, presence));
    }

    CompletionStage<Answer> extendWrapUp(Request request) {
        AgentId agent = agent(request);
        ChatId chat = Shape.chat(request.frame().getExtendWrapUp().getChat());
        return answeredWithState(agent, new Command.ExtendWrapUp(agent, chat));
    }

    CompletionStage<Answer> endWrapUp(Request request) {
        AgentId agent = agent(request);
        ChatId chat = Shape.chat(request.frame().getEndWrapUp().getChat());
        return answeredWithState(agent, new Command.EndWrapUp(agent, chat));
    }

    private CompletionStage<Answer> answeredWithState(AgentId agent, Command command) {
        return commands.submit(command)
                .thenApply(outcome -> Answer.of(
                        ServerFrame.newBuilder().setAgentState(desk.frames().agentState(agent))));
    }

    CompletionStage<Answer> acceptOffer(Request request) {
        AgentId agent = agent(request);
        OfferId offer = Shape.offer(request.frame().getAcceptOffer().getOffer());
        return join(
                request, offer.chat(), ErrorCode.OFFER_GONE, () -> aboutOffer(new Command.AcceptOffer(offer, agent)));
    }

    /** Who may not take it from its owner is told who that is. */
    CompletionStage<Answer> takeChat(Request request) {
        AgentId agent = agent(request);
        TakeChat take = request.frame().getTakeChat();
        ChatId chat = Shape.chat(take.getChat());
        AgentId from = take.getOwner().isEmpty() ? null : Shape.agent(take.getOwner());
        return join(
                request,
                chat,
                ErrorCode.NOT_A_MEMBER,
                () -> namingOwner(commands.submit(new Command.TakeChat(chat, agent, from))));
    }

    private CompletionStage<Outcome> namingOwner(CompletionStage<Outcome> taken) {
        return taken.handle((outcome, thrown) -> {
                    if (thrown == null) {
                        return CompletableFuture.completedStage(outcome);
                    }
                    RequestFailure failure = RequestFailure.of(thrown);
                    AgentId owner = WireIds.parseAgent(failure.details().getOrDefault(Commands.AGENT, ""));
                    return owner == null
                            ? CompletableFuture.<Outcome>failedStage(thrown)
                            : desk.frames()
                                    .prepare(owner)
                                    .thenCompose(done -> CompletableFuture.<Outcome>failedStage(named(failure, owner)));
                })
                .thenCompose(stage -> stage);
    }

    private RequestFailure named(RequestFailure failure, AgentId owner) {
        Map<String, String> details = new LinkedHashMap<>(failure.details());
        details.put("name", desk.frames().agent(owner).getName());
        return new RequestFailure(failure.code(), details);
    }

    /**
     * Answers with the chat and its transcript after the command has made it the agent's.
     *
     * @param lost what to fail with when somebody else has it by the time of the answer
     */
    private CompletionStage<Answer> join(
            Request request, ChatId chat, ErrorCode lost, Supplier<CompletionStage<Outcome>> command) {
        if (desk.full()) {
            throw new RequestFailure(ErrorCode.OVERLOADED);
        }
        Session session = request.session();
        session.joining().add(chat);
        return command.get()
                .thenCompose(outcome -> desk.ensureLines(chat))
                .thenCompose(done -> join(request, chat, lost))
                .whenComplete((answer, failure) -> {
                    session.joining().remove(chat);
                    if (failure != null) {
                        desk.notJoined(session);
                    }
                });
    }

    private CompletionStage<Answer> join(Request request, ChatId id, ErrorCode lost) {
        ChatView chat = control.view().chat(id);
        if (chat == null || !agent(request).equals(chat.agent())) {
            return CompletableFuture.failedFuture(new RequestFailure(lost));
        }
        if (!request.current()) {
            return CompletableFuture.failedFuture(new RequestFailure(ErrorCode.NOT_READY));
        }
        return desk.join(request.session(), chat)
                .thenApply(
                        joining -> new Answer(ServerFrame.newBuilder().setChatReply(joining.reply()), joining::begin));
    }

    CompletionStage<Answer> holdChat(Request request) {
        HoldChat hold = request.frame().getHoldChat();
        var command = new Command.HoldChat(
                Shape.chat(hold.getChat()),
                Shape.number(hold.getAssignment(), 1, Integer.MAX_VALUE, "assignment"),
                agent(request),
                hold.getHold());
        return commands.submit(command).thenApply(outcome -> done());
    }

    CompletionStage<Answer> declineOffer(Request request) {
        DeclineOffer decline = request.frame().getDeclineOffer();
        var command = new Command.DeclineOffer(
                Shape.offer(decline.getOffer()), agent(request), Reasons.decline(decline.getReason()));
        return aboutOffer(command).thenApply(outcome -> done());
    }

    /** An offer of a chat that is long gone is as gone as any other. */
    private CompletionStage<Outcome> aboutOffer(Command command) {
        return commands.submit(command)
                .handle((outcome, failure) -> {
                    if (failure != null && RequestFailure.of(failure).code() == ErrorCode.UNKNOWN_CHAT) {
                        return CompletableFuture.<Outcome>failedFuture(new RequestFailure(ErrorCode.OFFER_GONE));
                    }
                    return failure == null
                            ? CompletableFuture.completedFuture(outcome)
                            : CompletableFuture.<Outcome>failedFuture(failure);
                })
                .thenCompose(result -> result);
    }

    CompletionStage<Answer> transferChat(Request request) {
        TransferChat transfer = request.frame().getTransferChat();
        AgentId by = agent(request);
        ChatId chat = Shape.chat(transfer.getChat());
        int assignment = Shape.number(transfer.getAssignment(), 1, Integer.MAX_VALUE, "assignment");
        if (transfer.getNote().length() > textMaxChars) {
            throw new RequestFailure(ErrorCode.TEXT_TOO_LONG);
        }
        QueueId toQueue = null;
        AgentId toAgent = null;
        switch (transfer.getTargetCase()) {
            case QUEUE -> toQueue = queue(transfer.getQueue());
            case AGENT -> toAgent = Shape.agent(transfer.getAgent());
            case TARGET_NOT_SET -> throw RequestFailure.invalid("target");
        }
        if (control.view().chat(chat) == null) {
            throw new RequestFailure(ErrorCode.UNKNOWN_CHAT);
        }
        var command = new Command.TransferChat(chat, assignment, by, toQueue, toAgent);
        return note(request, command, transfer.getNote())
                .thenCompose(done -> commands.submit(command))
                .thenApply(outcome -> done());
    }

    private QueueId queue(String name) {
        @Nullable QueueView queue = control.view().queueNamed(name);
        if (queue == null) {
            throw new RequestFailure(ErrorCode.UNKNOWN_QUEUE);
        }
        return queue.id();
    }

    /**
     * The note is stored first, while the sender is still a member. Its message id names assignment and text, so a repeated
     * transfer does not double it; the colon keeps it apart from ids that clients make. When the transfer had succeeded
     * before, the note is refused, and the core gives the answer.
     */
    private CompletionStage<@Nullable Void> note(Request request, Command.TransferChat command, String note) {
        if (note.isBlank()) {
            return CompletableFuture.completedFuture(null);
        }
        String messageId = "note:" + command.assignment() + ":" + Integer.toHexString(note.hashCode());
        Entry body = Entry.newBuilder()
                .setKind(EntryKind.ENTRY_KIND_NOTE)
                .setAudience(Audience.AUDIENCE_STAFF)
                .setAuthor(desk.frames().agent(command.by()))
                .setText(note)
                .setMessageId(messageId)
                .build();
        return desk.post(command.chat(), request.session().subject(), messageId, true, body)
                .handle((stored, failure) -> failure == null ? null : RequestFailure.of(failure))
                .thenCompose(failure -> failure == null
                                || failure.code() == ErrorCode.NOT_A_MEMBER
                                || failure.code() == ErrorCode.CHAT_CLOSED
                                || failure.code() == ErrorCode.CHAT_FULL
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(failure));
    }

    private static Answer done() {
        return Answer.of(ServerFrame.newBuilder().setDone(Done.getDefaultInstance()));
    }
}
