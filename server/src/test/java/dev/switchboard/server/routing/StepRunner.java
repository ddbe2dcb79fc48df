package dev.switchboard.server.routing;

import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.OfferView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

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
    /** As late as may be, for what happens between is more interesting. */
    private static final long HEARTBEAT_MS = 2_000;

    private static final List<Presence> PRESENCES = List.of(Presence.values());

    private final RoutingCore core = new RoutingCore();
    private final RoutingView view = core.view();
    private final List<Checker> checkers;
    private final TreeMap<NodeId, Long> counters = new TreeMap<>();
    private final TreeSet<NodeId> silent = new TreeSet<>();
    private long position;
    private long timeMs;
    private long lastHeartbeatMs;
    private long nextNode = 1;
    private long nextKey = 1;
    private LogEntry last;

    /** @param seed of the rules that queues and agents begin with */
    public StepRunner(long seed, List<Checker> checkers) {
        this.checkers = checkers;
        var first = new SplittableRandom(seed);
        joinNode();
        joinNode();
        for (int skill = 1; skill <= SKILLS; skill++) {
            submit(new Command.ConfigureSkill(new SkillId(skill), "skill-" + skill));
        }
        for (int queue = 1; queue <= QUEUES; queue++) {
            // Named first, for they refer to each other.
            submit(new Command.ConfigureQueue(new QueueId(queue), QueueRules.named("queue-" + queue)));
        }
        for (int queue = 1; queue <= QUEUES; queue++) {
            submit(configureQueue(queue, first.nextInt(1_000), first.nextInt(1_000)));
        }
        for (int agent = 1; agent <= AGENTS; agent++) {
            submit(configureAgent(agent, first.nextInt(1_000), first.nextInt(1_000)));
            submit(new Command.ConnectAgent(new AgentId(agent), new SessionId(agent * 1_000L), node(agent)));
            submit(new Command.SetPresence(new AgentId(agent), Presence.AVAILABLE));
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
            case PASS_LONG -> pass(1_000 + step.a() * 15L);
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
            case ACCEPT, DECLINE -> answer(step);
            case CLOSE_BY_AGENT, CLOSE_BY_CUSTOMER -> close(step);
            case TRANSFER_TO_QUEUE, TRANSFER_TO_AGENT -> transfer(step);
            case TAKE -> take(step);
            case ASSIGN, MOVE, PRIORITISE -> supervise(step);
            case HOLD -> hold(step);
            case REPORT_ACTIVITY -> report(step);
            case EXTEND_WRAP_UP, END_WRAP_UP -> wrapUp(step);
            case OPEN_OR_CLOSE -> new Command.SetQueueOpen(new QueueId(1 + step.a() % QUEUES), step.b() % 3 > 0);
            case PRESENCE -> presence(step);
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
        CustomerId customer = customer(step.a());
        return new Command.StartChat(
                "key-" + nextKey++,
                customer,
                new SiteId(1),
                new QueueId(1 + step.b() % QUEUES),
                rules(step.b(), step.c()).wishes(),
                new SessionId(customer.value() * 10),
                node(step.c()));
    }

    private static RandomRules rules(int b, int c) {
        return new RandomRules(new SplittableRandom(b * 1_000L + c), QUEUES, SKILLS, AGENTS);
    }

    /** Most take what waits. */
    private Command take(Step step) {
        ChatId chat = step.c() % 3 == 0 ? openChat(step.a()) : oneOf(step.a(), chats(ChatPhase.WAITING));
        ChatView seen = core.view().chat(chat);
        AgentId owner = seen == null ? null : seen.agent();
        return new Command.TakeChat(chat, agent(step.b()), step.c() % 4 == 0 ? agent(step.c()) : owner);
    }

    private ChatId openChat(int number) {
        return oneOf(number, chats(ChatPhase.WAITING, ChatPhase.OFFERED, ChatPhase.ACTIVE));
    }

    private static ChatId oneOf(int number, List<ChatView> open) {
        return open.isEmpty()
                ? new ChatId(number)
                : open.get(number % open.size()).id();
    }

    /** Most of what supervisors do they do to the chat as it is; some look at an old picture. */
    private Command supervise(Step step) {
        boolean oneThatWaits = step.kind() == Step.Kind.ASSIGN && step.c() % 2 == 0;
        ChatId id = oneThatWaits ? oneOf(step.a(), chats(ChatPhase.WAITING)) : openChat(step.a());
        ChatView chat = view.chat(id);
        long seen = chat == null ? 0 : chat.revision() - (step.c() % 5 == 0 ? 1 : 0);
        AgentId by = new AgentId(99);
        return switch (step.kind()) {
            case ASSIGN -> new Command.AssignChat(id, agent(step.b()), by, seen);
            case MOVE -> new Command.MoveChat(id, new QueueId(1 + step.b() % QUEUES), by, seen);
            default -> new Command.PrioritiseChat(id, (step.b() % 4) * 4_000L, by, seen);
        };
    }

    private Command hold(Step step) {
        List<ChatView> active = chats(ChatPhase.ACTIVE);
        if (active.isEmpty()) {
            return nonsense(step);
        }
        ChatView chat = active.get(step.a() % active.size());
        boolean hold = step.b() % 4 == 0 ? step.c() % 2 == 0 : chat.parked() != Parked.ON_HOLD;
        return new Command.HoldChat(chat.id(), chat.turn(), agentOf(chat), hold);
    }

    /** Idle chats are written in, the others have been silent for some time. */
    private Command report(Step step) {
        List<ChatView> active = chats(ChatPhase.ACTIVE);
        if (active.isEmpty()) {
            return nonsense(step);
        }
        ChatView chat = active.get(step.a() % active.size());
        boolean writes = chat.parked() == Parked.IDLE ? step.b() % 4 > 0 : step.b() % 4 == 0;
        return new Command.ReportActivity(chat.id(), chat.turn(), writes ? step.c() % 3 * 50L : 8_000 + step.c() * 20L);
    }

    /** Who wants to be available connects first. */
    private Command presence(Step step) {
        AgentId id = agent(step.a());
        AgentView agent = view.agent(id);
        if (agent == null) {
            return configureAgent((int) id.value(), step.b(), step.c());
        }
        Presence wanted = step.b() % 3 == 0 ? PRESENCES.get(step.c() % PRESENCES.size()) : Presence.AVAILABLE;
        return agent.reachable() || wanted != Presence.AVAILABLE
                ? new Command.SetPresence(id, wanted)
                : new Command.ConnectAgent(id, agentSession(step), node(step.c()));
    }

    private Command wrapUp(Step step) {
        List<Command> possible = new ArrayList<>();
        for (AgentView agent : agents(view)) {
            agent.wrapUps()
                    .forEach(wrapUp -> possible.add(
                            step.kind() == Step.Kind.END_WRAP_UP
                                    ? new Command.EndWrapUp(agent.id(), wrapUp.chat())
                                    : new Command.ExtendWrapUp(agent.id(), wrapUp.chat())));
        }
        return possible.isEmpty() ? nonsense(step) : possible.get(step.a() % possible.size());
    }

    private Command answer(Step step) {
        List<OfferView> offers = chats(ChatPhase.OFFERED).stream()
                .flatMap(chat -> chat.offers().stream())
                .toList();
        if (offers.isEmpty()) {
            return nonsense(step);
        }
        OfferView offer = offers.get(step.a() % offers.size());
        return step.kind() == Step.Kind.ACCEPT
                ? new Command.AcceptOffer(offer.id(), offer.agent())
                : new Command.DeclineOffer(offer.id(), offer.agent(), DeclineReason.OTHER);
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

    private static Command configureQueue(int queue, int b, int c) {
        return new Command.ConfigureQueue(new QueueId(queue), rules(b, c).queue(queue));
    }

    private Command configureAgent(int agent, int b, int c) {
        List<QueueId> existing = view.queues().stream().map(QueueView::id).toList();
        return new Command.ConfigureAgent(new AgentId(agent), rules(b, c).agent(existing));
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
        while (timeMs < until) {
            timeMs = Math.min(until, Math.min(view.nextTimerMs(), lastHeartbeatMs + HEARTBEAT_MS));
            if (view.nextTimerMs() <= timeMs || timeMs < lastHeartbeatMs + HEARTBEAT_MS) {
                submitTick();
            } else {
                lastHeartbeatMs = timeMs;
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
