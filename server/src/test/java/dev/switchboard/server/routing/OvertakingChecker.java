package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.ChatTracker.Served;
import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.*;
import java.util.Objects;

/**
 * P4: a chat is served before an older one, which the same agent could have had, only within the credit it was granted,
 * whoever granted it. Whether he could is asked of the state after the entry: then he has less room than before, and a chat
 * that has given up a requirement since is a step further.
 */
public final class OvertakingChecker implements Checker {
    private final ChatTracker tracker = new ChatTracker();

    @Override
    public void after(LogEntry entry, Applied applied, RoutingView view) {
        tracker.see(entry, applied);
        for (Event event : applied.events()) {
            Served served = tracker.see(event, entry.timeMs());
            if (served != null) {
                check(served, Objects.requireNonNull(view.agent(served.agent())), applied, view);
            }
        }
    }

    private void check(Served by, AgentView agent, Applied applied, RoutingView view) {
        ChatView served = ChatTracker.chat(view, by.chat());
        for (ChatId id : tracker.waiting()) {
            ChatView other = ChatTracker.chat(view, id);
            if (mightHaveHadHim(other, served, agent, view) && !relaxed(id, applied)) {
                assertThat(served.startedMs() - other.startedMs())
                        .as("%s overtook %s", served, other)
                        .isLessThanOrEqualTo(served.creditMs() - other.creditMs());
            }
        }
    }

    private boolean mightHaveHadHim(ChatView other, ChatView served, AgentView agent, RoutingView view) {
        QueueView queue = ChatTracker.queue(other, view);
        QueueRules.Limits limits = queue.rules().limits();
        boolean gives = (queue.open() || limits.servedWhenClosed())
                && (limits.active() == 0 || queue.active() < limits.active());
        boolean sameRoom = other.queue().equals(served.queue()) && other.weight() <= served.weight();
        boolean kept = tracker.mayBeKept(other, view) && !tracker.prefers(other.id(), agent.id());
        return gives
                && (sameRoom || ChatTracker.hasRoom(agent, other, view))
                && !kept
                && tracker.fits(agent, other, view)
                && !tracker.inPause(
                        other.id(), agent.id(), view, view.settings().reofferPauseMs());
    }

    /** It gave something up in this very entry, perhaps after the agent was gone to another. */
    static boolean relaxed(ChatId id, Applied applied) {
        return applied.events().stream()
                .anyMatch(event -> event instanceof Event.ChatRelaxed relaxed
                        && relaxed.chat().equals(id));
    }
}
