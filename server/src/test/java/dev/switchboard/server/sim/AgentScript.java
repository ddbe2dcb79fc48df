package dev.switchboard.server.sim;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentClient;
import dev.switchboard.client.AgentEndReason;
import dev.switchboard.client.ChatDeparture;
import dev.switchboard.client.ClientState;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.DeclineReason;
import dev.switchboard.client.Offer;
import dev.switchboard.client.Presence;
import dev.switchboard.server.sim.Observations.End;
import dev.switchboard.server.sim.Observations.Seen;
import java.net.URI;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An agent who takes most chats, writes, hands some on and closes some. */
final class AgentScript {
    final String name;
    final String id;
    private final ClientMachine machine;
    private final Observations observations;
    private final Random random;
    private final AgentClient client;
    private final IdentityHashMap<AgentChat, Seen> seen = new IdentityHashMap<>();
    private String colleague = "";
    private boolean calm;
    private boolean quiet;
    private int texts;
    private int unanswered;

    AgentScript(ClientMachine machine, URI uri, Credentials who, String id, Observations observations, long seed) {
        this.machine = machine;
        this.name = machine.loop.toString();
        this.id = id;
        this.observations = observations;
        this.random = new Random(seed);
        client = AgentClient.builder(uri)
                .credentials(who)
                .reconnect(Scripts.BACKOFF)
                .resources(machine)
                .onOffer(this::answerLater)
                .onMessage((chat, message) -> of(chat).add(message))
                .onSystemLine((chat, message) -> of(chat).add(message))
                .onReset(chat -> of(chat).reset())
                .onChat(this::of)
                .onDeparture((chat, how) ->
                        observations.ended(of(chat), how == ChatDeparture.CLOSED ? End.CLOSED : End.LOST))
                .onStateChange(change -> {
                    if (change.to() == ClientState.CLOSED) {
                        observations.oddities.add(name + "'s client closed: " + change);
                    }
                })
                .build();
        machine.loop.execute(() -> {
            connect();
            step();
        });
    }

    /** The SDK gives a first connection up after a while and says so; from then on it comes back by itself. */
    private void connect() {
        var unused = client.connect().whenComplete((done, failure) -> {
            if (failure != null) {
                machine.loop.schedule(Scripts.CONNECT_AGAIN_MS, this::connect);
            }
        });
    }

    /** To whom some chats are handed on. */
    void colleague(AgentScript other) {
        colleague = other.id;
    }

    /** From now on every offer is taken and every chat kept. */
    void beCalm() {
        calm = true;
    }

    /** From now on nothing is written but what is told to. */
    void beQuiet() {
        quiet = true;
    }

    /** Requests without an answer. */
    int unanswered() {
        return unanswered;
    }

    List<AgentChat> chats() {
        return client.chats();
    }

    private Seen of(AgentChat chat) {
        return seen.computeIfAbsent(chat, added -> {
            Seen made = observations.newSeen(name, true);
            made.chat = added.id();
            return made;
        });
    }

    private void answerLater(Offer offer) {
        int draw = calm ? 0 : random.nextInt(100);
        if (draw < 80) {
            machine.loop.schedule(random.nextInt(calm ? 100 : 400), () -> accept(offer));
        } else if (draw < 90) {
            ask(offer.decline(DeclineReason.BUSY));
        }
    }

    private void accept(Offer offer) {
        ask(offer.accept(), chat -> observations.taken(offer.id(), id));
    }

    private void step() {
        if (client.status()
                .map(status -> status.presence() != Presence.AVAILABLE)
                .orElse(false)) {
            ask(client.setPresence(Presence.AVAILABLE));
        }
        if (!quiet) {
            client.chats().forEach(this::work);
        }
        machine.loop.schedule(50 + random.nextInt(600), this::step);
    }

    private void work(AgentChat chat) {
        int draw = random.nextInt(100);
        if (draw < 50) {
            say(chat, name + ++texts, false);
        } else if (draw < 60) {
            say(chat, name + ++texts, true);
        } else if (calm) {
            return;
        } else if (draw < 64) {
            ask(chat.transferToQueue(Company.BILLING, name + ++texts));
        } else if (draw < 68) {
            ask(chat.transferToAgent(colleague, name + ++texts));
        } else if (draw < 70) {
            ask(chat.close(AgentEndReason.SOLVED));
        }
    }

    /** Writes a text or an internal note. */
    void say(AgentChat chat, String text, boolean note) {
        ask(note ? chat.note(text) : chat.send(text), receipt -> observations.acknowledged(chat.id(), text, receipt));
    }

    void close(AgentChat chat) {
        ask(chat.close(AgentEndReason.SOLVED));
    }

    private void ask(CompletableFuture<?> request) {
        ask(request, answer -> {});
    }

    /** Counts the request while it has no answer, and passes on a good one. */
    private <T> void ask(CompletableFuture<T> request, Consumer<T> onDone) {
        unanswered++;
        var unused = request.whenComplete((answer, failure) -> {
            unanswered--;
            if (failure == null) {
                onDone.accept(answer);
            }
        });
    }
}
