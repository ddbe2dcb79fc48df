package dev.switchboard.server.browser;

import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.SetPasswordRequest;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.protocol.v1.Skill;
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
    /** Names. */
    private final List<String> queues = new ArrayList<>();

    private final List<Skill> skills = new ArrayList<>();
    /** By name. */
    private final Map<String, Queue> stored = new LinkedHashMap<>();
    /** By display name. */
    private final Map<String, Agent> people = new LinkedHashMap<>();

    private Site site;

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

    /** One that opens at these hours, or does something else that the others do not. */
    Company queue(Queue.Builder queue) throws Exception {
        return put(queue);
    }

    private Company put(Queue.Builder queue) throws Exception {
        String name = prefix + "-q" + queues.size();
        stored.put(name, admin.call("admin/PutQueue", queue.setName(name).build(), Queue.parser()));
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
        String name = prefix + "-p" + people.size();
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
        people.put(displayName, agent);
        return setPasswordAgain(displayName);
    }

    /** It stays the same, but whoever is signed in has to do it again. */
    Company setPasswordAgain(String displayName) throws Exception {
        SetPasswordRequest password = SetPasswordRequest.newBuilder()
                .setAgent(agentId(displayName))
                .setPassword(World.PASSWORD)
                .build();
        admin.call("admin/SetPassword", password, Done.parser());
        return this;
    }

    Company skill(String name) throws Exception {
        Skill skill = Skill.newBuilder().setName(prefix + "-" + name).build();
        skills.add(admin.call("admin/PutSkill", skill, Skill.parser()));
        return this;
    }

    /** The site of all queues made so far. */
    Company site(String name) throws Exception {
        Site wanted = Site.newBuilder()
                .setName(name)
                .setKey(siteKey())
                .addOrigins(origin)
                .setDefaultQueue(queues.get(0))
                .addAllQueues(queues)
                .build();
        site = admin.call("admin/PutSite", wanted, Site.parser());
        return this;
    }

    String siteKey() {
        return prefix + "-site";
    }

    String siteId() {
        return site.getId();
    }

    String queueName(int number) {
        return queues.get(number);
    }

    String queueId(int number) {
        return stored.get(queueName(number)).getId();
    }

    String skillName(int number) {
        return skills.get(number).getName();
    }

    String skillId(int number) {
        return skills.get(number).getId();
    }

    String agentId(String displayName) {
        return people.get(displayName).getId();
    }

    String signInName(String displayName) {
        return people.get(displayName).getName();
    }

    /** The tag that a website has to embed. */
    String widget(String server) {
        return "<script src=\"%s/widget.js\" data-site=\"%s\" async></script>".formatted(server, siteKey());
    }
}
