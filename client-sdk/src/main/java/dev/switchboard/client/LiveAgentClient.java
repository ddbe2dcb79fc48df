package dev.switchboard.client;

import dev.switchboard.client.internal.connection.Failure;
import dev.switchboard.client.internal.connection.Reply;
import dev.switchboard.protocol.v1.AcceptOffer;
import dev.switchboard.protocol.v1.AgentState;
import dev.switchboard.protocol.v1.AnswerOfflineMessageRequest;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.ChatReply;
import dev.switchboard.protocol.v1.ChatSnapshot;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.DeclineOffer;
import dev.switchboard.protocol.v1.EndWrapUp;
import dev.switchboard.protocol.v1.ExtendWrapUp;
import dev.switchboard.protocol.v1.ListOfflineMessagesRequest;
import dev.switchboard.protocol.v1.OfflineMessageList;
import dev.switchboard.protocol.v1.OfflineState;
import dev.switchboard.protocol.v1.ResumeOutcome;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.protocol.v1.SetPresence;
import dev.switchboard.protocol.v1.TakeChat;
import dev.switchboard.protocol.v1.Welcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The agent's side of a connection. All but the methods of {@link AgentClient} runs on the logical thread. */
final class LiveAgentClient implements AgentClient, ClientCore.Side {

    private static final int OFFLINE_PAGE_MAX = 50;
    private static final String PRESENCE_LANE = "#presence";
    /** Of the protocol. */
    private static final int RESUME_MAX = 50;

    private final ClientCore core;
    private final AgentListeners listeners;
    /** By id; read by any thread. Bounded by the agent's capacity. */
    private final Map<String, LiveAgentChat> held = new ConcurrentHashMap<>();
    /** By id. Open offers count as load, so the agent's capacity bounds them too. */
    private final Map<String, LiveOffer> offers = new HashMap<>();

    private final Transfers transfers;

    /** Chats named in the last hello; of the others the server cannot know what this client holds. */
    private Set<String> resumed = Set.of();

    private volatile @Nullable AgentStatus status;
    private String subject = "";
    /** What the program chose last; null before it has chosen. */
    private @Nullable Presence chosen;

    LiveAgentClient(ClientOptions options, AgentListeners listeners) {
        this.listeners = listeners;
        this.core = new ClientCore(options, this);
        this.transfers = new Transfers(transfer -> core.tell(() -> listeners.transfer.accept(transfer)));
    }

    @Override
    public CompletableFuture<Void> connect() {
        return core.connect();
    }

    @Override
    public ClientState state() {
        return core.state();
    }

    @Override
    public Optional<AgentStatus> status() {
        return Optional.ofNullable(status);
    }

    @Override
    public CompletableFuture<AgentStatus> setPresence(Presence presence) {
        dev.switchboard.protocol.v1.Presence wanted = Wire.presence(presence);
        return core.ask(
                PRESENCE_LANE,
                () -> {
                    chosen = presence;
                    return presenceFrame(wanted);
                },
                BodyCase.AGENT_STATE,
                frame -> tellStatus(frame.getAgentState()));
    }

    @Override
    public CompletableFuture<AgentChat> takeChat(String chat) {
        return take(chat, "");
    }

    @Override
    public CompletableFuture<AgentChat> takeOver(String chat, String owner) {
        if (owner.isEmpty()) {
            throw new IllegalArgumentException("The owner is empty; takeChat takes what waits");
        }
        return take(chat, owner);
    }

    private CompletableFuture<AgentChat> take(String chat, String owner) {
        Objects.requireNonNull(chat, "chat");
        return core.ask(
                chat,
                () -> ClientFrame.newBuilder()
                        .setTakeChat(TakeChat.newBuilder().setChat(chat).setOwner(owner)),
                BodyCase.CHAT_REPLY,
                frame -> accepted(frame.getChatReply()));
    }

    @Override
    public CompletableFuture<AgentStatus> extendWrapUp(String chat) {
        Objects.requireNonNull(chat, "chat");
        return wrapUp(
                chat,
                ClientFrame.newBuilder()
                        .setExtendWrapUp(ExtendWrapUp.newBuilder().setChat(chat)));
    }

    @Override
    public CompletableFuture<AgentStatus> endWrapUp(String chat) {
        Objects.requireNonNull(chat, "chat");
        return wrapUp(
                chat,
                ClientFrame.newBuilder().setEndWrapUp(EndWrapUp.newBuilder().setChat(chat)));
    }

    private CompletableFuture<AgentStatus> wrapUp(String chat, ClientFrame.Builder frame) {
        return core.ask(chat, () -> frame, BodyCase.AGENT_STATE, reply -> tellStatus(reply.getAgentState()));
    }

