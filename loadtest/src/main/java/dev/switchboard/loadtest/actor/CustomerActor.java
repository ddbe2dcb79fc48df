package dev.switchboard.loadtest.actor;

import dev.switchboard.client.Author;
import dev.switchboard.client.Chat;
import dev.switchboard.client.ChatClient;
import dev.switchboard.client.ChatOpening;
import dev.switchboard.client.ChatPhase;
import dev.switchboard.client.ClientState;
import dev.switchboard.client.CloseReason;
import dev.switchboard.client.EndReason;
import dev.switchboard.client.History;
import dev.switchboard.client.Message;
import dev.switchboard.client.Requirement;
import dev.switchboard.client.StateChange;
import dev.switchboard.client.StateReason;
import dev.switchboard.loadtest.verify.Demand;
import dev.switchboard.loadtest.verify.Line;
import dev.switchboard.loadtest.verify.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A customer: connects a little ahead, asks for a chat at the intended moment whatever the server does, writes first, takes
 * turns with the agent, and leaves when nobody has come within the patience. At the end it reads the transcript for the
 * checks.
 */
final class CustomerActor {

    private enum Ending {
        NONE,
        /** The customer has had enough of waiting. */
        LEAVING,
        CLOSED
    }

    private static final int PAGE = 200;
    private static final int HISTORY_ATTEMPTS_MAX = 3;

    private final Floor floor;
    private final Visit visit;
    private final ChatClient client;
    private final List<Runnable> untilOpen = new ArrayList<>();
    private @Nullable Chat chat;
    private ActorLoop.@Nullable Timer patience;
    private boolean served;
    private boolean waiting;
    private Ending ending = Ending.NONE;
    private @Nullable StateReason closedBecause;
    private int historyAttempts;

    CustomerActor(Floor floor, Visit visit) {
        this.floor = floor;
        this.visit = visit;
        client = floor.clients().customer(visit.number(), this::onState);
    }

    /** Goes to the page. If nothing comes of it, the opening of the chat will fail and be counted. */
    void connect() {
        CompletableFuture<Void> unused = client.connect();
    }

    /** Asks for the chat. */
    void arrive() {
        ChatCase opened = floor.arrived(visit);
        waiting = true;
        floor.observe(
                new Observation.ChatRequested(floor.now(), visit.number(), new Demand(visit.queue(), visit.needs())));
        ChatOpening opening = client.chat(visit.queue())
                .onMessage(message -> onLine(opened, message))
                .onSystemLine(message -> onLine(opened, message))
                .onAssigned(agent -> whenOpen(() -> onAssigned(opened, agent)))
                .onQueueMoved(place -> whenOpen(this::onQueued))
                .onReset(() -> whenOpen(this::onReset))
                .onClosed(reason -> whenOpen(() -> onClosed(opened, reason)));
        visit.needs().forEach((skill, level) -> opening.requiring(new Requirement(skill, level)));
        Completion.of(opening.open(), result -> onOpen(opened, result), failure -> onRefused(opened, failure));
        if (visit.patienceNanos() != Long.MAX_VALUE) {
            patience = floor.loop().at(visit.arrivalNanos() + visit.patienceNanos(), () -> outOfPatience(opened));
        }
    }

    void close() {
        client.close();
    }

    private void onOpen(ChatCase opened, Chat result) {
        chat = result;
        floor.cases().started(opened, result.id());
        floor.observe(new Observation.ChatStarted(floor.now(), visit.number(), result.id()));
        if (ending == Ending.LEAVING) {
            leave(result);
        } else {
            send(opened, 1);
        }
        // In the order in which they came.
        untilOpen.forEach(Runnable::run);
        untilOpen.clear();
    }

    private void onRefused(ChatCase opened, Throwable failure) {
        floor.observe(new Observation.ChatRefused(floor.now(), visit.number()));
        floor.refused(opened, failure, closedBecause);
        ending = Ending.CLOSED;
        waiting = false;
        cancelPatience();
        client.close();
        floor.gone(this, opened);
    }

    private void onAssigned(ChatCase opened, Author agent) {
        floor.observe(new Observation.AgentSeen(floor.now(), chatId(), agent.id()));
        waiting = false;
        if (served || ending != Ending.NONE) {
            return;
        }
        served = true;
        cancelPatience();
        floor.served(opened);
        if (opened.held()) {
            floor.measurements().delivery.record(floor.now() - opened.ownedNanos());
        }
        int turns = floor.behaviour().messages();
        for (int turn = 3; turn <= turns; turn += 2) {
            int number = turn;
            floor.after(floor.turnNanos(visit, turn), () -> {
                if (ending == Ending.NONE) {
                    send(opened, number);
                }
            });
        }
    }

