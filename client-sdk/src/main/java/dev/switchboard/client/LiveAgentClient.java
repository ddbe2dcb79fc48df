package dev.switchboard.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The agent's side of a connection. */
final class LiveAgentClient implements AgentClient {

    LiveAgentClient(ClientOptions options, AgentListeners listeners) {
        throw new UnsupportedOperationException("not finished " + options);
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
    public Optional<AgentStatus> status() {
        throw new UnsupportedOperationException("not finished");
    }

    @Override
    public CompletableFuture<AgentStatus> setPresence(Presence presence) {
        throw new UnsupportedOperationException("not finished");
    }

    @Override
    public List<AgentChat> chats() {
        throw new UnsupportedOperationException("not finished");
    }

    @Override
    public void close() {}
}
