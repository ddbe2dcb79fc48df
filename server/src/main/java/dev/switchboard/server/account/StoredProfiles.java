package dev.switchboard.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.session.ProfileDirectory;
import dev.switchboard.server.storage.StorageException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Profiles from the account store. An entry is good until routing tells of a newer revision; the hour bounds only how long
 * agents nobody asks for take room.
 */
public final class StoredProfiles implements ProfileDirectory {
    static final int ENTRIES_MAX = 10_000;

    private static final AgentFormat FORMAT = new AgentFormat();

    private final AccountStore store;
    private final Cache<AgentId, Known> cache;

    public StoredProfiles(AccountStore store, Loop loop) {
        this.store = store;
        this.cache = Caffeine.newBuilder()
                .maximumSize(ENTRIES_MAX)
                .expireAfterAccess(Duration.ofHours(1))
                .ticker(loop::nowNanos)
                .executor(Runnable::run)
                .build();
    }

    /** Number of profiles held, for the meters. */
    public long size() {
        return cache.estimatedSize();
    }

    @Override
    public @Nullable Profile known(AgentId agent, long revision) {
        Known known = cache.getIfPresent(agent);
        return known != null && known.revision >= revision ? known.profile : null;
    }

    @Override
    public CompletionStage<Profile> profile(AgentId agent, long revision) {
        Profile known = known(agent, revision);
        return known != null
                ? CompletableFuture.completedStage(known)
                : store.get(AccountStore.Kind.AGENT, agent.value()).thenApply(stored -> keep(agent, revision, stored));
    }

    private Profile keep(AgentId agent, long revision, AccountStore.@Nullable Stored stored) {
        if (stored == null) {
            return new Profile(agent, "", false);
        }
        if (stored.revision() < revision) {
            throw new StorageException(
                    StorageException.Reason.UNAVAILABLE, "agent " + agent.value() + " is older in the storage");
        }
        var account = FORMAT.parse(stored);
        boolean program = account.getRole() == dev.switchboard.protocol.v1.Role.ROLE_PROGRAM;
        Profile profile = new Profile(agent, account.getDisplayName(), program);
        cache.put(agent, new Known(stored.revision(), profile));
        return profile;
    }

    private record Known(long revision, Profile profile) {}
}
