package dev.switchboard.server.admin;

import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.AccountStore.Kind;
import dev.switchboard.server.account.AgentFormat;
import dev.switchboard.server.account.References;
import dev.switchboard.server.api.Failures;
import dev.switchboard.server.auth.PasswordHasher;
import dev.switchboard.server.auth.Revocations;
import dev.switchboard.server.auth.TokenLives;
import dev.switchboard.server.auth.TokenSubject;
import dev.switchboard.server.loop.Loop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The administrator without whom nobody could make another: for {@code init-admin}, which runs without a node and so writes
 * to the store alone; a running node tells routing within half a minute, one that starts at once.
 */
public final class FirstAdministrator {
    private static final int PAGE = 500;
    private static final AgentFormat AGENTS = new AgentFormat();

    private final Loop loop;
    private final AccountStore store;
    private final PasswordHasher hasher;

    public FirstAdministrator(Loop loop, AccountStore store, PasswordHasher hasher) {
        this.loop = loop;
        this.store = store;
        this.hasher = hasher;
    }

    /** Whether anybody can administer: {@code serve} does not start without. */
    public CompletionStage<Boolean> exists() {
        return exists(0);
    }

    private CompletionStage<Boolean> exists(long after) {
        return store.list(Kind.AGENT, after, PAGE).thenCompose(page -> {
            if (page.stream().map(AGENTS::parse).anyMatch(FirstAdministrator::administers)) {
                return CompletableFuture.completedStage(true);
            }
            return page.size() < PAGE
                    ? CompletableFuture.completedStage(false)
                    : exists(page.get(page.size() - 1).id());
        });
    }

    private static boolean administers(Agent agent) {
        return agent.getRole() == Role.ROLE_ADMINISTRATOR && !agent.getDisabled();
    }

    /**
     * Makes the administrator; an account of that name becomes one and gets the new password. Fails with
     * {@link dev.switchboard.server.api.ApiException}, INVALID_FIELD with all faults.
     */
    public CompletionStage<Agent> create(String name, String password) {
        ObjectEditor<Agent> agents = new ObjectEditor<>(store, AGENTS);
        return Failures.translate(wanted(name)
                .thenCompose(wanted -> {
                    String unused = AgentEditor.checkedPassword(password);
                    return agents.put(wanted);
                })
                .thenCompose(change -> hasher.hash(password)
                        .thenCompose(hash -> store.putSecret(Kind.AGENT, change.id(), hash))
                        .thenCompose(done -> Revocations.mark(
                                store,
                                new TokenSubject(TokenSubject.Kind.AGENT, change.id()),
                                loop.utcMs() + 1,
                                TokenLives.DEFAULTS))
                        .thenApply(done -> agents.shown(change))));
    }

    private CompletionStage<Agent> wanted(String name) {
        return store.byName(Kind.AGENT, name).thenCompose(stored -> {
            if (stored == null) {
                return CompletableFuture.completedStage(Agent.newBuilder()
                        .setName(name)
                        .setDisplayName(name)
                        .setRole(Role.ROLE_ADMINISTRATOR)
                        .build());
            }
            return References.load(store)
                    .thenApply(references ->
                            AGENTS.shown(AGENTS.parse(stored), stored.id(), stored.revision(), references).toBuilder()
                                    .setRole(Role.ROLE_ADMINISTRATOR)
                                    .setDisabled(false)
                                    .build());
        });
    }
}
