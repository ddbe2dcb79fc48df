package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.*;
import dev.switchboard.server.routing.model.ChosenBy;

/** P3: among chats of one queue with the same requirements and credit, the one that started first is served first. */
public final class FifoChecker implements Checker {
    private final ChatTracker tracker = new ChatTracker();

    @Override
    public void after(LogEntry entry, Applied applied, RoutingView view) {
        for (Event event : applied.events()) {
            tracker.see(event, entry.timeMs());
            if (event instanceof Event.ChatOffered offered && offered.facts().reason() == ChosenBy.LEAST_LOADED) {
                check(offered.offer().chat(), offered.agent(), view);
            } else if (event instanceof Event.ChatAssigned assigned && assigned.direct()) {
                if (assigned.facts().reason() == ChosenBy.LEAST_LOADED) {
                    check(assigned.assignment().chat(), assigned.agent(), view);
                }
            }
        }
    }

    private void check(ChatId servedId, AgentId agent, RoutingView view) {
        ChatView served = ChatTracker.chat(view, servedId);
        for (ChatId id : tracker.waiting()) {
            ChatView other = ChatTracker.chat(view, id);
            boolean alike = other.queue().equals(served.queue())
                    && other.requirements().equals(served.requirements())
                    && other.creditMs() == served.creditMs();
            if (alike && !tracker.inPause(id, agent, view, view.settings().reofferPauseMs())) {
                assertThat(served.startedMs())
                        .as("%s was served before %s", served, other)
                        .isLessThanOrEqualTo(other.startedMs());
            }
        }
    }
}
