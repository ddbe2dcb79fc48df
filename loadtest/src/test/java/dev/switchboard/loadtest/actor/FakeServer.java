package dev.switchboard.loadtest.actor;

import dev.switchboard.client.AgentClient;
import dev.switchboard.client.AgentStatus;
import dev.switchboard.client.Author;
import dev.switchboard.client.AuthorKind;
import dev.switchboard.client.ChatClient;
import dev.switchboard.client.ChatDeparture;
import dev.switchboard.client.ClientState;
import dev.switchboard.client.CloseReason;
import dev.switchboard.client.Message;
import dev.switchboard.client.MessageKind;
import dev.switchboard.client.Presence;
import dev.switchboard.client.Receipt;
import dev.switchboard.client.StateChange;
import dev.switchboard.client.StateReason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One queue, first come first served, each step a fixed latency; with faults that the checks must find. */
final class FakeServer implements Clients {

    /** What the server does wrong. */
    enum Fault {
        NONE,
        LAST_COME_FIRST_SERVED,
        LOSES_EVERY_THIRD_MESSAGE,
        DOUBLES_PUSHES,
        IGNORES_CAPACITY,
        NEVER_CLOSES,
        IDLES
    }

    static final long LATENCY_NANOS = 1_000_000L;

    private static final long IDLE_NANOS = 2_000_000_000L;

    /** A chat as the server knows it. */
    static final class Talk {
        final String id;
        final FakeCustomer customer;
        final List<Message> transcript = new ArrayList<>();

        @Nullable
        Desk owner;

        boolean closed;

        Talk(String id, FakeCustomer customer) {
            this.id = id;
            this.customer = customer;
        }
    }

    /** An agent as the server knows it. */
    static final class Desk {
        final String name;
        final AgentEvents events;
        final Map<String, FakeAgentChat> chats = new LinkedHashMap<>();
        int load;
        boolean available;
        boolean connected = true;

        Desk(String name, AgentEvents events) {
            this.name = name;
            this.events = events;
        }
    }

    final VirtualActorLoop loop;
    private final Fault fault;
    private final int capacity;
    private final Deque<Talk> waiting = new ArrayDeque<>();
    private final List<Desk> desks = new ArrayList<>();
    private int chats;
    private int messages;

    FakeServer(VirtualActorLoop loop, int capacity, Fault fault) {
        this.loop = loop;
        this.capacity = capacity;
        this.fault = fault;
    }

    @Override
    public ChatClient customer(int number, Consumer<StateChange> onState) {
        return new FakeCustomer(this);
    }

    @Override
    public AgentClient agent(String name, AgentEvents events) {
        Desk desk = new Desk(name, events);
        desks.add(desk);
        return new FakeAgent(this, desk);
    }

    /** All connections break. */
    void cut() {
        for (Desk desk : desks) {
            desk.connected = false;
            desk.events.onState(
                    new StateChange(ClientState.CONNECTED, ClientState.RECONNECTING, StateReason.CONNECTION_LOST));
        }
    }

    /** All are back, and nothing about them has changed, so no status is told. */
    void comeBack() {
        for (Desk desk : desks) {
            desk.connected = true;
            desk.events.onState(new StateChange(ClientState.RECONNECTING, ClientState.CONNECTED, StateReason.WELCOMED));
        }
    }

    /** Does something after one latency and completes with what comes of it. */
    <T> CompletableFuture<T> later(Supplier<T> step) {
        CompletableFuture<T> future = new CompletableFuture<>();
        loop.at(loop.nanoTime() + LATENCY_NANOS, () -> future.complete(step.get()));
        return future;
    }

    void push(Runnable callback) {
        loop.at(loop.nanoTime() + LATENCY_NANOS, callback);
    }

    Talk start(FakeCustomer customer) {
        Talk talk = new Talk("k" + chats++, customer);
        line(talk, "started", Map.of());
        waiting.add(talk);
        route();
        return talk;
    }

