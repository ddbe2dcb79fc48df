package dev.switchboard.server.sim;

import dev.switchboard.client.Chat;
import dev.switchboard.client.ChatClient;
import dev.switchboard.client.ChatPhase;
import dev.switchboard.client.ClientState;
import dev.switchboard.client.CloseReason;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.EndReason;
import dev.switchboard.server.sim.Observations.End;
import dev.switchboard.server.sim.Observations.Seen;
import java.net.URI;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A customer who always has a chat, writes, and now and then ends it. */
final class CustomerScript {
    final String name;
    private final ClientMachine machine;
    private final Observations observations;
    private final Random random;
    private final ChatClient client;
    private @Nullable Chat chat;
    private @Nullable Seen seen;
    private boolean opening;
    private boolean calm;
    private boolean quiet;
    private int texts;
    private int unanswered;

    CustomerScript(ClientMachine machine, URI uri, Credentials who, Observations observations, long seed) {
        this.machine = machine;
        this.name = machine.loop.toString();
        this.observations = observations;
        this.random = new Random(seed);
        client = ChatClient.builder(uri)
                .credentials(who)
                .reconnect(Scripts.BACKOFF)
                .resources(machine)
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

    /** From now on it keeps the chat it has. */
    void beCalm() {
        calm = true;
    }

    /** From now on it writes only what it is told to. */
    void beQuiet() {
        quiet = true;
    }

    /** Requests without an answer. */
    int unanswered() {
        return unanswered;
    }

    /** The chat it has, null while there is none. */
    @Nullable
    Chat chat() {
        return chat;
    }

    boolean active() {
        return chat != null && chat.phase() == ChatPhase.ACTIVE;
    }

    private void step() {
        Chat now = chat;
        if (now == null) {
            open();
        } else if (!calm && random.nextInt(100) < 4) {
            unanswered++;
            var unused = now.end(EndReason.LEFT).whenComplete((done, failure) -> unanswered--);
        } else if (!quiet && random.nextInt(100) < 60) {
            say(name + ++texts);
        }
        machine.loop.schedule(20 + random.nextInt(600), this::step);
    }

    private void open() {
        if (opening) {
            return;
        }
        opening = true;
        unanswered++;
        Seen shown = observations.newSeen(name, false);
        var unused = client.chat(Company.SUPPORT)
                .onMessage(shown::add)
                .onSystemLine(shown::add)
                .onReset(shown::reset)
                .onClosed(reason -> ended(shown, reason))
                .open()
                .whenComplete((made, failure) -> {
                    unanswered--;
                    opening = false;
                    if (failure == null) {
                        shown.chat = made.id();
                        seen = shown;
                        chat = shown.end == End.NONE ? made : null;
                    }
                });
    }

    private void ended(Seen shown, CloseReason reason) {
        // A server that has forgotten the chat can show nothing more of it.
        observations.ended(shown, reason == CloseReason.UNKNOWN ? End.LOST : End.CLOSED);
        if (seen == shown) {
            chat = null;
        }
    }

    /** Writes into the chat it has. */
    void say(String text) {
        Chat now = chat;
        if (now != null) {
            unanswered++;
            var unused = now.send(text).whenComplete((receipt, failure) -> {
                unanswered--;
                if (failure == null) {
                    observations.acknowledged(now.id(), text, receipt);
                }
            });
        }
    }

    @Override
    public String toString() {
        Chat now = chat;
        return name + (opening ? " opening" : "") + (now == null ? "" : " in " + now.id() + " " + now.phase())
                + " with " + unanswered + " requests";
    }
}
