package dev.switchboard.loadtest.actor;

import dev.switchboard.loadtest.verify.Demand;
import dev.switchboard.loadtest.verify.Observation;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The chats that are not settled yet. A chat is settled when both sides are through with it, and is forgotten then. */
final class CaseBook {

    /** After both sides are through with a chat, what is still on its way may come in for so long. */
    static final long SETTLE_NANOS = 1_000_000_000L;

    /** An agent who has not heard of the end of a chat so long after its customer never will. */
    static final long HELD_MAX_NANOS = 60_000_000_000L;

    /** An agent may see a chat before its customer has the server's answer. */
    private static final class Early {
        long offeredNanos;

        @Nullable
        String owner;

        long ownedNanos;
    }

    private final Floor floor;
    private final Set<ChatCase> unsettled = new LinkedHashSet<>();
    private final Map<String, ChatCase> byChat = new HashMap<>();
    private final Map<String, Early> early = new HashMap<>();
    private int unoffered;

    CaseBook(Floor floor) {
        this.floor = floor;
    }

    int unsettledCount() {
        return unsettled.size();
    }

    /** Customers for whom no agent has been found, nor been given up. */
    int unofferedCount() {
        return unoffered;
    }

    @Nullable
    ChatCase find(String chat) {
        return byChat.get(chat);
    }

    ChatCase open(Visit visit, boolean agentFree) {
        ChatCase opened = new ChatCase(visit, agentFree);
        unsettled.add(opened);
        unoffered++;
        return opened;
    }

    void started(ChatCase chatCase, String chat) {
        chatCase.started(chat);
        byChat.put(chat, chatCase);
        Early seen = early.remove(chat);
        if (seen != null) {
            offered(chatCase, seen.offeredNanos);
            if (seen.owner != null) {
                chatCase.owned(seen.owner, seen.ownedNanos);
            }
        }
    }

    void offered(String chat) {
        ChatCase known = byChat.get(chat);
        if (known != null) {
            offered(known, floor.now());
        } else {
            early.computeIfAbsent(chat, unused -> new Early()).offeredNanos = floor.now();
        }
    }

    void owned(String chat, String agent) {
        ChatCase known = byChat.get(chat);
        if (known != null) {
            if (known.customerKnewFirst()) {
                // The customer knew first: nothing was lost on the way.
                floor.measurements().delivery.record(0);
            }
            known.owned(agent, floor.now());
        } else {
            Early seen = early.computeIfAbsent(chat, unused -> new Early());
            seen.owner = agent;
            seen.ownedNanos = floor.now();
        }
    }

    void released(String chat, String agent) {
        early.remove(chat);
        ChatCase known = byChat.get(chat);
        if (known != null) {
            known.released(agent);
            settleIfOver(known);
        }
    }

    /** The customer does not wait any more, or never did: nobody has to look for an agent. */
    void forgone(ChatCase chatCase) {
        if (chatCase.offered()) {
            unoffered--;
        }
    }

    /** Nothing more comes from the customer's side. */
    void customerDone(ChatCase chatCase) {
        chatCase.customerDone();
        forgone(chatCase);
        settleIfOver(chatCase);
        floor.after(HELD_MAX_NANOS, () -> {
            if (!chatCase.settled() && !chatCase.over()) {
                stuck(chatCase, chatCase.whyStuck(floor.now(), 0, false));
                settle(chatCase);
            }
        });
    }

    /** Names the chats that will not end by themselves. */
    void judge(long toleranceNanos, Predicate<Demand> room) {
        for (ChatCase chatCase : unsettled) {
            Demand demand = new Demand(chatCase.visit.queue(), chatCase.visit.needs());
            stuck(chatCase, chatCase.whyStuck(floor.now(), toleranceNanos, room.test(demand)));
        }
    }

    private void stuck(ChatCase chatCase, @Nullable String why) {
        if (why != null) {
            String chat = chatCase.chat();
            String name = chat == null ? "of customer " + chatCase.visit.number() : chat;
            floor.observe(new Observation.ChatStuck(floor.now(), name, why));
        }
    }

    private void offered(ChatCase chatCase, long atNanos) {
        if (chatCase.offered()) {
            unoffered--;
            if (chatCase.agentFree) {
                floor.measurements().startToOffer.record(atNanos - chatCase.visit.arrivalNanos());
            }
        }
    }

    private void settleIfOver(ChatCase chatCase) {
        if (chatCase.over()) {
            floor.after(SETTLE_NANOS, () -> {
                if (chatCase.over()) {
                    settle(chatCase);
                }
            });
        }
    }

    private void settle(ChatCase chatCase) {
        if (!chatCase.settle()) {
            return;
        }
        unsettled.remove(chatCase);
        String chat = chatCase.chat();
        if (chat != null) {
            byChat.remove(chat);
            floor.observe(new Observation.ChatSettled(floor.now(), chat));
        }
        floor.settled();
    }
}
