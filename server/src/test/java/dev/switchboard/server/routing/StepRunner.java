package dev.switchboard.server.routing;

import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Carries out steps on a core and lets the checkers watch. Time stops at every timer that is due, so that an event's time
 * is its entry's time; a command comes in an entry of its own.
 */
public final class StepRunner {
    private static final int QUEUES = 4;
    private static final int SKILLS = 3;
    private static final int AGENTS = 6;
    private static final int CUSTOMERS = 15;
    private static final int NODES_MAX = 4;
    private static final List<Presence> PRESENCES = List.of(Presence.values());

    private final RoutingCore core = new RoutingCore();
    private final RoutingView view = core.view();
    private final List<Checker> checkers;
    private final TreeMap<NodeId, Long> counters = new TreeMap<>();
    private final TreeSet<NodeId> silent = new TreeSet<>();
    private long position;
    private long timeMs;
    private long nextNode = 1;
    private long nextKey = 1;
    private LogEntry last;

    public StepRunner(List<Checker> checkers) {
        this.checkers = checkers;
        joinNode();
        joinNode();
        for (int skill = 1; skill <= SKILLS; skill++) {
            submit(new Command.ConfigureSkill(new SkillId(skill), "skill-" + skill));
        }
        for (int queue = 1; queue <= QUEUES; queue++) {
            submit(configureQueue(queue, queue, 0));
        }
        for (int agent = 1; agent <= AGENTS; agent++) {
            submit(configureAgent(agent, agent * 7, agent));
        }
    }

    /** Carries out all steps and closes the run. */
    public void run(List<Step> steps) {
        steps.forEach(this::carryOut);
        pass(30_000);
        checkers.forEach(checker -> checker.end(core));
    }

    private void carryOut(Step step) {
        switch (step.kind()) {
            case PASS_SHORT -> pass(1 + step.a());
            case PASS_LONG -> pass(1_000 + step.a() * 40L);
            case JOIN_NODE -> joinNode();
            case SILENCE_NODE -> silent.add(node(step.a()));
            case LEAVE_NODE -> leaveNode(node(step.a()));
            case REPEAT -> submit(last.command());
            case DUPLICATE -> apply(last.sender(), last.counter(), last.command());
            default -> submit(commandOf(step));
        }
    }

    private Command commandOf(Step step) {
        return switch (step.kind()) {
            case START -> start(step);
            case ACCEPT -> accept(step);
            case DECLINE -> decline(step);
            case CLOSE_BY_AGENT, CLOSE_BY_CUSTOMER -> close(step);
            case TRANSFER_TO_QUEUE, TRANSFER_TO_AGENT -> transfer(step);
            case PRESENCE ->
                new Command.SetPresence(agent(step.a()), step.b() % 3 == 0 ? presence(step.c()) : Presence.AVAILABLE);
            case CONNECT_AGENT -> new Command.ConnectAgent(agent(step.a()), agentSession(step), node(step.c()));
            case DISCONNECT_AGENT -> new Command.DisconnectAgent(agent(step.a()), agentSession(step));
            case CONNECT_CUSTOMER ->
                new Command.ConnectCustomer(customer(step.a()), customerSession(step), node(step.c()));
            case DISCONNECT_CUSTOMER -> new Command.DisconnectCustomer(customer(step.a()), customerSession(step));
            case CONFIGURE_AGENT -> configureAgent(1 + step.a() % AGENTS, step.b(), step.c());
            case REMOVE_AGENT -> new Command.RemoveAgent(agent(step.a()));
            case CONFIGURE_QUEUE -> configureQueue(1 + step.a() % QUEUES, step.b(), step.c());
            case REMOVE_QUEUE -> new Command.RemoveQueue(new QueueId(1 + step.a() % QUEUES));
            case CONFIGURE_SETTINGS ->
                new Command.ConfigureSettings(new Settings(
                        5_000 + step.a() * 10L,
                        5_000 + step.b() * 10L,
                        3_000,
                        1 + step.a() % 4,
                        10_000,
                        1 + step.c() % 2,
                        1 + step.a() % 3));
            case RECOVER -> new Command.Recovered(position);
            default -> nonsense(step);
        };
    }

