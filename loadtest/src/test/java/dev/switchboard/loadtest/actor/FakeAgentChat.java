package dev.switchboard.loadtest.actor;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentEndReason;
import dev.switchboard.client.Author;
import dev.switchboard.client.AuthorKind;
import dev.switchboard.client.CloseReason;
import dev.switchboard.client.History;
import dev.switchboard.client.Parked;
import dev.switchboard.client.Receipt;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An agent's chat. */
final class FakeAgentChat implements AgentChat {

    private final FakeServer server;
    private final FakeServer.Talk talk;
    private boolean active = true;

    FakeAgentChat(FakeServer server, FakeServer.Talk talk) {
        this.server = server;
        this.talk = talk;
    }

    void ended() {
        active = false;
    }

    @Override
    public String id() {
        return talk.id;
    }

    @Override
    public String queue() {
        return "main";
    }

    @Override
    public Author customer() {
        return new Author(AuthorKind.CUSTOMER, "", "");
    }

    @Override
    public boolean active() {
        return active;
    }

    @Override
    public Optional<CloseReason> closeReason() {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<Receipt> send(String text) {
        return server.later(() -> server.text(talk, false, text));
    }

    @Override
    public CompletableFuture<Receipt> note(String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void typing(boolean typing) {}

    @Override
    public Parked parked() {
        return Parked.NOT;
    }

    @Override
    public CompletableFuture<Void> hold() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> resume() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> transferToQueue(String queue, String note) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> transferToAgent(String agent, String note) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> close(AgentEndReason reason) {
        return server.later(() -> {
            server.close(talk, CloseReason.SOLVED);
            return null;
        });
    }

    @Override
    public CompletableFuture<History> history(long afterSequence, int limit) {
        throw new UnsupportedOperationException();
    }
}