    /** The place moves while the chat waits; after an agent it means that the chat is back in the queue. */
    private void onQueued() {
        if (!waiting && ending == Ending.NONE) {
            waiting = true;
            floor.observe(new Observation.Requeued(floor.now(), chatId()));
        }
    }

    private void onReset() {
        floor.observe(new Observation.TranscriptReset(floor.now(), chatId(), Observation.CUSTOMER));
    }

    private void onLine(ChatCase opened, Message message) {
        long now = floor.now();
        if (!message.own()) {
            floor.read(opened, message);
        }
        whenOpen(() ->
                floor.observe(new Observation.LineSeen(now, chatId(), Observation.CUSTOMER, Floor.line(message))));
    }

    private void outOfPatience(ChatCase opened) {
        if (served || ending != Ending.NONE) {
            return;
        }
        ending = Ending.LEAVING;
        waiting = false;
        floor.abandoned(opened);
        Chat open = chat;
        if (open != null) {
            leave(open);
        }
    }

    private void leave(Chat open) {
        floor.observe(new Observation.LeaveSent(floor.now(), open.id()));
        Completion.of(open.end(EndReason.LEFT), ended -> {}, failure -> {
            if (ending != Ending.CLOSED) {
                floor.log("chat {} could not be left: {}", open.id(), Floor.reason(failure));
            }
        });
    }

    private void onClosed(ChatCase opened, CloseReason reason) {
        if (!served && ending == Ending.NONE) {
            floor.failed(opened, "closed while waiting: " + reason);
        }
        ending = Ending.CLOSED;
        waiting = false;
        cancelPatience();
        Chat open = chat;
        if (open != null) {
            readHistory(opened, open, new ArrayList<>());
        }
    }

    private void readHistory(ChatCase opened, Chat open, List<Line> read) {
        long after = read.isEmpty() ? 0 : read.get(read.size() - 1).sequence();
        Completion.of(
                open.history(after, PAGE),
                page -> pageRead(opened, open, read, page),
                failure -> historyFailed(opened, open, failure));
    }

    private void pageRead(ChatCase opened, Chat open, List<Line> read, History page) {
        page.messages().forEach(message -> read.add(Floor.line(message)));
        if (page.more() && !page.messages().isEmpty()) {
            readHistory(opened, open, read);
            return;
        }
        floor.observe(new Observation.HistoryRead(floor.now(), open.id(), read));
        done(opened);
    }

    private void historyFailed(ChatCase opened, Chat open, Throwable failure) {
        historyAttempts++;
        floor.log("transcript of {}: {}", open.id(), Floor.reason(failure));
        if (historyAttempts < HISTORY_ATTEMPTS_MAX) {
            readHistory(opened, open, new ArrayList<>());
        } else {
            done(opened);
        }
    }

    private void done(ChatCase opened) {
        client.close();
        floor.gone(this, opened);
    }

    private void send(ChatCase opened, int turn) {
        Chat open = chat;
        if (open != null) {
            String text =
                    Texts.line(visit.number(), "c", turn, floor.behaviour().messageChars());
            floor.send(opened, open.id(), Observation.CUSTOMER, text, opened.held(), () -> open.send(text));
        }
    }

    private void onState(StateChange change) {
        if (change.to() == ClientState.CLOSED) {
            closedBecause = change.reason();
        }
        Chat open = chat;
        if (change.to() == ClientState.CLOSED || open == null || ending == Ending.CLOSED) {
            return;
        }
        if (change.to() == ClientState.RECONNECTING) {
            floor.observe(new Observation.CustomerLost(floor.now(), open.id()));
        } else if (change.from() == ClientState.RECONNECTING && change.to() == ClientState.CONNECTED) {
            floor.measurements().reconnected();
            boolean queued = open.phase() == ChatPhase.WAITING && ending == Ending.NONE;
            floor.observe(new Observation.CustomerBack(floor.now(), open.id(), queued));
        }
    }

    /** Callbacks of a chat may come before the future of its opening; the checks need the id first. */
    private void whenOpen(Runnable step) {
        if (chat == null) {
            untilOpen.add(step);
        } else {
            step.run();
        }
    }

    private String chatId() {
        Chat open = chat;
        return open == null ? "" : open.id();
    }

    private void cancelPatience() {
        if (patience != null) {
            patience.cancel();
        }
    }
}