    AgentStatus available(Desk desk) {
        desk.available = true;
        route();
        return new AgentStatus(
                desk.name, desk.name, Presence.AVAILABLE, desk.load, capacity, Optional.empty(), List.of(), false);
    }

    private void route() {
        for (Desk desk : desks) {
            while (desk.available && !waiting.isEmpty() && (desk.load < capacity || fault == Fault.IGNORES_CAPACITY)) {
                Talk talk = fault == Fault.LAST_COME_FIRST_SERVED ? waiting.removeLast() : waiting.removeFirst();
                desk.load++;
                FakeOffer offer = new FakeOffer(this, desk, talk);
                if (fault == Fault.IDLES) {
                    loop.at(loop.nanoTime() + IDLE_NANOS, () -> desk.events.onOffer(offer));
                } else {
                    push(() -> desk.events.onOffer(offer));
                }
            }
        }
    }

    void accepted(Desk desk, Talk talk) {
        talk.owner = desk;
        FakeAgentChat chat = new FakeAgentChat(this, talk);
        desk.chats.put(talk.id, chat);
        line(talk, "joined", Map.of("agent", desk.name));
        desk.events.onChat(chat);
        talk.transcript.forEach(message -> desk.events.onLine(chat, message));
        push(() -> talk.customer.assigned(new Author(AuthorKind.AGENT, desk.name, desk.name)));
    }

    Receipt text(Talk talk, boolean fromCustomer, String text) {
        Message message = message(talk, MessageKind.TEXT, text, "", Map.of());
        messages++;
        if (fault != Fault.LOSES_EVERY_THIRD_MESSAGE || messages % 3 != 0) {
            talk.transcript.add(message);
            spread(talk, message, fromCustomer);
        }
        return new Receipt(message.sequence(), Instant.EPOCH);
    }

    private void spread(Talk talk, Message message, boolean fromCustomer) {
        Desk owner = talk.owner;
        int times = fault == Fault.DOUBLES_PUSHES ? 2 : 1;
        for (int i = 0; i < times; i++) {
            push(() -> talk.customer.line(own(message, fromCustomer)));
            if (owner != null) {
                push(() -> owner.events.onLine(chatOf(owner, talk), own(message, !fromCustomer)));
            }
        }
    }

    private static FakeAgentChat chatOf(Desk desk, Talk talk) {
        FakeAgentChat chat = desk.chats.get(talk.id);
        if (chat == null) {
            throw new IllegalStateException(desk.name + " never had " + talk.id);
        }
        return chat;
    }

    private void line(Talk talk, String key, Map<String, String> parameters) {
        Message message = message(talk, MessageKind.SYSTEM, "", key, parameters);
        talk.transcript.add(message);
        push(() -> talk.customer.line(message));
    }

    private static Message message(
            Talk talk, MessageKind kind, String text, String key, Map<String, String> parameters) {
        return new Message(
                talk.transcript.size() + 1L,
                Instant.EPOCH,
                kind,
                new Author(AuthorKind.CUSTOMER, "", ""),
                text,
                key,
                parameters,
                OptionalLong.empty(),
                false);
    }

    private static Message own(Message message, boolean own) {
        return new Message(
                message.sequence(),
                message.time(),
                message.kind(),
                message.author(),
                message.text(),
                message.textKey(),
                message.parameters(),
                message.refersTo(),
                own);
    }

    void close(Talk talk, CloseReason reason) {
        if (talk.closed || fault == Fault.NEVER_CLOSES) {
            return;
        }
        talk.closed = true;
        waiting.remove(talk);
        line(talk, "closed", Map.of());
        push(() -> talk.customer.closed(reason));
        Desk owner = talk.owner;
        if (owner != null) {
            owner.load--;
            FakeAgentChat chat = chatOf(owner, talk);
            push(() -> {
                chat.ended();
                owner.events.onDeparture(chat, ChatDeparture.CLOSED);
            });
        }
        route();
    }
}