    private Command nonsense(Step step) {
        return switch (step.a() % 5) {
            case 0 -> new Command.AcceptOffer(new OfferId(new ChatId(step.b()), step.c() % 4), agent(step.c()));
            case 1 -> new Command.CloseChat(new ChatId(step.b()), new Actor.Core(), 0, CloseReason.SOLVED);
            case 2 -> new Command.ConfigureAgent(new AgentId(77), CoreDriver.rules(0, List.of()));
            case 3 -> new Command.SetPresence(new AgentId(78), Presence.AVAILABLE);
            default -> new Command.TransferChat(new ChatId(step.b()), 1, agent(step.c()), null, null);
        };
    }

    private Command start(Step step) {
        List<Requirement> requirements = step.b() % 4 == 0
                ? List.of(new Requirement(new SkillId(1 + step.c() % SKILLS), 1 + step.c() % 6))
                : List.of();
        CustomerId customer = customer(step.a());
        return new Command.StartChat(
                "key-" + nextKey++,
                customer,
                new SiteId(1),
                new QueueId(1 + step.b() % QUEUES),
                Wishes.required(requirements),
                new SessionId(customer.value() * 10),
                node(step.c()));
    }

    private Command accept(Step step) {
        List<ChatView> offers = chats(ChatPhase.OFFERED);
        if (offers.isEmpty()) {
            return nonsense(step);
        }
        ChatView chat = offers.get(step.a() % offers.size());
        return new Command.AcceptOffer(new OfferId(chat.id(), chat.turn()), agentOf(chat));
    }

    private Command decline(Step step) {
        List<ChatView> offers = chats(ChatPhase.OFFERED);
        if (offers.isEmpty()) {
            return nonsense(step);
        }
        ChatView chat = offers.get(step.a() % offers.size());
        return new Command.DeclineOffer(new OfferId(chat.id(), chat.turn()), agentOf(chat), DeclineReason.OTHER);
    }

    private Command close(Step step) {
        boolean byAgent = step.kind() == Step.Kind.CLOSE_BY_AGENT;
        List<ChatView> chats =
                byAgent ? chats(ChatPhase.ACTIVE) : chats(ChatPhase.WAITING, ChatPhase.OFFERED, ChatPhase.ACTIVE);
        if (chats.isEmpty()) {
            return nonsense(step);
        }
        ChatView chat = chats.get(step.a() % chats.size());
        return byAgent
                ? new Command.CloseChat(
                        chat.id(), new Actor.Agent(agentOf(chat)), chat.turn(), CloseReason.AGENT_CLOSED)
                : new Command.CloseChat(chat.id(), new Actor.Customer(chat.customer()), 0, CloseReason.SOLVED);
    }

    private Command transfer(Step step) {
        List<ChatView> active = chats(ChatPhase.ACTIVE);
        if (active.isEmpty()) {
            return nonsense(step);
        }
        ChatView chat = active.get(step.a() % active.size());
        boolean toQueue = step.kind() == Step.Kind.TRANSFER_TO_QUEUE;
        return new Command.TransferChat(
                chat.id(),
                chat.turn(),
                agentOf(chat),
                toQueue ? new QueueId(1 + step.b() % QUEUES) : null,
                toQueue ? null : agent(step.b()));
    }

    private static AgentId agentOf(ChatView chat) {
        AgentId agent = chat.agent();
        if (agent == null) {
            throw new AssertionError("nobody has " + chat);
        }
        return agent;
    }

    private Command configureQueue(int queue, int b, int c) {
        List<Requirement> requirements =
                b % 3 == 0 ? List.of(new Requirement(new SkillId(1 + c % SKILLS), 1 + c % 5)) : List.of();
        return new Command.ConfigureQueue(
                new QueueId(queue),
                CoreDriver.queueRules(
                        "queue-" + queue, (b % 4) * 3_000L, requirements, 5_000 + c, b % 7 == 6, 4 + c % 30));
    }

