package dev.switchboard.server.admin;

import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.AgentList;
import dev.switchboard.protocol.v1.DeleteRequest;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.ListRequest;
import dev.switchboard.protocol.v1.SetPasswordRequest;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.AccountStore.Kind;
import dev.switchboard.server.account.AgentFormat;
import dev.switchboard.server.api.Fields;
import dev.switchboard.server.auth.PasswordHasher;
import dev.switchboard.server.auth.Revocations;
import dev.switchboard.server.auth.TokenSubject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Agents and their passwords. Whoever loses rights loses his tokens at once: an agent who is disabled or deleted, has
 * another role, or a new password, has to prove himself again.
 */
final class AgentEditor {
    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedStage(null);

    static final int PASSWORD_CHARS_MIN = 10;
    static final int PASSWORD_CHARS_MAX = 200;

    private final AccountStore store;
    private final ObjectEditor<Agent> agents;
    private final CoreProjection projection;
    private final Revocations revocations;
    private final PasswordHasher hasher;

    AgentEditor(AccountStore store, CoreProjection projection, Revocations revocations, PasswordHasher hasher) {
        this.store = store;
        this.agents = new ObjectEditor<>(store, new AgentFormat());
        this.projection = projection;
        this.revocations = revocations;
        this.hasher = hasher;
    }

    CompletionStage<Agent> put(Agent body) {
        return agents.put(body)
                .thenCompose(change -> revokeIfNeeded(change)
                        // After the revocation, because routing forgets a disabled agent.
                        .thenCompose(done -> projection.project(Kind.AGENT, change.id()))
                        .thenApply(commands -> agents.shown(change)));
    }

    private CompletionStage<Void> revokeIfNeeded(ObjectEditor.Change<Agent> change) {
        Agent before = change.before();
        // A repeat of a replacement cannot tell what was replaced, and the first try may have failed before it revoked.
        boolean needed = before == null
                ? change.repeated() && change.revision() > 1
                : before.getRoleValue() != change.after().getRoleValue()
                        || (change.after().getDisabled() && !before.getDisabled());
        return needed ? revoke(change.id()) : NOTHING;
    }

    private CompletionStage<Void> revoke(long agent) {
        return revocations.revoke(new TokenSubject(TokenSubject.Kind.AGENT, agent));
    }

    CompletionStage<AgentList> list(ListRequest body) {
        return agents.list(body)
                .thenApply(page -> AgentList.newBuilder()
                        .addAllItems(page.items())
                        .setNextCursor(page.nextCursor())
                        .build());
    }

    CompletionStage<Done> delete(DeleteRequest body) {
        long id = Requests.id(body.getId());
        return agents.delete(id, body.getRevision())
                .thenCompose(deleted -> revokeDeleted(id, deleted)
                        .thenCompose(done -> projection.project(Kind.AGENT, id))
                        .thenApply(commands -> {
                            if (!deleted && commands == 0) {
                                throw ObjectEditor.notFound();
                            }
                            return Done.getDefaultInstance();
                        }));
    }

    /** Also when only routing still knows the agent: the call that deleted the account may have failed before this. */
    private CompletionStage<Void> revokeDeleted(long id, boolean deleted) {
        return deleted || projection.isKnownAgent(id) ? revoke(id) : NOTHING;
    }

    CompletionStage<Done> setPassword(SetPasswordRequest body) {
        long id = Requests.id(body.getAgent());
        String password = checkedPassword(body.getPassword());
        return store.get(Kind.AGENT, id).thenCompose(stored -> {
            if (stored == null) {
                throw ObjectEditor.notFound();
            }
            return store.secret(Kind.AGENT, id)
                    .thenCompose(before -> hasher.hash(password)
                            .thenCompose(hash -> store.putSecret(Kind.AGENT, id, hash))
                            // Nobody has signed in by a password before the first one.
                            .thenCompose(done -> before == null ? NOTHING : revoke(id)))
                    .thenApply(done -> Done.getDefaultInstance());
        });
    }

    static String checkedPassword(String password) {
        int chars = password.length();
        if (chars < PASSWORD_CHARS_MIN || chars > PASSWORD_CHARS_MAX) {
            throw Fields.invalid("password", PASSWORD_CHARS_MIN + "–" + PASSWORD_CHARS_MAX + " characters");
        }
        return password;
    }
}
