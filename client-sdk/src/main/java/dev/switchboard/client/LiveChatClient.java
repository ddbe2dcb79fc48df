package dev.switchboard.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The customer's side of a connection. */
final class LiveChatClient implements ChatClient {

    LiveChatClient(ClientOptions options, Consumer<QueueStatus> onQueueStatus) {
        throw new UnsupportedOperationException("not finished " + options + onQueueStatus);
    }

    @Override
    public CompletableFuture<Void> connect() {
        throw new UnsupportedOperationException("not finished");
    }

    @Override
    public ClientState state() {
        throw new UnsupportedOperationException("not finished");
    }

    @Override
    public Optional<String> subject() {
        throw new UnsupportedOperationException("not finished");
    }

    @Override
    public ChatOpening chat(String queue) {
        throw new UnsupportedOperationException("not finished");
    }

    @Override
    public List<Chat> chats() {
        throw new UnsupportedOperationException("not finished");
    }

    @Override
    public void close() {}
}
