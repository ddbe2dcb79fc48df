package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.Because;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.Explanation;
import dev.switchboard.server.routing.model.*;
import java.util.Objects;

/**
 * P2: nobody waits while an eligible agent has room. The one exception here is the pause after an agent refused this very
 * chat; and {@code explain} must name the true reason for everybody who waits.
 */
public final class NobodyWaitsChecker implements Checker {
    private final ChatTracker tracker = new ChatTracker();
    private long pauseMs = Settings.DEFAULTS.reofferPauseMs();

    @Override
    public void after(LogEntry entry, Applied applied, RoutingView view) {
        applied.events().forEach(event -> tracker.see(event, entry.timeMs()));
        for (ChatId id : tracker.waiting()) {
            ChatView chat = ChatTracker.chat(view, id);
            assertThat(chat.phase()).isEqualTo(ChatPhase.WAITING);
            boolean paused = false;
            for (AgentView agent : StepRunner.agents(view)) {
                if (ChatTracker.fits(agent, chat)
                        && ChatTracker.hasRoom(agent, view.settings().chatWeight())) {
                    assertThat(tracker.inPause(id, agent.id(), view, pauseMs))
                            .as("%s waits although %s has room", chat, agent)
                            .isTrue();
                    paused = true;
                }
            }
            Explanation explanation = Objects.requireNonNull(view.explain(id));
            assertThat(explanation.candidates()).isEmpty();
            assertThat(explanation.because() == Because.ASKED_BEFORE_PAUSE).isEqualTo(paused);
            assertThat(explanation.nextChangeMs() > 0 || !paused).isTrue();
        }
        pauseMs = view.settings().reofferPauseMs();
    }
}
