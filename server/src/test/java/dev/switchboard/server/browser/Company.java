package dev.switchboard.server.browser;

import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.SetPasswordRequest;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.server.process.AdminApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A site with queues and people that belong to one test: names are given a prefix, so that tests do not meet. */
final class Company {
    private final AdminApi admin;
    private final String prefix;
    private final String origin;
    private final List<String> queues = new ArrayList<>();
    private final Map<String, String> signInNames = new LinkedHashMap<>();
    private int people;

    Company(AdminApi admin, String prefix, String origin) {
        this.admin = admin;
        this.prefix = prefix;
        this.origin = origin;
    }

    /** @param offerTimeoutMs how long an agent may look at an offer */
    Company queue(String title, int offerTimeoutMs) throws Exception {
        return put(Queue.newBuilder().setTitle(title).setOfferTimeoutMs(offerTimeoutMs));
    }

    /** One whose chats are given to agents without asking. */
    Company directQueue(String title) throws Exception {
        return put(Queue.newBuilder().setTitle(title).setDirectAssignment(true));
    }

    private Company put(Queue.Builder queue) throws Exception {
        String name = prefix + "-q" + queues.size();
        admin.call("admin/PutQueue", queue.setName(name).build(), Queue.parser());
        queues.add(name);
        return this;
    }

    /** An agent of all queues made so far. */
    Company agent(String displayName, int capacity) throws Exception {
        return person(displayName, capacity, Role.ROLE_AGENT, queues);
    }

    /** An agent of the queue with that number alone. */
    Company agentOf(int queue, String displayName, int capacity) throws Exception {
        return person(displayName, capacity, Role.ROLE_AGENT, List.of(queues.get(queue)));
    }

    Company administrator(String displayName) throws Exception {
        return person(displayName, 1, Role.ROLE_ADMINISTRATOR, List.of());
    }

    private Company person(String displayName, int capacity, Role role, List<String> served) throws Exception {
        String name = prefix + "-p" + people++;
        Agent agent = admin.call(
                "admin/PutAgent",
                Agent.newBuilder()
                        .setName(name)
                        .setDisplayName(displayName)
                        .setRole(role)
                        .setCapacity(capacity)
                        .addAllQueues(served)
                        .build(),
                Agent.parser());
        SetPasswordRequest password = SetPasswordRequest.newBuilder()
                .setAgent(agent.getId())
                .setPassword(World.PASSWORD)
                .build();
        admin.call("admin/SetPassword", password, Done.parser());
        signInNames.put(displayName, name);
        return this;
    }

    /** The site of all queues made so far. */
    Company site(String name) throws Exception {
        Site site = Site.newBuilder()
                .setName(name)
                .setKey(siteKey())
                .addOrigins(origin)
                .setDefaultQueue(queues.get(0))
                .addAllQueues(queues)
                .build();
        admin.call("admin/PutSite", site, Site.parser());
        return this;
    }

    String siteKey() {
        return prefix + "-site";
    }

    String signInName(String displayName) {
        return signInNames.get(displayName);
    }

    /** The tag that a website has to embed. */
    String widget(String server) {
        return "<script src=\"%s/widget.js\" data-site=\"%s\" async></script>".formatted(server, siteKey());
    }
}
