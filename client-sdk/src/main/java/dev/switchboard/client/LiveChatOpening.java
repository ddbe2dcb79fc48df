package dev.switchboard.client;

import dev.switchboard.protocol.v1.StartChat;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Gathers what a chat starts with. */
final class LiveChatOpening implements ChatOpening {

    private static final int REQUIREMENTS_MAX = 8;

    private final LiveChatClient client;
    private final StartChat.Builder start;
    private final CustomerListeners listeners = new CustomerListeners();
    private boolean opened;

    LiveChatOpening(LiveChatClient client, String queue) {
        this.client = client;
        this.start = StartChat.newBuilder().setQueue(queue);
    }

    @Override
    public ChatOpening requiring(Requirement requirement) {
        if (start.getRequirementsCount() == REQUIREMENTS_MAX) {
            throw new IllegalStateException("A chat has at most " + REQUIREMENTS_MAX + " requirements");
        }
        start.addRequirements(Wire.requirement(requirement));
        return this;
    }

    @Override
    public ChatOpening preferring(Requirement preference) {
        if (start.getPreferencesCount() == REQUIREMENTS_MAX) {
            throw new IllegalStateException("A chat has at most " + REQUIREMENTS_MAX + " preferences");
        }
        start.addPreferences(Wire.requirement(preference));
        return this;
    }

    @Override
    public ChatOpening onMessage(Consumer<Message> listener) {
        listeners.message = Objects.requireNonNull(listener, "listener");
        return this;
    }

    @Override
    public ChatOpening onSystemLine(Consumer<Message> listener) {
        listeners.systemLine = Objects.requireNonNull(listener, "listener");
        return this;
    }

    @Override
    public ChatOpening onQueueMoved(Consumer<Place> listener) {
        listeners.moved = Objects.requireNonNull(listener, "listener");
        return this;
    }

    @Override
    public ChatOpening onAssigned(Consumer<Author> listener) {
        listeners.assigned = Objects.requireNonNull(listener, "listener");
        return this;
    }

    @Override
    public ChatOpening onTyping(Consumer<Typing> listener) {
        listeners.typing = Objects.requireNonNull(listener, "listener");
        return this;
    }

    @Override
    public ChatOpening onReset(Runnable listener) {
        listeners.reset = Objects.requireNonNull(listener, "listener");
        return this;
    }

    @Override
    public ChatOpening onClosed(Consumer<CloseReason> listener) {
        listeners.closed = Objects.requireNonNull(listener, "listener");
        return this;
    }

    @Override
    public CompletableFuture<Chat> open() {
        if (opened) {
            throw new IllegalStateException("This chat was opened before");
        }
        opened = true;
        return client.open(start, listeners);
    }
}
