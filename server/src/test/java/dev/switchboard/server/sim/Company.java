package dev.switchboard.server.sim;

import com.google.protobuf.Message;
import dev.switchboard.client.Credentials;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.AppKey;
import dev.switchboard.protocol.v1.CreateAppKeyRequest;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.SetPasswordRequest;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.server.loop.SimWorld;
import java.util.concurrent.CompletableFuture;

/** A site, two queues, two agents and an app key, made through the administration service. */
final class Company {
    static final String SUPPORT = "support";
    static final String BILLING = "billing";

    private static final String SITE = "shop";
    private static final String PAGE = "https://shop.example.com";
    private static final String PASSWORD = "a password of anna";
    private static final long CALL_MS = 10_000;

    private final SimWorld world;
    private final NodeProcess process;
    private final Agent anna;
    private final Agent ben;
    private final AppKey key;

    /** The node must be ready; waits until all is made. */
    Company(SimWorld world, NodeProcess process) {
        this.world = world;
        this.process = process;
        queue(SUPPORT);
        queue(BILLING);
        call(
                "PutSite",
                Site.newBuilder()
                        .setName("Shop")
                        .setKey(SITE)
                        .addOrigins(PAGE)
                        .setDefaultQueue(SUPPORT)
                        .build(),
                Site.class);
        anna = agent("anna", Role.ROLE_AGENT);
        ben = agent("ben", Role.ROLE_AGENT);
        call(
                "SetPassword",
                SetPasswordRequest.newBuilder()
                        .setAgent(anna.getId())
                        .setPassword(PASSWORD)
                        .build(),
                Done.class);
        key = call(
                "CreateAppKey",
                CreateAppKeyRequest.newBuilder()
                        .setTitle("simulation")
                        .addAgents(ben.getName())
                        .build(),
                AppKey.class);
    }

    private void queue(String name) {
        Queue queue = Queue.newBuilder()
                .setName(name)
                .setTitle(name)
                .setOfferTimeoutMs(5_000)
                .build();
        call("PutQueue", queue, Queue.class);
    }

    private Agent agent(String name, Role role) {
        Agent agent = Agent.newBuilder()
                .setName(name)
                .setDisplayName(name)
                .setRole(role)
                .setCapacity(2)
                .addQueues(SUPPORT)
                .addQueues(BILLING)
                .build();
        return call("PutAgent", agent, Agent.class);
    }

    private <A extends Message> A call(String method, Message body, Class<A> type) {
        CompletableFuture<A> answer = process.loop.call(
                () -> process.node().administration().call(method, body, type).toCompletableFuture());
        world.runUntil(answer::isDone, CALL_MS);
        return answer.join();
    }

    Credentials customer() {
        return Credentials.customer(SITE, PAGE);
    }

    /** She signs in by password. */
    Credentials anna() {
        return Credentials.password(anna.getName(), PASSWORD);
    }

    /** He signs in by app key. */
    Credentials ben() {
        return Credentials.programAsAgent(key.getId(), key.getSecret(), ben.getName());
    }

    String annaId() {
        return anna.getId();
    }

    String benId() {
        return ben.getId();
    }
}
