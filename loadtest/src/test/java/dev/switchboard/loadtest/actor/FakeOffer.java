package dev.switchboard.loadtest.actor;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.Author;
import dev.switchboard.client.AuthorKind;
import dev.switchboard.client.DeclineReason;
import dev.switchboard.client.Offer;
import dev.switchboard.client.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An offer that never runs out; accepting one of a chat that has ended fails. */
final class FakeOffer implements Offer {

    private final FakeServer server;
    private final FakeServer.Desk desk;
    private final FakeServer.Talk talk;

    FakeOffer(FakeServer server, FakeServer.Desk desk, FakeServer.Talk talk) {
        this.server = server;
        this.desk = desk;
        this.talk = talk;
    }

    @Override
    public String id() {
        return talk.id + ".1";
    }

    @Override
    public String chatId() {
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
    public List<Requirement> requirements() {
        return List.of();
    }

    @Override
    public Duration waited() {
        return Duration.ZERO;
    }

    @Override
    public Duration remaining() {
        return Duration.ofSeconds(15);
    }

    @Override
    public CompletableFuture<AgentChat> accept() {
        CompletableFuture<AgentChat> future = new CompletableFuture<>();
        server.push(() -> {
            if (talk.closed) {
                desk.load--;
                future.completeExceptionally(new IllegalStateException("too late"));
            } else {
                server.accepted(desk, talk);
                future.complete(desk.chats.get(talk.id));
            }
        });
        return future;
    }

    @Override
    public CompletableFuture<Void> decline(DeclineReason reason) {
        throw new UnsupportedOperationException();
    }
}