    @Override
    public CompletableFuture<OfflineMessages> offlineMessages(boolean answered, String cursor, int limit) {
        Objects.requireNonNull(cursor, "cursor");
        if (limit < 1 || limit > OFFLINE_PAGE_MAX) {
            throw new IllegalArgumentException("Expected limit 1–" + OFFLINE_PAGE_MAX);
        }
        return core.call(
                "offline/ListMessages",
                () -> ListOfflineMessagesRequest.newBuilder()
                        .setState(answered ? OfflineState.OFFLINE_STATE_ANSWERED : OfflineState.OFFLINE_STATE_OPEN)
                        .setCursor(cursor)
                        .setLimit(limit)
                        .build(),
                OfflineMessageList.parser(),
                list -> new OfflineMessages(
                        list.getItemsList().stream().map(Wire::offlineMessage).toList(),
                        list.getNextCursor(),
                        list.getOpen()));
    }

    @Override
    public CompletableFuture<OfflineMessage> answerOfflineMessage(String id) {
        Objects.requireNonNull(id, "id");
        return core.call(
                "offline/AnswerMessage",
                () -> AnswerOfflineMessageRequest.newBuilder().setId(id).build(),
                dev.switchboard.protocol.v1.OfflineMessage.parser(),
                Wire::offlineMessage);
    }

    @Override
    public List<AgentChat> chats() {
        return List.copyOf(held.values());
    }

    @Override
    public void close() {
        core.close();
    }

    // ---- Offers

    long nowMs() {
        return core.environment().nowMs();
    }

    CompletableFuture<AgentChat> accept(LiveOffer offer) {
        ClientFrame.Builder frame =
                ClientFrame.newBuilder().setAcceptOffer(AcceptOffer.newBuilder().setOffer(offer.id()));
        return core.promise(promise -> core.connection().request(lane(offer), frame, new Reply() {
            @Override
            public void done(ServerFrame reply) {
                offers.remove(offer.id());
                offer.ended();
                promise.done(accepted(reply.getChatReply()));
            }

            @Override
            public void failed(Failure failure) {
                goneIfSo(offer, failure);
                promise.failed(failure);
            }
        }));
    }

    CompletableFuture<Void> decline(LiveOffer offer, DeclineReason reason) {
        ClientFrame.Builder frame = ClientFrame.newBuilder()
                .setDeclineOffer(DeclineOffer.newBuilder()
                        .setOffer(offer.id())
                        .setReason(
                                switch (reason) {
                                    case BUSY -> dev.switchboard.protocol.v1.DeclineReason.DECLINE_REASON_BUSY;
                                    case WRONG_SKILL ->
                                        dev.switchboard.protocol.v1.DeclineReason.DECLINE_REASON_WRONG_SKILL;
                                    case LEAVING -> dev.switchboard.protocol.v1.DeclineReason.DECLINE_REASON_LEAVING;
                                    case OTHER -> dev.switchboard.protocol.v1.DeclineReason.DECLINE_REASON_OTHER;
                                }));
        return core.promise(promise -> core.connection().request(lane(offer), frame, new Reply() {
            @Override
            public void done(ServerFrame reply) {
                endOffer(offer.id(), OfferEnd.DECLINED);
                promise.done(null);
            }

            @Override
            public void failed(Failure failure) {
                goneIfSo(offer, failure);
                promise.failed(failure);
            }
        }));
    }

    private static String lane(LiveOffer offer) {
        return "#offer " + offer.id();
    }

    private LiveAgentChat accepted(ChatReply reply) {
        Chat chat = reply.getChat();
        LiveAgentChat mine = held.get(chat.getId());
        if (mine == null) {
            mine = hold(chat);
        }
        mine.feed().page(reply.getEntriesList(), reply.getMore());
        mine.update(chat, isMine(chat));
        return mine;
    }

    private void goneIfSo(LiveOffer offer, Failure failure) {
        if (failure.code().equals(ErrorCode.OFFER_GONE.name())) {
            endOffer(offer.id(), offer.remaining().isZero() ? OfferEnd.TIMED_OUT : OfferEnd.WITHDRAWN);
        }
    }

    private void offer(dev.switchboard.protocol.v1.Offer offer) {
        if (!offers.containsKey(offer.getId())) {
            LiveOffer fresh = new LiveOffer(this, offer, nowMs());
            offers.put(offer.getId(), fresh);
            core.tell(() -> listeners.offer.accept(fresh));
        }
    }

    private void endOffer(String id, OfferEnd how) {
        LiveOffer offer = offers.remove(id);
        if (offer != null) {
            offer.ended();
            core.tell(() -> listeners.offerEnded.accept(offer, how));
        }
    }

    // ---- Chats

    private boolean isMine(Chat chat) {
        return chat.getPhase() == ChatPhase.CHAT_PHASE_ACTIVE
                && chat.getAgent().getId().equals(subject);
    }

