package dev.switchboard.server.admin;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.SetPasswordRequest;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.protocol.v1.Skill;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.InMemoryAccountStore;
import dev.switchboard.server.account.StoredProfiles;
import dev.switchboard.server.account.StoredSites;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.api.Failures;
import dev.switchboard.server.auth.Auth;
import dev.switchboard.server.auth.AuthLimits;
import dev.switchboard.server.auth.PasswordHasher;
import dev.switchboard.server.auth.TokenLives;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.TokenVerifier;
import dev.switchboard.server.storage.StoreFaults;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One node's accounts, tokens and administration in virtual time, with a core and a store in memory. */
public final class Desk {
    public static final Identity ADMINISTRATION = new Identity.Program("0", true, 0, Long.MAX_VALUE);
    public static final String PAGE = "https://shop.example.com";
    /** As cheap as Argon2 can be: tests are about what is around it. */
    private static final PasswordHasher.Cost CHEAP = new PasswordHasher.Cost(8, 1, 1);

    public final SimWorld world = new SimWorld(1);
    public final SimLoop loop = world.newLoop("node");
    public final StoreFaults faults = StoreFaults.none();
    public final InMemoryAccountStore stored = new InMemoryAccountStore(world::utcMs);
    public final AccountStore store = stored.forNode(loop, faults);
    public final CoreControlPath control = new CoreControlPath(loop);
    public final StoredSites sites = new StoredSites(store, loop);
    public final StoredProfiles profiles = new StoredProfiles(store, loop);
    public final SecureRandom random = new SecureRandom();
    public final Auth auth;
    public final ApiRequest.Service admin;

    private String address = "192.0.2.1";

    public Desk() {
        this(new AuthLimits(5, 20, 50));
    }

    public Desk(AuthLimits limits) {
        Auth.Options options = new Auth.Options(List.of(), TokenLives.DEFAULTS, CHEAP, limits);
        auth = await(() -> Auth.start(loop, store, control, sites, Runnable::run, random, options));
        admin = AdminService.create(loop, store, control, auth.revocations(), auth.hasher(), random);
    }

    /** Lets the world run until the stage is complete, at most a minute. */
    public <T> T await(Supplier<CompletionStage<T>> start) {
        CompletableFuture<T> result = loop.call(start).toCompletableFuture();
        world.runUntil(result::isDone, 60_000);
        return result.join();
    }

    /** The refusal with which the stage fails. */
    public ApiException refusal(Supplier<? extends CompletionStage<?>> start) {
        CompletableFuture<?> result = loop.call(() -> start.get().toCompletableFuture());
        world.runUntil(result::isDone, 60_000);
        Throwable failure = result.handle((value, thrown) -> thrown).join();
        if (failure != null && Failures.cause(failure) instanceof ApiException refusal) {
            return refusal;
        }
        throw new AssertionError("Not a refusal: " + result, failure);
    }

    /** Why the token does not let in, null when it does. */
    public TokenVerifier.@Nullable Why whyRejected(String token) {
        CompletableFuture<Identity> result =
                loop.call(() -> auth.verifier().verify(token)).toCompletableFuture();
        world.runUntil(result::isDone, 60_000);
        return result.handle((identity, failure) -> {
                    if (failure == null) {
                        return null;
                    }
                    return ((TokenVerifier.Rejected) failure).why();
                })
                .join();
    }

    public Identity verified(String token) {
        return await(() -> auth.verifier().verify(token));
    }

    /** From now on calls come from this address. */
    public void callFrom(String newAddress) {
        address = newAddress;
    }

    public ApiRequest request(
            ApiRequest.Service service, String method, Message body, @Nullable Identity caller, String origin) {
        return new ApiRequest(service.name(), method, body, caller, origin, address);
    }

    public <A extends Message> A admin(String method, Message body, Class<A> answer) {
        return answer.cast(await(() ->
                admin.call(request(admin, method, body, ADMINISTRATION, "")).thenApply(Message.class::cast)));
    }

    public ErrorCode adminRefusal(String method, Message body) {
        return refusal(() -> admin.call(request(admin, method, body, ADMINISTRATION, "")))
                .code();
    }

    public Tokens tokens(String method, Message body, String origin) {
        return (Tokens) await(() -> auth.service()
                .call(request(auth.service(), method, body, null, origin))
                .thenApply(Message.class::cast));
    }

    public ErrorCode tokensRefusal(String method, Message body, String origin) {
        return refusal(() -> auth.service().call(request(auth.service(), method, body, null, origin)))
                .code();
    }

    public Skill skill(String name) {
        return admin("PutSkill", Skill.newBuilder().setName(name).build(), Skill.class);
    }

    public Queue queue(String name) {
        return admin("PutQueue", queueOf(name).build(), Queue.class);
    }

    public static Queue.Builder queueOf(String name) {
        return Queue.newBuilder().setName(name).setTitle("The queue " + name);
    }

    /** A site "shop" at {@link #PAGE}, with the default queue "sales". */
    public Site shop() {
        queue("sales");
        Site site = Site.newBuilder()
                .setName("Shop")
                .setKey("shop")
                .addOrigins(PAGE)
                .setDefaultQueue("sales")
                .build();
        return admin("PutSite", site, Site.class);
    }

    public static Agent.Builder agentOf(String name, Role role) {
        return Agent.newBuilder().setName(name).setDisplayName("Agent " + name).setRole(role);
    }

    public Agent agent(String name, Role role, @Nullable String password) {
        Agent agent = admin("PutAgent", agentOf(name, role).build(), Agent.class);
        if (password != null) {
            admin(
                    "SetPassword",
                    SetPasswordRequest.newBuilder()
                            .setAgent(agent.getId())
                            .setPassword(password)
                            .build(),
                    Done.class);
        }
        return agent;
    }
}
