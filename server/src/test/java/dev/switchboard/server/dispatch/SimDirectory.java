package dev.switchboard.server.dispatch;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Identity.AgentRole;
import dev.switchboard.server.session.ProfileDirectory;
import dev.switchboard.server.session.QueueDirectory;
import dev.switchboard.server.session.SiteDirectory;
import dev.switchboard.server.session.TokenVerifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Tokens, sites and names of a simulated world; answers come a millisecond later, on the asking node's loop. */
public final class SimDirectory {
    public static final SiteId SITE = new SiteId(1);
    public static final String ORIGIN = "https://shop.example.com";

    private static final long TOKEN_LIFE_MS = 900_000;

    private final SimWorld world;
    private final Map<String, Identity> tokens = new HashMap<>();
    private final Map<String, TokenVerifier.Why> badTokens = new HashMap<>();
    private final Set<AgentId> bots = new HashSet<>();
    private final Map<QueueId, String> titles = new HashMap<>();
    private final Set<QueueId> preferringLast = new HashSet<>();
    private List<QueueId> siteQueues = List.of();

    public SimDirectory(SimWorld world) {
        this.world = world;
    }

    /** The first is the default. */
    public void siteQueues(List<QueueId> queues) {
        siteQueues = List.copyOf(queues);
    }

    /** Nodes that hold the old title keep it until they read anew. */
    public void title(QueueId queue, String title) {
        titles.put(queue, title);
    }

    /** Chats of the queue start with the agent whom their customer talked to last. */
    public void preferLastAgent(QueueId queue) {
        preferringLast.add(queue);
    }

    public String customerToken(long id) {
        return customerToken(id, TOKEN_LIFE_MS);
    }

    public String customerToken(long id, long lifeMs) {
        long utcMs = world.utcMs();
        return token(new Identity.Customer(new CustomerId(id), SITE, "Customer " + id, utcMs, utcMs + lifeMs));
    }

    public String agentToken(long id, AgentRole role) {
        if (role == AgentRole.PROGRAM) {
            bots.add(new AgentId(id));
        }
        long utcMs = world.utcMs();
        return token(new Identity.Agent(new AgentId(id), role, utcMs, utcMs + TOKEN_LIFE_MS));
    }

    public String token(Identity identity) {
        String token = "token-" + (tokens.size() + 1);
        tokens.put(token, identity);
        return token;
    }

    public String badToken(TokenVerifier.Why why) {
        String token = "bad-" + why;
        badTokens.put(token, why);
        return token;
    }

    /** The view of one node. */
    public Node forNode(Loop loop) {
        return new Node(loop);
    }

    public final class Node implements TokenVerifier, SiteDirectory, ProfileDirectory, QueueDirectory {
        private final Loop loop;
        private final Set<AgentId> loaded = new HashSet<>();
        private final Map<QueueId, String> titled = new HashMap<>();
        private boolean outdated;

        private Node(Loop loop) {
            this.loop = loop;
        }

        @Override
        public CompletionStage<Identity> verify(String token) {
            CompletableFuture<Identity> result = new CompletableFuture<>();
            loop.schedule(1, () -> {
                Identity identity = tokens.get(token);
                if (identity == null) {
                    result.completeExceptionally(
                            new Rejected(badTokens.getOrDefault(token, TokenVerifier.Why.MALFORMED)));
                } else {
                    result.complete(identity);
                }
            });
            return result;
        }

        @Override
        public CompletionStage<@Nullable SiteView> site(SiteId id) {
            SiteView site = id.equals(SITE)
                    ? new SiteView(
                            SITE,
                            "shop",
                            "Shop",
                            List.of(ORIGIN),
                            siteQueues.isEmpty() ? null : siteQueues.get(0),
                            siteQueues)
                    : null;
            CompletableFuture<@Nullable SiteView> result = new CompletableFuture<>();
            loop.schedule(1, () -> result.complete(site));
            return result;
        }

        @Override
        public CompletionStage<@Nullable SiteView> byKey(String key) {
            return site(SITE);
        }

        @Override
        public @Nullable Profile known(AgentId agent, long revision) {
            return loaded.contains(agent) ? make(agent) : null;
        }

        @Override
        public CompletionStage<Profile> profile(AgentId agent, long revision) {
            CompletableFuture<Profile> result = new CompletableFuture<>();
            loop.schedule(1, () -> {
                loaded.add(agent);
                result.complete(make(agent));
            });
            return result;
        }

        @Override
        public @Nullable String title(QueueId queue) {
            return titled.get(queue);
        }

        @Override
        public boolean prefersLastAgent(QueueId queue) {
            return titled.containsKey(queue) && preferringLast.contains(queue);
        }

        @Override
        public void changed() {
            outdated = true;
        }

        @Override
        public CompletionStage<Void> prepare(Collection<QueueId> queues) {
            CompletableFuture<Void> result = new CompletableFuture<>();
            loop.schedule(1, () -> {
                for (QueueId queue : queues) {
                    String now = titles.getOrDefault(queue, "Queue " + queue.value());
                    if (outdated) {
                        titled.put(queue, now);
                    } else {
                        titled.putIfAbsent(queue, now);
                    }
                }
                result.complete(null);
            });
            return result;
        }

        private Profile make(AgentId agent) {
            return new Profile(agent, "Agent " + agent.value(), bots.contains(agent));
        }
    }
}