    private Command configureAgent(int agent, int b, int c) {
        List<QueueId> queues = new ArrayList<>();
        for (QueueView queue : view.queues()) {
            if (((b >> queue.id().value()) & 1) == 0) {
                queues.add(queue.id());
            }
        }
        List<SkillLevel> skills = LongStream.rangeClosed(1, SKILLS)
                .filter(skill -> ((c >> skill) & 1) == 0)
                .mapToObj(skill -> new SkillLevel(new SkillId((int) skill), 1 + (int) (b + skill) % 8))
                .toList();
        return new Command.ConfigureAgent(new AgentId(agent), new AgentRules(b, 1 + c % 4, queues, skills));
    }

    private List<ChatView> chats(ChatPhase... phases) {
        List<ChatView> found = new ArrayList<>();
        for (int customer = 1; customer <= CUSTOMERS; customer++) {
            for (ChatView chat : view.openChatsOf(new CustomerId(customer))) {
                if (List.of(phases).contains(chat.phase())) {
                    found.add(chat);
                }
            }
        }
        return found;
    }

    private static AgentId agent(int number) {
        return new AgentId(1 + number % AGENTS);
    }

    private static CustomerId customer(int number) {
        return new CustomerId(1 + number % CUSTOMERS);
    }

    private static SessionId agentSession(Step step) {
        return new SessionId((1 + step.a() % AGENTS) * 1_000L + step.b() % 2);
    }

    private static SessionId customerSession(Step step) {
        return new SessionId((1 + step.a() % CUSTOMERS) * 10L + step.b() % 2);
    }

    private static Presence presence(int number) {
        return PRESENCES.get(number % PRESENCES.size());
    }

    private NodeId node(int number) {
        List<NodeId> nodes = view.nodes();
        return nodes.isEmpty() ? new NodeId(nextNode) : nodes.get(number % nodes.size());
    }

    private void joinNode() {
        if (view.nodes().size() < NODES_MAX) {
            NodeId node = new NodeId(nextNode++);
            counters.put(node, 0L);
            submitFrom(node, new Command.NodeJoined(node, 1, 1));
        }
    }

    private void leaveNode(NodeId node) {
        submitFrom(node, new Command.NodeLeft(node));
    }

    private void submit(Command command) {
        if (view.nodes().isEmpty()) {
            joinNode();
        }
        submitFrom(view.nodes().get(0), command);
    }

    private void submitFrom(NodeId sender, Command command) {
        apply(sender, counters.merge(sender, 1L, Long::sum), command);
    }

    private void apply(NodeId sender, long counter, Command command) {
        last = new LogEntry(++position, timeMs, 1_700_000_000_000L + timeMs, sender, counter, command);
        checkers.forEach(checker -> checker.before(last, view));
        Applied applied = last.applyTo(core);
        core.checkInvariants();
        checkers.forEach(checker -> checker.after(last, applied, view));
    }

    private void pass(long ms) {
        long until = timeMs + ms;
        long nextHeartbeat = timeMs;
        while (timeMs < until) {
            timeMs = Math.min(until, Math.min(view.nextTimerMs(), nextHeartbeat + 500));
            if (view.nextTimerMs() <= timeMs || timeMs == until) {
                submitTick();
            } else {
                nextHeartbeat = timeMs;
                for (NodeId node : view.nodes()) {
                    if (!silent.contains(node)) {
                        submitFrom(node, new Command.Heartbeat(node));
                    }
                }
            }
        }
    }

    private void submitTick() {
        List<NodeId> nodes = view.nodes();
        NodeId sender = nodes.isEmpty() ? new NodeId(nextNode) : nodes.get(0);
        apply(sender, counters.merge(sender, 1L, Long::sum), new Command.Tick());
    }

    /** All agents of the view. */
    public static List<AgentView> agents(RoutingView view) {
        return view.agents(Long.MIN_VALUE, Integer.MAX_VALUE);
    }
}
