package dev.switchboard.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.session.Origins;
import dev.switchboard.server.session.SiteDirectory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sites from the account store, kept for 5 s: sites are not known to routing, so nothing tells a node of a change.
 * Unknown keys are kept too, so that a wrong embedding does not ask the store with every visitor.
 */
public final class StoredSites implements SiteDirectory {
    static final Duration LIFE = Duration.ofSeconds(5);
    /** Above the number of sites there may be, to leave room for unknown keys. */
    static final int ENTRIES_MAX = 2_000;

    private static final int PAGE = 100;
    private static final SiteFormat FORMAT = new SiteFormat();

    private final AccountStore store;
    private final Cache<Long, Optional<SiteView>> byId;
    private final Cache<String, Optional<SiteView>> byKey;
    private final Cache<String, Boolean> origins;

    public StoredSites(AccountStore store, Loop loop) {
        this.store = store;
        this.byId = cache(loop);
        this.byKey = cache(loop);
        this.origins = cache(loop);
    }

    private static <K, V> Cache<K, V> cache(Loop loop) {
        return Caffeine.newBuilder()
                .maximumSize(ENTRIES_MAX)
                .expireAfterWrite(LIFE)
                .ticker(loop::nowNanos)
                .executor(Runnable::run)
                .build();
    }

    /** Whether any site allows pages of this origin; for calls that name no site. */
    public CompletionStage<Boolean> anyAllows(String origin) {
        String canonical = Origins.canonical(origin);
        if (canonical == null) {
            return CompletableFuture.completedStage(false);
        }
        Boolean cached = origins.getIfPresent(canonical);
        if (cached != null) {
            return CompletableFuture.completedStage(cached);
        }
        return anyAllows(canonical, 0).thenApply(allowed -> {
            origins.put(canonical, allowed);
            return allowed;
        });
    }

    private CompletionStage<Boolean> anyAllows(String origin, long after) {
        return store.list(AccountStore.Kind.SITE, after, PAGE).thenCompose(page -> {
            if (page.stream()
                    .map(FORMAT::parse)
                    .anyMatch(site -> site.getOriginsList().contains(origin))) {
                return CompletableFuture.completedStage(true);
            }
            return page.size() < PAGE
                    ? CompletableFuture.completedStage(false)
                    : anyAllows(origin, page.get(page.size() - 1).id());
        });
    }

    @Override
    public CompletionStage<@Nullable SiteView> site(SiteId id) {
        return find(byId, (long) id.value(), key -> store.get(AccountStore.Kind.SITE, key));
    }

    @Override
    public CompletionStage<@Nullable SiteView> byKey(String key) {
        return find(byKey, key, wanted -> store.byName(AccountStore.Kind.SITE, wanted));
    }

    private <K> CompletionStage<@Nullable SiteView> find(
            Cache<K, Optional<SiteView>> cache,
            K key,
            Function<K, CompletionStage<AccountStore.@Nullable Stored>> read) {
        Optional<SiteView> cached = cache.getIfPresent(key);
        if (cached != null) {
            return CompletableFuture.completedStage(cached.orElse(null));
        }
        return read.apply(key).thenCompose(this::view).thenApply(view -> {
            cache.put(key, Optional.ofNullable(view));
            return view;
        });
    }

    private CompletionStage<@Nullable SiteView> view(AccountStore.@Nullable Stored stored) {
        if (stored == null) {
            return CompletableFuture.completedStage(null);
        }
        Site site = FORMAT.parse(stored);
        return References.load(store).thenApply(references -> SiteFormat.view(site, stored.id(), references));
    }
}
