package dev.switchboard.loadtest.desk;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.AgentSkill;
import dev.switchboard.protocol.v1.AppKey;
import dev.switchboard.protocol.v1.CreateAppKeyRequest;
import dev.switchboard.protocol.v1.DeleteRequest;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.protocol.v1.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The run's own desk. All names begin with the run's prefix, so that runs do not meet; queues, agents and the app key are
 * deleted at the end, sites and skills cannot be deleted and stay.
 */
public final class Desk {

    /** Origin of the run's pages, as its site allows it. */
    public static final String ORIGIN = "http://loadtest.invalid";

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final ServerApi api;
    private final Supplier<String> token;
    private final String prefix;
    private final List<Skill> skills = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();
    private final List<Queue> queues = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    private final List<AppKey> keys = new ArrayList<>();

    /** Nothing is made yet. The token must be of an administrator and is asked for whenever the desk begins something. */
    public Desk(ServerApi api, Supplier<String> token, String prefix) {
        this.api = api;
        this.token = token;
        this.prefix = prefix;
    }

    /** The name on the server of what the run calls {@code name}. */
    public String qualified(String name) {
        return prefix + name;
    }

    /** Public key of the site. */
    public String siteKey() {
        return prefix + "site";
    }

    /** Makes everything and returns an app key that may act as every agent. */
    public AppKey build(DeskPlan plan) {
        String bearer = token.get();
        for (String skill : plan.skills()) {
            Skill wanted = Skill.newBuilder().setName(qualified(skill)).build();
            skills.add(call("PutSkill", wanted, Skill.parser(), bearer));
        }
        List<String> queueNames = plan.queues().stream().map(this::qualified).toList();
        for (String name : queueNames) {
            Queue queue = Queue.newBuilder()
                    .setName(name)
                    .setTitle(name)
                    .setOfferTimeoutMs(plan.offerTimeoutMs())
                    .setWaitingLimit(plan.waitingLimit())
                    .setDirectAssignment(plan.direct())
                    .build();
            queues.add(call("PutQueue", queue, Queue.parser(), bearer));
        }
        sites.add(call(
                "PutSite",
                Site.newBuilder()
                        .setName("Load test " + prefix)
                        .setKey(siteKey())
                        .addOrigins(ORIGIN)
                        .setDefaultQueue(queueNames.get(0))
                        .addAllQueues(queueNames)
                        .build(),
                Site.parser(),
                bearer));
        for (DeskPlan.Staff staff : plan.staff()) {
            agents.add(call("PutAgent", agent(staff), Agent.parser(), bearer));
        }
        AppKey key = call(
                "CreateAppKey",
                CreateAppKeyRequest.newBuilder()
                        .setTitle("Load test " + prefix)
                        .addAgents("*")
                        .build(),
                AppKey.parser(),
                bearer);
        keys.add(key);
        return key;
    }

    private Agent agent(DeskPlan.Staff staff) {
        Agent.Builder agent = Agent.newBuilder()
                .setName(qualified(staff.name()))
                .setDisplayName(staff.name())
                .setRole(Role.ROLE_AGENT)
                .setCapacity(staff.capacity());
        staff.queues().forEach(queue -> agent.addQueues(qualified(queue)));
        staff.skills()
                .forEach((skill, level) -> agent.addSkills(
                        AgentSkill.newBuilder().setSkill(qualified(skill)).setLevel(level)));
        return agent.build();
    }

    /** Deletes all of it, users before what they use; what fails is told and left. */
    public void remove() {
        if (skills.isEmpty() && queues.isEmpty()) {
            return;
        }
        String bearer;
        try {
            bearer = token.get();
        } catch (DeskException e) {
            LOG.warn("The desk {} stays: {}", prefix, e.getMessage());
            return;
        }
        keys.forEach(key -> delete("DeleteAppKey", key.getId(), key.getRevision(), bearer));
        sites.forEach(site -> delete("DeleteSite", site.getId(), site.getRevision(), bearer));
        agents.forEach(agent -> delete("DeleteAgent", agent.getId(), agent.getRevision(), bearer));
        queues.forEach(queue -> delete("DeleteQueue", queue.getId(), queue.getRevision(), bearer));
        skills.forEach(skill -> delete("DeleteSkill", skill.getId(), skill.getRevision(), bearer));
        keys.clear();
        sites.clear();
        skills.clear();
        agents.clear();
        queues.clear();
    }

    private void delete(String method, String id, long revision, String bearer) {
        try {
            Done unused = call(
                    method,
                    DeleteRequest.newBuilder().setId(id).setRevision(revision).build(),
                    Done.parser(),
                    bearer);
        } catch (DeskException e) {
            LOG.warn("{} stays: {}", id, e.getMessage());
        }
    }

    private <T extends MessageLite> T call(String method, MessageLite request, Parser<T> parser, String bearer) {
        return api.call("admin/" + method, request, parser, bearer);
    }
}