    private LiveAgentChat hold(Chat chat) {
        LiveAgentChat fresh = new LiveAgentChat(core, chat, listeners, gone -> held.remove(gone.id(), gone));
        held.put(chat.getId(), fresh);
        core.tell(() -> listeners.chat.accept(fresh));
        return fresh;
    }

    // ---- What comes from the server

    @Override
    public List<ResumePoint> resumePoints() {
        List<ResumePoint> points = Stream.concat(
                        held.values().stream().map(LiveAgentChat::resumePoint), transfers.resumePoints().stream())
                .limit(RESUME_MAX)
                .toList();
        resumed = points.stream().map(ResumePoint::getChat).collect(Collectors.toSet());
        return points;
    }

    @Override
    public void welcomed(Welcome welcome) {
        subject = welcome.getSubject();
        if (welcome.hasAgent()) {
            tellStatus(welcome.getAgent());
            comeBackOnline(welcome.getAgent().getPresence());
        }
        Set<String> told = new HashSet<>();
        for (ChatSnapshot snapshot : welcome.getChatsList()) {
            told.add(snapshot.getChat().getId());
            resume(snapshot);
        }
        for (LiveAgentChat chat : List.copyOf(held.values())) {
            if (!told.contains(chat.id())) {
                chat.leave(ChatDeparture.MOVED);
            }
        }
        Set<String> open = new HashSet<>();
        welcome.getOffersList().forEach(offer -> open.add(offer.getId()));
        for (String id : List.copyOf(offers.keySet())) {
            if (!open.contains(id)) {
                endOffer(id, OfferEnd.WITHDRAWN);
            }
        }
        welcome.getOffersList().forEach(this::offer);
        transfers.welcomed(welcome);
    }

    private void resume(ChatSnapshot snapshot) {
        Chat chat = snapshot.getChat();
        LiveAgentChat mine = held.get(chat.getId());
        if (mine == null) {
            if (!isMine(chat)) {
                return;
            }
            mine = hold(chat);
        } else if (snapshot.getOutcome() == ResumeOutcome.RESUME_OUTCOME_WHOLE && resumed.contains(chat.getId())) {
            mine.feed().reset();
        }
        mine.feed().page(snapshot.getEntriesList(), snapshot.getMore());
        mine.update(chat, isMine(chat));
    }

    @Override
    public void pushed(ServerFrame frame) {
        switch (frame.getBodyCase()) {
            case ENTRY_PUSH ->
                with(
                        frame.getEntryPush().getChat(),
                        chat -> chat.feed().push(frame.getEntryPush().getEntry()));
            case CHAT_UPDATE -> updated(frame.getChatUpdate().getChat());
            case TYPING -> with(frame.getTyping().getChat(), chat -> chat.typed(frame.getTyping()));
            case AGENT_STATE -> tellStatus(frame.getAgentState());
            case OFFER -> offer(frame.getOffer());
            case OFFER_ENDED ->
                endOffer(
                        frame.getOfferEnded().getOffer(),
                        Wire.offerEnd(frame.getOfferEnded().getEnd()));
            case TRANSFER_UPDATE -> transfers.updated(frame.getTransferUpdate());
            default -> {
                // From a newer server, or for customers only.
            }
        }
    }

    private void updated(Chat chat) {
        LiveAgentChat present = held.get(chat.getId());
        if (present != null) {
            present.update(chat, isMine(chat));
        } else if (isMine(chat)) {
            // Assigned directly, or accepted elsewhere: the transcript so far has to be asked for.
            hold(chat).feed().ask();
        }
    }

    @Override
    public void disconnected() {
        held.values().forEach(chat -> chat.feed().disconnected());
    }

    private void with(String id, Consumer<LiveAgentChat> action) {
        LiveAgentChat chat = held.get(id);
        if (chat != null) {
            action.accept(chat);
        }
    }

    private AgentStatus tellStatus(AgentState state) {
        AgentStatus next = Wire.status(state);
        if (!next.equals(status)) {
            status = next;
            core.tell(() -> listeners.status.accept(next));
        }
        return next;
    }

    /** The server took the agent offline because this client was away too long; the program's choice still stands. */
    private void comeBackOnline(dev.switchboard.protocol.v1.Presence presence) {
        Presence wanted = chosen;
        boolean offline = presence == dev.switchboard.protocol.v1.Presence.PRESENCE_OFFLINE;
        if (!offline || wanted == null || wanted == Presence.OFFLINE) {
            return;
        }
        core.connection().request(PRESENCE_LANE, presenceFrame(Wire.presence(wanted)), new Reply() {
            @Override
            public void done(ServerFrame frame) {
                tellStatus(frame.getAgentState());
            }

            @Override
            public void failed(Failure failure) {
                // The next welcome shows the truth.
            }
        });
    }

    private static ClientFrame.Builder presenceFrame(dev.switchboard.protocol.v1.Presence presence) {
        return ClientFrame.newBuilder().setSetPresence(SetPresence.newBuilder().setPresence(presence));
    }
}
