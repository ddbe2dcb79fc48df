package dev.switchboard.client;

import dev.switchboard.client.internal.connection.ChatFeed;
import dev.switchboard.protocol.v1.Audience;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryKind;
import dev.switchboard.protocol.v1.HoldChat;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.protocol.v1.TransferChat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A chat that the agent has or had. Changed on the logical thread, read by any. */
final class LiveAgentChat implements AgentChat {

    private final ClientCore core;
    private final AgentListeners listeners;
    private final ChatWriter writer;
    private final ChatFeed feed;
    private final Consumer<LiveAgentChat> onGone;

    private volatile Chat now;
    private volatile boolean active = true;
    private boolean gone;

    /**
     * On the logical thread.
     *
     * @param onGone told when the chat is over for the agent
     */
    LiveAgentChat(ClientCore core, Chat chat, AgentListeners listeners, Consumer<LiveAgentChat> onGone) {
        this.core = core;
        this.listeners = listeners;
        this.onGone = onGone;
        this.now = chat;
        this.writer = new ChatWriter(core, chat.getId());
        this.feed =
                new ChatFeed(core.connection(), chat, this::entry, () -> core.tell(() -> listeners.reset.accept(this)));
    }

    @Override
    public String id() {
        return now.getId();
    }

    @Override
    public String queue() {
        return now.getQueue();
    }

    @Override
    public Author customer() {
        return Wire.author(now.getCustomer());
    }

    @Override
    public boolean active() {
        return active;
    }

    @Override
    public Optional<CloseReason> closeReason() {
        Chat seen = now;
        return seen.getPhase() == ChatPhase.CHAT_PHASE_CLOSED ? Optional.of(Wire.closeReason(seen)) : Optional.empty();
    }

    @Override
    public Parked parked() {
        return Wire.parked(now);
    }

    @Override
    public CompletableFuture<Receipt> send(String text) {
        return writer.send(text, Audience.AUDIENCE_ALL);
    }

    @Override
    public CompletableFuture<Receipt> note(String text) {
        return writer.send(text, Audience.AUDIENCE_STAFF);
    }

    @Override
    public void typing(boolean typing) {
        writer.typing(typing);
    }

    @Override
    public CompletableFuture<Void> hold() {
        return hold(true);
    }

    @Override
    public CompletableFuture<Void> resume() {
        return hold(false);
    }

    private CompletableFuture<Void> hold(boolean hold) {
        return core.ask(
                id(),
                () -> ClientFrame.newBuilder()
                        .setHoldChat(HoldChat.newBuilder()
                                .setChat(id())
                                .setAssignment(now.getAssignment())
                                .setHold(hold)),
                BodyCase.DONE,
                frame -> null);
    }

    @Override
    public CompletableFuture<Void> transferToQueue(String queue, String note) {
        return transfer(TransferChat.newBuilder().setQueue(queue).setNote(note));
    }

    @Override
    public CompletableFuture<Void> transferToAgent(String agent, String note) {
        return transfer(TransferChat.newBuilder().setAgent(agent).setNote(note));
    }

    @Override
    public CompletableFuture<Void> close(AgentEndReason reason) {
        return writer.close(
                switch (reason) {
                    case SOLVED -> dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_SOLVED;
                    case CLOSED -> dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_AGENT_CLOSED;
                    case SPAM -> dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_SPAM;
                },
                () -> now.getAssignment());
    }

    @Override
    public CompletableFuture<History> history(long afterSequence, int limit) {
        return writer.history(afterSequence, limit);
    }

    private CompletableFuture<Void> transfer(TransferChat.Builder target) {
        return core.ask(
                id(),
                () -> ClientFrame.newBuilder()
                        .setTransferChat(target.setChat(id()).setAssignment(now.getAssignment())),
                BodyCase.DONE,
                frame -> null);
    }

    // ---- On the logical thread

    ChatFeed feed() {
        return feed;
    }

    ResumePoint resumePoint() {
        return ResumePoint.newBuilder()
                .setChat(id())
                .setLastSequence(feed.last())
                .setLastTimeMs(feed.lastTimeMs())
                .build();
    }

    /**
     * @param mine whether the agent still has the chat
     */
    void update(Chat chat, boolean mine) {
        if (gone) {
            return;
        }
        Parked before = Wire.parked(now);
        now = chat;
        feed.chat(chat);
        Parked after = Wire.parked(chat);
        if (after != before && mine) {
            core.tell(() -> listeners.parked.accept(this, after));
        }
        if (chat.getPhase() == ChatPhase.CHAT_PHASE_CLOSED) {
            active = false;
            feed.endAfter(chat.getLastSequence(), () -> leave(ChatDeparture.CLOSED));
        } else if (!mine) {
            leave(ChatDeparture.MOVED);
        }
    }

    void leave(ChatDeparture how) {
        if (gone) {
            return;
        }
        gone = true;
        active = false;
        onGone.accept(this);
        core.tell(() -> listeners.departure.accept(this, how));
    }

    void typed(dev.switchboard.protocol.v1.Typing typing) {
        Typing told = new Typing(Wire.author(typing.getAuthor()), typing.getTyping());
        core.tell(() -> listeners.typing.accept(this, told));
    }

    private void entry(Entry entry) {
        Message message = Wire.message(entry, writer.isOwn(entry));
        boolean line = entry.getKind() == EntryKind.ENTRY_KIND_SYSTEM;
        core.tell(() -> (line ? listeners.systemLine : listeners.message).accept(this, message));
    }
}
