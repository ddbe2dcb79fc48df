package dev.switchboard.loadtest.actor;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentClient;
import dev.switchboard.client.AgentEndReason;
import dev.switchboard.client.AgentStatus;
import dev.switchboard.client.ChatDeparture;
import dev.switchboard.client.ClientState;
import dev.switchboard.client.Message;
import dev.switchboard.client.Offer;
import dev.switchboard.client.Presence;
import dev.switchboard.client.StateChange;
import dev.switchboard.loadtest.verify.Demand;
import dev.switchboard.loadtest.verify.Observation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An agent: stays available, accepts every offer after its delay, answers in turn, and closes each chat when the chat's
 * work is done. What the server refuses for the moment it asks for again.
 */
final class AgentActor implements Clients.AgentEvents {

    private static final long AGAIN_NANOS = 1_000_000_000L;

    /** How long an offer may be ahead of the answer that its customer gets. */
    private static final long UNCLAIMED_NANOS = 10_000_000_000L;

    private static final long LOOK_AGAIN_NANOS = 10_000_000L;

    private final Floor floor;
    private final Staff staff;
    private final LongSupplier acceptDelayNanos;
    private final AgentClient client;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final Set<String> offers = new HashSet<>();
    private final Map<String, Long> chats = new HashMap<>();
    private @Nullable Presence presence;
    private boolean ready;
    private boolean closed;

    AgentActor(Floor floor, Staff staff, LongSupplier acceptDelayNanos) {
        this.floor = floor;
        this.staff = staff;
        this.acceptDelayNanos = acceptDelayNanos;
        client = floor.clients().agent(staff.name(), this);
    }

    /** Connects and becomes available; completes when the server says so. */
    CompletableFuture<Void> begin() {
        Completion.of(client.connect(), connected -> makeAvailable(), firstReady::completeExceptionally);
        return firstReady;
    }

    boolean ready() {
        return ready;
    }

    /** Free units, as far as the agent knows; none while not ready. */
    int room() {
        return ready ? Math.max(0, staff.capacity() - offers.size() - chats.size()) : 0;
    }

    boolean serves(Demand demand) {
        return staff.serves(demand);
    }

    void close() {
        closed = true;
        client.close();
    }

    /** The presence stays what it was: the SDK tells a status that differs, so who comes back as he went hears nothing. */
    @Override
    public void onState(StateChange change) {
        if (change.from() == ClientState.RECONNECTING && change.to() == ClientState.CONNECTED) {
            floor.measurements().reconnected();
        }
        settleReadiness();
    }

    @Override
    public void onStatus(AgentStatus status) {
        presence = status.presence();
        settleReadiness();
        if (presence == Presence.NOT_RESPONDING) {
            makeAvailable();
        }
    }

    @Override
    public void onOffer(Offer offer) {
        offers.add(offer.chatId());
        floor.cases().offered(offer.chatId());
        floor.observe(new Observation.OfferSeen(floor.now(), staff.name(), offer.chatId()));
        floor.after(acceptDelayNanos.getAsLong(), () -> accept(offer));
    }

    @Override
    public void onOfferEnded(Offer offer) {
        if (offers.remove(offer.chatId())) {
            floor.observe(new Observation.OfferOver(floor.now(), staff.name(), offer.chatId()));
        }
    }

    @Override
    public void onChat(AgentChat chat) {
        offers.remove(chat.id());
        long now = floor.now();
        chats.put(chat.id(), now);
        floor.measurements().occupancy.load(staff.name(), chats.size(), now);
        floor.observe(new Observation.Owned(now, staff.name(), chat.id()));
        floor.cases().owned(chat.id(), staff.name());
        serve(chat, now);
    }

    @Override
    public void onLine(AgentChat chat, Message message) {
        ChatCase known = floor.cases().find(chat.id());
        if (known != null && !message.own()) {
            floor.read(known, message);
        }
        floor.observe(new Observation.LineSeen(floor.now(), chat.id(), staff.name(), Floor.line(message)));
    }

    @Override
    public void onReset(AgentChat chat) {
        floor.observe(new Observation.TranscriptReset(floor.now(), chat.id(), staff.name()));
    }

    @Override
    public void onDeparture(AgentChat chat, ChatDeparture how) {
        Long since = chats.remove(chat.id());
        if (since == null) {
            return;
        }
        long now = floor.now();
        floor.measurements().occupancy.load(staff.name(), chats.size(), now);
        floor.observe(new Observation.Released(now, staff.name(), chat.id()));
        if (how == ChatDeparture.CLOSED) {
            floor.handled(now - since);
        }
        floor.cases().released(chat.id(), staff.name());
    }

    private void makeAvailable() {
        Completion.of(client.setPresence(Presence.AVAILABLE), this::onStatus, failure -> {
            if (!closed) {
                floor.after(AGAIN_NANOS, this::makeAvailable);
            }
        });
    }

    private void settleReadiness() {
        boolean now = presence == Presence.AVAILABLE && client.state() == ClientState.CONNECTED;
        if (now == ready) {
            return;
        }
        ready = now;
        floor.measurements().occupancy.ready(staff.name(), now, floor.now());
        floor.observe(
                now
                        ? new Observation.AgentReady(floor.now(), staff.name())
                        : new Observation.AgentLost(floor.now(), staff.name()));
        if (now) {
            firstReady.complete(null);
        }
    }

    private void accept(Offer offer) {
        if (closed || !offers.contains(offer.chatId())) {
            return;
        }
        floor.observe(new Observation.AcceptSent(floor.now(), staff.name(), offer.chatId()));
        // Success has been told by onChat.
        Completion.of(offer.accept(), chat -> {}, failure -> onOfferEnded(offer));
    }

    /** Works on the chat; its customer may not have had the server's answer yet, and then nobody knows the work. */
    private void serve(AgentChat chat, long ownedNanos) {
        ChatCase known = floor.cases().find(chat.id());
        if (!chat.active()) {
            return;
        }
        if (known != null) {
            plan(chat, known, ownedNanos);
        } else if (floor.now() - ownedNanos < UNCLAIMED_NANOS) {
            floor.after(LOOK_AGAIN_NANOS, () -> serve(chat, ownedNanos));
        } else {
            floor.log("chat {} has no customer", chat.id());
            finish(chat);
        }
    }

    private void plan(AgentChat chat, ChatCase known, long ownedNanos) {
        int turns = floor.behaviour().messages();
        for (int turn = 2; turn <= turns; turn += 2) {
            int number = turn;
            floor.loop().at(ownedNanos + floor.turnNanos(known.visit, turn), () -> {
                if (chat.active() && !closed) {
                    String sender = "a" + staff.name();
                    String text = Texts.line(
                            known.visit.number(),
                            sender,
                            number,
                            floor.behaviour().messageChars());
                    floor.send(known, chat.id(), staff.name(), text, true, () -> chat.send(text));
                }
            });
        }
        floor.loop().at(ownedNanos + known.visit.workNanos(), () -> finish(chat));
    }

    private void finish(AgentChat chat) {
        if (!chat.active() || closed) {
            return;
        }
        floor.observe(new Observation.CloseSent(floor.now(), staff.name(), chat.id()));
        Completion.of(chat.close(AgentEndReason.SOLVED), ended -> {}, failure -> {
            if (chat.active() && !closed) {
                floor.log("chat {} could not be closed: {}", chat.id(), Floor.reason(failure));
                floor.after(AGAIN_NANOS, () -> finish(chat));
            }
        });
    }
}
