package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.*;
import dev.switchboard.server.routing.model.ChosenBy;
import java.util.Objects;

/** P4: a chat is served before an older one, which the same agent could have had, only within the credit it was granted. */
public final class OvertakingChecker implements Checker {
    private final ChatTracker tracker = new ChatTracker();

    @Override
    public void after(LogEntry entry, Applied applied, RoutingView view) {
        for (Event event : applied.events()) {
            tracker.see(event, entry.timeMs());
            if (event instanceof Event.ChatOffered offered && offered.facts().reason() == ChosenBy.LEAST_LOADED) {
                check(offered.offer().chat(), Objects.requireNonNull(view.agent(offered.agent())), view);
            } else if (event instanceof Event.ChatAssigned assigned
                    && assigned.direct()
                    && assigned.facts().reason() == ChosenBy.LEAST_LOADED) {
                check(assigned.assignment().chat(), Objects.requireNonNull(view.agent(assigned.agent())), view);
            }
        }
    }

    private void check(ChatId servedId, AgentView agent, RoutingView view) {
        ChatView served = ChatTracker.chat(view, servedId);
        for (ChatId id : tracker.waiting()) {
            ChatView other = ChatTracker.chat(view, id);
            boolean mightHaveHadHim = ChatTracker.fits(agent, other)
                    && !tracker.inPause(id, agent.id(), view, view.settings().reofferPauseMs());
            if (mightHaveHadHim) {
                assertThat(served.startedMs() - other.startedMs())
                        .as("%s overtook %s", served, other)
                        .isLessThanOrEqualTo(served.creditMs() - other.creditMs());
            }
        }
    }
}
