package dev.switchboard.server.account;

import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.session.Identity.AgentRole;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What signing in needs to know of an agent. */
public record AgentAccount(AgentId id, String name, String displayName, AgentRole role, boolean disabled) {
    private static final AgentFormat FORMAT = new AgentFormat();

    public static CompletionStage<@Nullable AgentAccount> byName(AccountStore store, String name) {
        return store.byName(AccountStore.Kind.AGENT, name).thenApply(AgentAccount::of);
    }

    public static CompletionStage<@Nullable AgentAccount> byId(AccountStore store, AgentId id) {
        return store.get(AccountStore.Kind.AGENT, id.value()).thenApply(AgentAccount::of);
    }

    private static @Nullable AgentAccount of(AccountStore.@Nullable Stored stored) {
        if (stored == null) {
            return null;
        }
        Agent agent = FORMAT.parse(stored);
        AgentRole role = switch (agent.getRole()) {
            case ROLE_SUPERVISOR -> AgentRole.SUPERVISOR;
            case ROLE_ADMINISTRATOR -> AgentRole.ADMINISTRATOR;
            case ROLE_PROGRAM -> AgentRole.PROGRAM;
            default -> AgentRole.AGENT;
        };
        return new AgentAccount(
                new AgentId(stored.id()), agent.getName(), agent.getDisplayName(), role, agent.getDisabled());
    }
}
