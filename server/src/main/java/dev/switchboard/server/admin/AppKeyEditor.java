package dev.switchboard.server.admin;

import dev.switchboard.protocol.v1.AppKey;
import dev.switchboard.protocol.v1.AppKeyList;
import dev.switchboard.protocol.v1.CreateAppKeyRequest;
import dev.switchboard.protocol.v1.DeleteRequest;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.ListRequest;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.AccountStore.Kind;
import dev.switchboard.server.account.AppKeyFormat;
import dev.switchboard.server.account.Faults;
import dev.switchboard.server.account.References;
import dev.switchboard.server.api.Fields;
import dev.switchboard.server.auth.AppKeySecrets;
import dev.switchboard.server.auth.Revocations;
import dev.switchboard.server.auth.TokenSubject;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * App keys. The secret is in the answer to the call that made it and nowhere else; the store holds it because assertions
 * are verified with it.
 */
final class AppKeyEditor {
    private static final AppKeyFormat FORMAT = new AppKeyFormat();

    private final AccountStore store;
    private final ObjectEditor<AppKey> keys;
    private final Revocations revocations;
    private final SecureRandom random;

    AppKeyEditor(AccountStore store, Revocations revocations, SecureRandom random) {
        this.store = store;
        this.keys = new ObjectEditor<>(store, FORMAT);
        this.revocations = revocations;
        this.random = random;
    }

    CompletionStage<AppKey> create(CreateAppKeyRequest body) {
        AppKey given = AppKey.newBuilder()
                .setTitle(body.getTitle())
                .setSite(body.getSite())
                .addAllAgents(body.getAgentsList())
                .setAdministration(body.getAdministration())
                .build();
        return References.load(store).thenCompose(references -> {
            Faults faults = new Faults();
            AppKey key = FORMAT.canonical(given, references, faults);
            ObjectEditor.refuse(faults);
            return siteExists(key)
                    .thenCompose(exists -> {
                        if (!exists) {
                            throw Fields.invalid("site", "there is no such site");
                        }
                        return keys.newId();
                    })
                    .thenCompose(id -> store(id, key, references));
        });
    }

    /** The secret first: a key without one would be good for nothing, a secret without a key is never asked for. */
    private CompletionStage<AppKey> store(long id, AppKey key, References references) {
        String secret = AppKeySecrets.create(random);
        return store.putSecret(Kind.APP_KEY, id, secret)
                .thenCompose(done -> store.put(Kind.APP_KEY, id, Long.toString(id), 0, key.toByteArray()))
                .thenApply(revision -> FORMAT.shown(key, id, revision, references).toBuilder()
                        .setSecret(secret)
                        .build());
    }

    private CompletionStage<Boolean> siteExists(AppKey key) {
        return key.getSite().isEmpty()
                ? CompletableFuture.completedStage(true)
                : store.byName(Kind.SITE, key.getSite()).thenApply(site -> site != null);
    }

    CompletionStage<AppKeyList> list(ListRequest body) {
        return keys.list(body)
                .thenApply(page -> AppKeyList.newBuilder()
                        .addAllItems(page.items())
                        .setNextCursor(page.nextCursor())
                        .build());
    }

    /** What was got by the key cannot be renewed any more; its own tokens end at once. */
    CompletionStage<Done> delete(DeleteRequest body) {
        long id = Requests.id(body.getId());
        return keys.delete(id, body.getRevision()).thenCompose(deleted -> {
            if (!deleted) {
                throw ObjectEditor.notFound();
            }
            return revocations
                    .revoke(new TokenSubject(TokenSubject.Kind.PROGRAM, id))
                    .thenApply(done -> Done.getDefaultInstance());
        });
    }
}
