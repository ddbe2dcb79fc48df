package dev.switchboard.server.sim;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.Chat;
import dev.switchboard.server.loop.SimWorld;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Two nodes, a customer and an agent on each. Phase one: they talk, and, where the run has faults, everything between them
 * goes wrong. Phase two: fair weather, and everything must settle: both customers have an agent, the first one and his
 * agent write, the agent closes, the next chat is with an agent.
 */
final class SimRun {
    private static final long PHASE_ONE_MS = 40_000;
    /** A client that was cut off silently sends a heartbeat within 20 s and notices 10 s later, then comes back. */
    private static final long NOTICE_MS = 35_000;

    private static final long SETTLE_MS = 120_000;
    private static final String LAST_OF_CUSTOMER = "the customer's last";
    private static final String LAST_OF_AGENT = "the agent's last";

    private final SimWorld world;
    private final Trace trace;
    private final Cluster cluster;
    private final Chaos chaos;
    private final Observations observations = new Observations();
    private final CustomerScript customer;
    private final List<CustomerScript> customers;
    private final List<AgentScript> agents;
    private final Weather weather;

    /** What goes wrong in a run. */
    enum Weather {
        CALM,
        /** Everything that no promise excepts. */
        FAULTS,
        /** Moreover the storage loses its last moments, and with them what was acknowledged in these. */
        FAILOVERS
    }

    /** Starts the nodes, makes the company and the clients, and lets them begin. */
    SimRun(long seed, Weather weather) {
        this.weather = weather;
        world = new SimWorld(seed);
        trace = new Trace(world::nowMs);
        Random random = world.random();
        Network network = new Network(new Random(random.nextLong()), trace);
        cluster = new Cluster(world, network);
        chaos = new Chaos(world, cluster, network, trace, observations, weather == Weather.FAILOVERS);
        Company company = new Company(world, cluster.node(0));
        customer = customer("carl", "ws://node-a", network, company, random);
        customers = List.of(customer, customer("dora", "ws://node-b", network, company, random));
        AgentScript anna = new AgentScript(
                new ClientMachine(world, network, "anna"),
                URI.create("ws://node-b"),
                company.anna(),
                company.annaId(),
                observations,
                random.nextLong());
        AgentScript ben = new AgentScript(
                new ClientMachine(world, network, "ben"),
                URI.create("ws://node-a"),
                company.ben(),
                company.benId(),
                observations,
                random.nextLong());
        anna.colleague(ben);
        ben.colleague(anna);
        agents = List.of(anna, ben);
    }

    private CustomerScript customer(String name, String url, Network network, Company company, Random random) {
        return new CustomerScript(
                new ClientMachine(world, network, name),
                URI.create(url),
                company.customer(),
                observations,
                random.nextLong());
    }

    /** Both phases and all checks. */
    SimRun run() {
        if (weather != Weather.CALM) {
            chaos.begin(PHASE_ONE_MS);
        }
        world.runFor(PHASE_ONE_MS);
        settle();
        finish();
        check();
        return this;
    }

    /** What passed over the network, and the log's last hash. */
    List<String> trace() {
        List<String> lines = new ArrayList<>(trace.lines());
        lines.add(cluster.stores.log.tip().toString());
        return lines;
    }

    private void settle() {
        trace.add("phase two");
        chaos.end();
        customers.forEach(CustomerScript::beCalm);
        agents.forEach(AgentScript::beCalm);
        if (weather != Weather.CALM) {
            world.runFor(NOTICE_MS);
        }
        await("both customers' chats are with agents", () -> cluster.ready() && allTalk());
    }

    /** Everybody writes once more, then the agent closes, and the next chat finds an agent, too. */
    private void finish() {
        customers.forEach(CustomerScript::beQuiet);
        agents.forEach(AgentScript::beQuiet);
        await("all requests are answered", this::answered);
        await("both customers' chats are still with agents", this::allTalk);
        AgentChat chat = talking();
        if (chat == null) {
            throw new AssertionError("It was there a moment ago; " + world);
        }
        customer.say(LAST_OF_CUSTOMER);
        ownerOf(chat.id()).say(chat, LAST_OF_AGENT, false);
        await("both last texts are stored", () -> acknowledged(LAST_OF_CUSTOMER) && acknowledged(LAST_OF_AGENT));
        ownerOf(chat.id()).close(chat);
        await("the next chat is with an agent", () -> {
            AgentChat next = talking();
            return next != null && !next.id().equals(chat.id()) && allTalk();
        });
        await("all requests are answered", this::answered);
        world.runFor(2_000);
        await("both nodes are at the log's end", cluster::atEnd);
    }

    private void await(String what, BooleanSupplier condition) {
        try {
            world.runUntil(condition, SETTLE_MS);
        } catch (AssertionError failure) {
            throw new AssertionError(
                    "Waiting until " + what + "; " + customers + "; open chats " + cluster.openChats() + "; "
                            + cluster.findings() + "; " + observations.oddities + "; " + failure.getMessage(),
                    failure);
        }
    }

    private boolean answered() {
        return customers.stream().allMatch(each -> each.unanswered() == 0)
                && agents.stream().allMatch(agent -> agent.unanswered() == 0);
    }

    private boolean acknowledged(String text) {
        return observations.acknowledged.stream().anyMatch(sent -> sent.text().equals(text));
    }

    private boolean allTalk() {
        return customers.stream().allMatch(each -> chatOf(each) != null);
    }

    private @Nullable AgentChat talking() {
        return chatOf(customer);
    }

    /** The customer's chat as its agent has it, null unless both know of each other. */
    private @Nullable AgentChat chatOf(CustomerScript each) {
        Chat chat = each.chat();
        if (chat == null || !each.active()) {
            return null;
        }
        return agents.stream()
                .flatMap(agent -> agent.chats().stream())
                .filter(held -> held.id().equals(chat.id()))
                .findFirst()
                .orElse(null);
    }

    private AgentScript ownerOf(String chat) {
        return agents.stream()
                .filter(agent ->
                        agent.chats().stream().anyMatch(held -> held.id().equals(chat)))
                .findFirst()
                .orElseThrow();
    }

    private void check() {
        List<String> findings = new ArrayList<>(observations.oddities);
        findings.addAll(cluster.findings());
        Map<String, StoredChat> stored = StoredChat.all(cluster.stores.transcripts);
        boolean failovers = weather == Weather.FAILOVERS;
        findings.addAll(MessageCheck.findings(stored, observations, failovers));
        findings.addAll(OwnerCheck.findings(stored, observations.taken, failovers));
        if (!findings.isEmpty()) {
            throw new AssertionError(world + "\n" + String.join("\n", findings));
        }
    }
}
