package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.Because;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.Explanation;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.*;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * P2: nobody waits while an agent who may have the chat has room, but for these reasons: the pause after he refused this very
 * chat, the time in which it is kept for preferred agents, a queue that is closed, and one that has as many active chats as
 * it may. {@code explain} must name the true reason for everybody who waits.
 */
public final class NobodyWaitsChecker implements Checker {
    /** What {@code explain} says where somebody could have the chat. */
    private static final Set<Because> EXCEPTIONS = EnumSet.of(
            Because.ASKED_BEFORE_PAUSE, Because.KEPT_FOR_PREFERRED, Because.QUEUE_CLOSED, Because.ACTIVE_LIMIT);

    private final ChatTracker tracker = new ChatTracker();
    /** A pause has the length that the settings had when it began. */
    private long longestPauseMs = Settings.DEFAULTS.reofferPauseMs();

    @Override
    public void after(LogEntry entry, Applied applied, RoutingView view) {
        tracker.see(entry, applied);
        for (Event event : applied.events()) {
            var unused = tracker.see(event, entry.timeMs());
        }
        longestPauseMs = Math.max(longestPauseMs, view.settings().reofferPauseMs());
        for (ChatId id : tracker.waiting()) {
            check(ChatTracker.chat(view, id), view);
        }
    }

    private void check(ChatView chat, RoutingView view) {
        assertThat(chat.phase()).isEqualTo(ChatPhase.WAITING);
        QueueView queue = ChatTracker.queue(chat, view);
        QueueRules.Limits limits = queue.rules().limits();
        boolean closed = !queue.open() && !limits.servedWhenClosed();
        boolean atLimit = limits.active() > 0 && queue.active() >= limits.active();
        boolean kept = tracker.mayBeKept(chat, view);
        boolean somebody = false;
        boolean allInPause = true;
        for (AgentView agent : StepRunner.agents(view)) {
            if (tracker.fits(agent, chat, view) && ChatTracker.hasRoom(agent, chat, view)) {
                boolean inPause = tracker.inPause(chat.id(), agent.id(), view, longestPauseMs);
                boolean forOthers = kept && !tracker.prefers(chat.id(), agent.id());
                somebody = true;
                allInPause &= inPause;
                assertThat(closed || atLimit || inPause || forOthers)
                        .as("%s waits although %s has room", chat, agent)
                        .isTrue();
            }
        }
        Explanation explanation = Objects.requireNonNull(view.explain(chat.id()));
        Because because = explanation.because();
        assertThat(because == Because.ACTIVE_LIMIT).as("%s", explanation).isEqualTo(atLimit);
        assertThat(because == Because.QUEUE_CLOSED).as("%s", explanation).isEqualTo(closed && !atLimit);
        if (!closed && !atLimit) {
            assertThat(explanation.candidates()).as("%s", explanation).isEmpty();
            assertThat(EXCEPTIONS.contains(because)).as("%s", explanation).isEqualTo(somebody);
            assertThat(because == Because.KEPT_FOR_PREFERRED)
                    .as("%s", explanation)
                    .isEqualTo(somebody && !allInPause);
            assertThat(explanation.nextChangeMs() > view.timeMs() || !somebody)
                    .as("%s", explanation)
                    .isTrue();
        }
    }
}
