package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.ChatTracker.Served;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.*;

/**
 * P3: among chats of one queue that ask the same and have the same credit, the one that started first is served first. Not
 * compared are chats for whom the agent differs: who prefer him or others, or whom he refused; nor one that came to ask the same in this very
 * entry, perhaps after the agent was gone.
 */
public final class FifoChecker implements Checker {
    private final ChatTracker tracker = new ChatTracker();

    @Override
    public void after(LogEntry entry, Applied applied, RoutingView view) {
        tracker.see(entry, applied);
        for (Event event : applied.events()) {
            Served served = tracker.see(event, entry.timeMs());
            if (served != null) {
                check(served, applied, view);
            }
        }
    }

    private void check(Served by, Applied applied, RoutingView view) {
        ChatView served = ChatTracker.chat(view, by.chat());
        for (ChatId id : tracker.waiting()) {
            ChatView other = ChatTracker.chat(view, id);
            boolean alike = other.queue().equals(served.queue())
                    && other.requirements().equals(served.requirements())
                    && other.step() == served.step()
                    && other.weight() == served.weight()
                    && other.creditMs() == served.creditMs();
            boolean kept = tracker.mayBeKept(other, view) && !tracker.prefers(id, by.agent());
            if (alike
                    && !kept
                    && !OvertakingChecker.relaxed(id, applied)
                    && !tracker.inPause(id, by.agent(), view, view.settings().reofferPauseMs())) {
                assertThat(served.startedMs())
                        .as("%s was served before %s", served, other)
                        .isLessThanOrEqualTo(other.startedMs());
            }
        }
    }
}
