package dev.switchboard.server.delivery;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.Parked;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells the core when a customer writes through this node into a chat that takes no units because nobody wrote. A message
 * may be stored before this node knows that the chat is idle, while the publisher has read the transcript before; therefore
 * it is remembered when customers wrote.
 */
final class IdleChats {
    static final long INTERVAL_MS = 1_000;

    private final Loop loop;
    private final ControlPath control;
    private final int chatsMax;
    private final Map<ChatId, Writing> writings = new LinkedHashMap<>(16, 0.75f, true);

    /** @param chatsMax chats of which is known when the customer wrote; beyond it the oldest is forgotten */
    IdleChats(Loop loop, ControlPath control, int chatsMax) {
        this.loop = loop;
        this.control = control;
        this.chatsMax = chatsMax;
    }

    private static final class Writing {
        long lastMs;
        boolean reporting;
    }

    /** A message of the customer was stored. */
    void wrote(ChatId id) {
        ChatView chat = control.view().chat(id);
        QueueView queue = chat == null ? null : control.view().queue(chat.queue());
        if (queue == null || queue.rules().units().idleAfterMs() == 0) {
            return;
        }
        writings.computeIfAbsent(id, unknown -> new Writing()).lastMs = loop.nowMs();
        if (writings.size() > chatsMax) {
            writings.remove(writings.keySet().iterator().next());
        }
        report(id);
    }

    void applied(Event event) {
        if (event instanceof Event.ChatParked parked) {
            report(parked.assignment().chat());
        } else if (event instanceof Event.ChatClosed closed) {
            writings.remove(closed.chat());
        }
    }

    /** At most once per interval, and again as long as the chat stays idle although its customer wrote. */
    private void report(ChatId id) {
        ChatView chat = control.view().chat(id);
        Writing writing = writings.get(id);
        if (chat == null || writing == null || writing.reporting || chat.parked() != Parked.IDLE) {
            return;
        }
        QueueView queue = control.view().queue(chat.queue());
        long silentMs = loop.nowMs() - writing.lastMs;
        if (queue == null || silentMs >= queue.rules().units().idleAfterMs()) {
            return;
        }
        writing.reporting = true;
        var unused = control.submit(new Command.ReportActivity(id, chat.turn(), silentMs))
                .whenComplete((outcome, failure) -> loop.schedule(INTERVAL_MS, () -> {
                    writing.reporting = false;
                    report(id);
                }));
    }
}
