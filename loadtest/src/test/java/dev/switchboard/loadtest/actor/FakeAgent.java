package dev.switchboard.loadtest.actor;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentClient;
import dev.switchboard.client.AgentStatus;
import dev.switchboard.client.ClientState;
import dev.switchboard.client.OfflineMessage;
import dev.switchboard.client.OfflineMessages;
import dev.switchboard.client.Presence;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An agent's client. */
final class FakeAgent implements AgentClient {

    private final FakeServer server;
    private final FakeServer.Desk desk;

    FakeAgent(FakeServer server, FakeServer.Desk desk) {
        this.server = server;
        this.desk = desk;
    }

    @Override
    public CompletableFuture<Void> connect() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public ClientState state() {
        return desk.connected ? ClientState.CONNECTED : ClientState.RECONNECTING;
    }

    @Override
    public Optional<AgentStatus> status() {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<AgentStatus> setPresence(Presence presence) {
        return server.later(() -> server.available(desk));
    }

    @Override
    public CompletableFuture<AgentChat> takeChat(String chat) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<AgentChat> takeOver(String chat, String owner) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<AgentStatus> extendWrapUp(String chat) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<AgentStatus> endWrapUp(String chat) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<OfflineMessages> offlineMessages(boolean answered, String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<OfflineMessage> answerOfflineMessage(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<AgentChat> chats() {
        return List.of();
    }

    @Override
    public void close() {}
}
