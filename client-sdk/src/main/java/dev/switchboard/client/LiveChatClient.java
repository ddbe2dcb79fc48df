package dev.switchboard.client;

import dev.switchboard.client.internal.connection.Failure;
import dev.switchboard.client.internal.connection.Ids;
import dev.switchboard.client.internal.connection.Phase;
import dev.switchboard.client.internal.connection.Reply;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.ChatReply;
import dev.switchboard.protocol.v1.ChatSnapshot;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.LeaveMessageRequest;
import dev.switchboard.protocol.v1.ResumeOutcome;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.StartChat;
import dev.switchboard.protocol.v1.Welcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The customer's side of a connection. All but the methods of {@link ChatClient} runs on the logical thread. */
final class LiveChatClient implements ChatClient, ClientCore.Side {

    /** Open chats of the customer that this client does not hold; one per queue, so this is far more than there are. */
    private static final int FOUND_MAX = 50;

    private final ClientCore core;
    private final Consumer<QueueStatus> onQueueStatus;
    /** By id; read by any thread. Bounded by the server: one open chat per queue. */
    private final Map<String, LiveChat> held = new ConcurrentHashMap<>();
    /** By key: being started, known to the server perhaps. Bounded by what may be outstanding. */
    private final Map<String, Starting> starting = new HashMap<>();
    /** By id: open chats from before, to be taken up again. */
    private final Map<String, Chat> found = new LinkedHashMap<>();

    private volatile @Nullable String subject;

    /** A chat whose start has no answer yet; news of it may come before. */
    private static final class Starting {
        final CustomerListeners listeners;

        @Nullable
        LiveChat chat;

        Starting(CustomerListeners listeners) {
            this.listeners = listeners;
        }
    }

