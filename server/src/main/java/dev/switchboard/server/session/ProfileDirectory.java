package dev.switchboard.server.session;

import dev.switchboard.server.routing.model.AgentId;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Port of {@code account} towards sessions: what people see of an agent. On the loop; stages complete on the loop and fail
 * with {@link dev.switchboard.server.storage.StorageException}.
 */
public interface ProfileDirectory {
    /**
     * The profile if this node holds it, else null.
     *
     * @param revision from {@code AgentRules}; a profile of an older revision is not returned
     */
    @Nullable
    Profile known(AgentId agent, long revision);

    /** The profile of this revision or a newer one; with an empty name when the agent was deleted. */
    CompletionStage<Profile> profile(AgentId agent, long revision);

    /** @param program a bot */
    record Profile(AgentId agent, String displayName, boolean program) {}
}
