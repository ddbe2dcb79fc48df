package dev.switchboard.client;

import dev.switchboard.client.internal.connection.ChatFeed;
import dev.switchboard.protocol.v1.Audience;
import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryKind;
import dev.switchboard.protocol.v1.PlaceUpdate;
import dev.switchboard.protocol.v1.ResumePoint;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A customer's chat that the server knows. Changed on the logical thread, read by any. */
final class LiveChat implements Chat {

    private final ClientCore core;
    private final CustomerListeners listeners;
    private final ChatWriter writer;
    private final ChatFeed feed;
    private final Consumer<LiveChat> onGone;

    private volatile dev.switchboard.protocol.v1.Chat now;
    private volatile @Nullable Place place;
    private boolean closing;
    private boolean gone;

    /**
     * On the logical thread.
     *
     * @param onGone told when the chat is over and all of it was told
     */
    LiveChat(
            ClientCore core,
            dev.switchboard.protocol.v1.Chat chat,
            CustomerListeners listeners,
            Consumer<LiveChat> onGone) {
        this.core = core;
        this.listeners = listeners;
        this.onGone = onGone;
        this.now = dev.switchboard.protocol.v1.Chat.newBuilder()
                .setId(chat.getId())
                .setQueue(chat.getQueue())
                .build();
        this.writer = new ChatWriter(core, chat.getId());
        this.feed = new ChatFeed(core.connection(), now, this::entry, () -> core.tell(listeners.reset));
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
    public dev.switchboard.client.ChatPhase phase() {
        return Wire.phase(now);
    }

    @Override
    public Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    @Override
    public Optional<Author> agent() {
        dev.switchboard.protocol.v1.Chat seen = now;
        boolean waiting = Wire.phase(seen) == dev.switchboard.client.ChatPhase.WAITING;
        return seen.hasAgent() && !waiting ? Optional.of(Wire.author(seen.getAgent())) : Optional.empty();
    }

    @Override
    public CompletableFuture<Receipt> send(String text) {
        return writer.send(text, Audience.AUDIENCE_ALL);
    }

    @Override
    public void typing(boolean typing) {
        writer.typing(typing);
    }

    @Override
    public CompletableFuture<Void> end(EndReason reason) {
        return writer.close(
                switch (reason) {
                    case SOLVED -> dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_SOLVED;
                    case LEFT -> dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_CUSTOMER_LEFT;
                },
                () -> 0);
    }

    @Override
    public CompletableFuture<History> history(long afterSequence, int limit) {
        return writer.history(afterSequence, limit);
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

    void update(dev.switchboard.protocol.v1.Chat chat) {
        dev.switchboard.protocol.v1.Chat before = now;
        if (gone || closing) {
            return;
        }
        now = chat;
        feed.chat(chat);
        switch (Wire.phase(chat)) {
            case WAITING -> {
                if (chat.getPlace() > 0) {
                    moved(new Place(chat.getPlace(), 0));
                }
            }
            case ACTIVE -> {
                place = null;
                if (before.getPhase() != ChatPhase.CHAT_PHASE_ACTIVE
                        || before.getAssignment() != chat.getAssignment()
                        || !before.getAgent().getId().equals(chat.getAgent().getId())) {
                    Author agent = Wire.author(chat.getAgent());
                    core.tell(() -> listeners.assigned.accept(agent));
                }
            }
            case CLOSED -> close();
        }
    }

    void placed(PlaceUpdate update) {
        if (Wire.phase(now) == dev.switchboard.client.ChatPhase.WAITING) {
            moved(new Place(update.getPlace(), update.getWaiting()));
        }
    }

    void typed(dev.switchboard.protocol.v1.Typing typing) {
        Typing told = new Typing(Wire.author(typing.getAuthor()), typing.getTyping());
        core.tell(() -> listeners.typing.accept(told));
    }

    /** The server does not know the chat any more. */
    void forgotten() {
        now = now.toBuilder().setPhase(ChatPhase.CHAT_PHASE_CLOSED).build();
        gone();
    }

    /** The server has lost the chat before its start was answered; what was told of it is void. */
    void abandon() {
        feed.reset();
        gone = true;
    }

    /** The connection is gone; whether the chat was closing is told again by the next welcome. */
    void disconnected() {
        feed.disconnected();
        closing = false;
    }

    private void close() {
        place = null;
        closing = true;
        // What was said last must be told before the end is.
        feed.endAfter(now.getLastSequence(), this::gone);
    }

    private void gone() {
        if (gone) {
            return;
        }
        gone = true;
        place = null;
        CloseReason reason = Wire.closeReason(now);
        onGone.accept(this);
        core.tell(() -> listeners.closed.accept(reason));
    }

    private void moved(Place next) {
        Place before = place;
        if (before == null
                || before.position() != next.position()
                || (next.waiting() != 0 && before.waiting() != next.waiting())) {
            place = next;
            core.tell(() -> listeners.moved.accept(next));
        }
    }

    private void entry(Entry entry) {
        Message message = Wire.message(entry, writer.isOwn(entry));
        boolean line = entry.getKind() == EntryKind.ENTRY_KIND_SYSTEM;
        core.tell(() -> (line ? listeners.systemLine : listeners.message).accept(message));
    }
}