    LiveChatClient(ClientOptions options, Consumer<QueueStatus> onQueueStatus) {
        this.onQueueStatus = onQueueStatus;
        this.core = new ClientCore(options, this);
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
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    @Override
    public ChatOpening chat(String queue) {
        return new LiveChatOpening(this, queue);
    }

    @Override
    public CompletableFuture<Void> leaveMessage(OfflineDraft draft) {
        Objects.requireNonNull(draft, "draft");
        return core.call(
                "offline/LeaveMessage",
                () -> LeaveMessageRequest.newBuilder()
                        .setKey(Ids.next(core.environment().random()))
                        .setQueue(draft.queue())
                        .setChat(draft.chat())
                        .setName(draft.name())
                        .setContact(draft.contact())
                        .setText(draft.text())
                        .build(),
                Done.parser(),
                done -> null);
    }

    @Override
    public List<dev.switchboard.client.Chat> chats() {
        return List.copyOf(held.values());
    }

    @Override
    public void close() {
        core.close();
    }

    CompletableFuture<dev.switchboard.client.Chat> open(StartChat.Builder start, CustomerListeners listeners) {
        return core.promise(promise -> {
            Optional<Chat> before = found.values().stream()
                    .filter(chat -> chat.getQueue().equals(start.getQueue()))
                    .findFirst();
            if (before.isPresent()) {
                promise.done(takeUp(before.get(), listeners));
            } else {
                start(start, listeners, promise);
            }
        });
    }

    private void start(
            StartChat.Builder start,
            CustomerListeners listeners,
            ClientCore.Promise<dev.switchboard.client.Chat> promise) {
        String key = Ids.next(core.environment().random());
        starting.put(key, new Starting(listeners));
        ClientFrame.Builder frame = ClientFrame.newBuilder().setStartChat(start.setKey(key));
        core.connection().request("#start " + key, frame, new Reply() {
            @Override
            public void done(ServerFrame reply) {
                ChatReply started = reply.getChatReply();
                Starting entry = starting.remove(key);
                LiveChat chat = ofStart(entry == null ? new Starting(listeners) : entry, started.getChat());
                chat.feed().page(started.getEntriesList(), started.getMore());
                chat.update(started.getChat());
                promise.done(chat);
            }

            @Override
            public void failed(Failure failure) {
                Starting entry = starting.remove(key);
                if (entry != null && entry.chat != null && core.connection().phase() != Phase.CLOSED) {
                    // A push or a welcome brought it; only the answer got lost.
                    entry.chat.feed().ask();
                    promise.done(entry.chat);
                    return;
                }
                Chat open = found.get(failure.details().getOrDefault("chat", ""));
                if (open != null && failure.code().equals(ErrorCode.CHAT_ALREADY_OPEN.name())) {
                    promise.done(takeUp(open, listeners));
                } else {
                    promise.failed(failure);
                }
            }
        });
    }

    /** A chat from an earlier run of the program: its transcript is asked for from the first entry. */
    private LiveChat takeUp(Chat chat, CustomerListeners listeners) {
        LiveChat taken = hold(chat, listeners);
        taken.update(chat);
        taken.feed().ask();
        return taken;
    }

    private LiveChat hold(Chat chat, CustomerListeners listeners) {
        found.remove(chat.getId());
        LiveChat fresh = new LiveChat(core, chat, listeners, gone -> held.remove(gone.id(), gone));
        held.put(chat.getId(), fresh);
        return fresh;
    }

    // ---- What comes from the server

    @Override
    public List<ResumePoint> resumePoints() {
        return held.values().stream().map(LiveChat::resumePoint).toList();
    }

    @Override
    public void welcomed(Welcome welcome) {
        subject = welcome.getSubject();
        found.clear();
        Set<String> told = new HashSet<>();
        for (ChatSnapshot snapshot : welcome.getChatsList()) {
            told.add(snapshot.getChat().getId());
            resume(snapshot);
        }
        for (LiveChat chat : List.copyOf(held.values())) {
            if (!told.contains(chat.id())) {
                forget(chat);
            }
        }
        welcome.getQueuesList().forEach(this::queueStatus);
    }

    private void forget(LiveChat chat) {
        starting.values().stream()
                .filter(entry -> entry.chat == chat)
                .findFirst()
                .ifPresentOrElse(this::abandon, chat::forgotten);
    }

    private void resume(ChatSnapshot snapshot) {
        LiveChat chat = known(snapshot.getChat());
        if (chat == null) {
            remember(snapshot.getChat());
            return;
        }
        if (snapshot.getOutcome() == ResumeOutcome.RESUME_OUTCOME_WHOLE) {
            chat.feed().reset();
        }
        chat.feed().page(snapshot.getEntriesList(), snapshot.getMore());
        chat.update(snapshot.getChat());
    }

    /** The chat if this client holds it, or has just started it and has not heard of it yet. */
    private @Nullable LiveChat known(Chat chat) {
        LiveChat present = held.get(chat.getId());
        if (present != null) {
            return present;
        }
        Starting entry = starting.get(chat.getKey());
        return entry == null ? null : ofStart(entry, chat);
    }

    /** One key has one chat, unless the servers' storage lost that before they answered and the repeat made another. */
    private LiveChat ofStart(Starting entry, Chat chat) {
        LiveChat present = entry.chat;
        if (present == null || !present.id().equals(chat.getId())) {
            abandon(entry);
            present = hold(chat, entry.listeners);
            entry.chat = present;
        }
        return present;
    }

    /** Whoever waits for the chat need not hear of one that was lost before he had it. */
    private void abandon(Starting entry) {
        LiveChat lost = entry.chat;
        if (lost != null) {
            held.remove(lost.id(), lost);
            lost.abandon();
            entry.chat = null;
        }
    }

    private void remember(Chat chat) {
        if (chat.getPhase() == ChatPhase.CHAT_PHASE_CLOSED) {
            found.remove(chat.getId());
        } else if (found.size() < FOUND_MAX || found.containsKey(chat.getId())) {
            found.put(chat.getId(), chat);
        }
    }

    @Override
    public void pushed(ServerFrame frame) {
        switch (frame.getBodyCase()) {
            case ENTRY_PUSH ->
                with(
                        frame.getEntryPush().getChat(),
                        chat -> chat.feed().push(frame.getEntryPush().getEntry()));
            case CHAT_UPDATE -> {
                Chat now = frame.getChatUpdate().getChat();
                LiveChat chat = known(now);
                if (chat == null) {
                    remember(now);
                } else {
                    chat.update(now);
                }
            }
            case PLACE_UPDATE -> with(frame.getPlaceUpdate().getChat(), chat -> chat.placed(frame.getPlaceUpdate()));
            case TYPING -> with(frame.getTyping().getChat(), chat -> chat.typed(frame.getTyping()));
            case QUEUE_STATUS -> queueStatus(frame.getQueueStatus());
            default -> {
                // From a newer server.
            }
        }
    }

    @Override
    public void disconnected() {
        held.values().forEach(LiveChat::disconnected);
    }

    private void with(String id, Consumer<LiveChat> action) {
        LiveChat chat = held.get(id);
        if (chat != null) {
            action.accept(chat);
        }
    }

    private void queueStatus(dev.switchboard.protocol.v1.QueueStatus status) {
        QueueStatus told = new QueueStatus(
                status.getQueue(),
                status.getOnline(),
                status.getTitle(),
                status.getClosed(),
                Wire.time(status.getOpensAtMs()));
        core.tell(() -> onQueueStatus.accept(told));
    }
}
