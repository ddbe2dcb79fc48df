package dev.switchboard.loadtest.actor;

import dev.switchboard.client.Author;
import dev.switchboard.client.Chat;
import dev.switchboard.client.ChatClient;
import dev.switchboard.client.ChatOpening;
import dev.switchboard.client.ChatPhase;
import dev.switchboard.client.ClientState;
import dev.switchboard.client.CloseReason;
import dev.switchboard.client.EndReason;
import dev.switchboard.client.History;
import dev.switchboard.client.Message;
import dev.switchboard.client.MessageKind;
import dev.switchboard.client.OfflineDraft;
import dev.switchboard.client.Place;
import dev.switchboard.client.Receipt;
import dev.switchboard.client.Requirement;
import dev.switchboard.client.Typing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A customer's client, opening and chat in one: the load test opens one chat per client. */
final class FakeCustomer implements ChatClient, ChatOpening, Chat {

    private final FakeServer server;
    private FakeServer.@Nullable Talk talk;
    private Consumer<Message> onMessage = message -> {};
    private Consumer<Message> onSystemLine = message -> {};
    private Consumer<Author> onAssigned = agent -> {};
    private Consumer<CloseReason> onClosed = reason -> {};

    FakeCustomer(FakeServer server) {
        this.server = server;
    }

    void line(Message message) {
        (message.kind() == MessageKind.SYSTEM ? onSystemLine : onMessage).accept(message);
    }

    void assigned(Author agent) {
        onAssigned.accept(agent);
    }

    void closed(CloseReason reason) {
        onClosed.accept(reason);
    }

    private FakeServer.Talk talk() {
        FakeServer.Talk open = talk;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        return open;
    }

    @Override
    public CompletableFuture<Void> connect() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public ClientState state() {
        return ClientState.CONNECTED;
    }

    @Override
    public Optional<String> subject() {
        return Optional.empty();
    }

    @Override
    public ChatOpening chat(String queue) {
        return this;
    }

    @Override
    public List<Chat> chats() {
        return List.of();
    }

    @Override
    public void close() {}

    @Override
    public ChatOpening preferring(Requirement preference) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChatOpening requiring(Requirement requirement) {
        return this;
    }

    @Override
    public ChatOpening onMessage(Consumer<Message> listener) {
        onMessage = listener;
        return this;
    }

    @Override
    public ChatOpening onSystemLine(Consumer<Message> listener) {
        onSystemLine = listener;
        return this;
    }

    @Override
    public ChatOpening onQueueMoved(Consumer<Place> listener) {
        return this;
    }

    @Override
    public ChatOpening onAssigned(Consumer<Author> listener) {
        onAssigned = listener;
        return this;
    }

    @Override
    public ChatOpening onTyping(Consumer<Typing> listener) {
        return this;
    }

    @Override
    public ChatOpening onReset(Runnable listener) {
        return this;
    }

    @Override
    public ChatOpening onClosed(Consumer<CloseReason> listener) {
        onClosed = listener;
        return this;
    }

    @Override
    public CompletableFuture<Chat> open() {
        return server.later(() -> {
            talk = server.start(this);
            return this;
        });
    }

    @Override
    public String id() {
        return talk().id;
    }

    @Override
    public String queue() {
        return "main";
    }

    @Override
    public ChatPhase phase() {
        return talk().closed ? ChatPhase.CLOSED : ChatPhase.WAITING;
    }

    @Override
    public Optional<Place> place() {
        return Optional.empty();
    }

    @Override
    public Optional<Author> agent() {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<Receipt> send(String text) {
        return server.later(() -> server.text(talk(), true, text));
    }

    @Override
    public void typing(boolean typing) {}

    @Override
    public CompletableFuture<Void> end(EndReason reason) {
        return server.later(() -> {
            server.close(talk(), CloseReason.ABANDONED);
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> leaveMessage(OfflineDraft draft) {
        throw new UnsupportedOperationException();
    }

    /** Pages of two, so that paging is seen to work. */
    @Override
    public CompletableFuture<History> history(long afterSequence, int limit) {
        return server.later(() -> {
            List<Message> all = talk().transcript;
            int from = (int) afterSequence;
            int to = Math.min(all.size(), from + 2);
            return new History(List.copyOf(all.subList(from, to)), to < all.size());
        });
    }
}
