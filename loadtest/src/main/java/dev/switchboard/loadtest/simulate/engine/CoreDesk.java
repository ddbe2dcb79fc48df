package dev.switchboard.loadtest.simulate.engine;

import dev.switchboard.loadtest.simulate.scenario.AgentGroup;
import dev.switchboard.loadtest.simulate.scenario.ChatClass;
import dev.switchboard.loadtest.simulate.scenario.Need;
import dev.switchboard.loadtest.simulate.scenario.QueuePlan;
import dev.switchboard.loadtest.simulate.scenario.Rule;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import dev.switchboard.loadtest.simulate.scenario.Step;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.Refusal;
import dev.switchboard.server.routing.RoutingCore;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The production routing core, set up for a scenario and fed as a log with one node would feed it. All agents are there from the
 * start; queues give chats without asking. A chat is known by its slot, which the customer's number carries through the core and
 * back. Core time is the simulation's, in whole milliseconds.
 */
final class CoreDesk {
    /** Slots are below this; more chats than the core keeps open. */
    static final int SLOTS_MAX = 1 << 18;

    private static final int SLOT_BITS = 18;
    private static final NodeId NODE = new NodeId(1);
    private static final SiteId SITE = new SiteId(1);
    private static final int WAITING_MAX = 100_000;
    private static final long NODE_LOST_MS = 60_000;
    private static final long HEARTBEAT_MS = 50_000;
    /** Core time does not begin at zero, as no log does. */
    private static final long UTC_OFFSET_MS = 1_000_000;

    private static final Command TICK = new Command.Tick();
    private static final Command HEARTBEAT = new Command.Heartbeat(NODE);

    private final RoutingCore core = new RoutingCore();
    private final RoutingView view = core.view();
    private final Scenario scenario;
    private final QueueId[] queues;
    private final List<Wishes> wishes = new ArrayList<>();
    private final AgentId[] agents;
    private final Actor[] actors;
    private ChatId[] chats = new ChatId[64];
    private CustomerId[] customers = new CustomerId[64];
    private int[] turns = new int[64];
    private long position;
    private long heartbeatMs;

    private int[] assignedSlots = new int[16];
    private int[] assignedAgents = new int[16];
    private int assignedCount;
    private int[] expiredSlots = new int[16];
    private int expiredCount;
    private int enteredQueue;

    CoreDesk(Scenario scenario) {
        this.scenario = scenario;
        this.agents = new AgentId[scenario.agents()];
        this.actors = new Actor[agents.length];
        this.queues = new QueueId[scenario.queues().size()];
        setUp(new Command.NodeJoined(NODE, 1, 1));
        setUp(new Command.ConfigureSettings(new Settings(30_000, 60_000, NODE_LOST_MS, 3, 10_000, 1, 1)));
        setUp(HEARTBEAT);
        heartbeatMs = HEARTBEAT_MS;
        for (int i = 0; i < scenario.skills().size(); i++) {
            setUp(new Command.ConfigureSkill(skill(i), scenario.skills().get(i)));
        }
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new QueueId(i + 1);
            setUp(new Command.ConfigureQueue(
                    queues[i], QueueRules.named(scenario.queues().get(i).name())));
        }
        // Only now: rules name other queues, for overflow and steps.
        for (int i = 0; i < queues.length; i++) {
            setUp(new Command.ConfigureQueue(queues[i], rules(scenario.queues().get(i))));
        }
        scenario.classes().forEach(each -> wishes.add(wishes(each)));
        int agent = 0;
        for (AgentGroup group : scenario.groups()) {
            for (int i = 0; i < group.count(); i++) {
                join(agent++, group);
            }
        }
    }

    private QueueRules rules(QueuePlan plan) {
        int waiting = plan.waitingLimit() == 0 ? WAITING_MAX : plan.waitingLimit();
        QueueId overflow = plan.overflow() == QueuePlan.NONE ? null : queues[plan.overflow()];
        return QueueRules.named(plan.name())
                .withCredit(plan.creditMs())
                .with(new QueueRules.Skills(
                        requirements(plan.required()),
                        requirements(plan.preferred()),
                        plan.steps().stream().map(this::step).toList()))
                .with(QueueRules.Offering.DEFAULTS.withRule(rule(plan.rule())).withDirect(true))
                .with(new QueueRules.Limits(waiting, plan.activeLimit(), plan.maxWaitMs(), overflow, true));
    }

    private static AgentRule rule(Rule rule) {
        return switch (rule) {
            case LEAST_LOADED -> AgentRule.LEAST_LOADED;
            case LONGEST_IDLE -> AgentRule.LONGEST_IDLE;
            case MOST_CAPABLE -> AgentRule.MOST_CAPABLE;
            case ROUND_ROBIN -> AgentRule.ROUND_ROBIN;
            case FILL_FIRST -> AgentRule.FILL_FIRST;
        };
    }

    private RelaxationStep step(Step step) {
        return new RelaxationStep(
                step.afterMs(),
                step.dropPreferred(),
                step.lowerLevels(),
                step.widenTo().stream().map(each -> queues[each]).toList(),
                step.raiseMs());
    }

    private static Wishes wishes(ChatClass plan) {
        return new Wishes(
                requirements(plan.required()),
                requirements(plan.preferred()),
                List.of(),
                plan.weight(),
                plan.creditMs());
    }

    private static List<Requirement> requirements(List<Need> needs) {
        return needs.stream()
                .map(need -> new Requirement(skill(need.skill()), need.level(), need.levelMax()))
                .toList();
    }

    private static SkillId skill(int number) {
        return new SkillId(number + 1);
    }

    private void join(int number, AgentGroup group) {
        AgentId id = new AgentId(number + 1);
        agents[number] = id;
        actors[number] = new Actor.Agent(id);
        List<QueueId> served = group.queues().stream().map(each -> queues[each]).toList();
        List<SkillLevel> skills = group.skills().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(each -> new SkillLevel(skill(each.getKey()), each.getValue()))
                .toList();
        setUp(new Command.ConfigureAgent(id, new AgentRules(1, group.capacity(), served, skills)));
        setUp(new Command.ConnectAgent(id, new SessionId(-number - 1), NODE));
        setUp(new Command.SetPresence(id, Presence.AVAILABLE));
    }

    private void setUp(Command command) {
        Outcome outcome = apply(0, command);
        if (!(outcome instanceof Outcome.Done)) {
            throw new SimulationException("The routing core does not take " + command + ": " + outcome);
        }
    }

    private Outcome apply(long ms, Command command) {
        position++;
        Applied applied = core.apply(position, ms, UTC_OFFSET_MS + ms, NODE, position, command);
        assignedCount = 0;
        expiredCount = 0;
        List<Event> events = applied.events();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event instanceof Event.ChatAssigned assigned) {
                note(assigned);
            } else if (event instanceof Event.ChatStarted started) {
                enteredQueue = started.queue().value() - 1;
            } else if (event instanceof Event.ChatClosed closed && closed.reason() == CloseReason.WAITED_TOO_LONG) {
                noteExpired(slotOf(closed.membership()));
            }
        }
        return applied.outcome();
    }

    private void note(Event.ChatAssigned assigned) {
        int slot = slotOf(assigned.membership());
        chats[slot] = assigned.assignment().chat();
        turns[slot] = assigned.assignment().turn();
        if (assignedCount == assignedSlots.length) {
            assignedSlots = Arrays.copyOf(assignedSlots, 2 * assignedCount);
            assignedAgents = Arrays.copyOf(assignedAgents, 2 * assignedCount);
        }
        assignedSlots[assignedCount] = slot;
        assignedAgents[assignedCount] = (int) assigned.agent().value() - 1;
        assignedCount++;
    }

    private void noteExpired(int slot) {
        if (expiredCount == expiredSlots.length) {
            expiredSlots = Arrays.copyOf(expiredSlots, 2 * expiredCount);
        }
        expiredSlots[expiredCount++] = slot;
    }

    private static int slotOf(Membership membership) {
        return (int) (membership.customer().value() & (SLOTS_MAX - 1));
    }

    /** Chats that the last call gave to agents. */
    int assignedCount() {
        return assignedCount;
    }

    /** The queue that took the last chat. */
    int enteredQueue() {
        return enteredQueue;
    }

    int assignedSlot(int index) {
        return assignedSlots[index];
    }

    int assignedAgent(int index) {
        return assignedAgents[index];
    }

    /** Chats that the last call closed because they had waited too long. */
    int expiredCount() {
        return expiredCount;
    }

    int expiredSlot(int index) {
        return expiredSlots[index];
    }

    /** The next moment in core time at which {@link #pass} has to be called. */
    long nextTimerMs() {
        return Math.min(view.nextTimerMs(), heartbeatMs);
    }

    /** Lets core time pass up to the next timer, which fires. */
    void pass(long ms) {
        boolean beat = ms >= heartbeatMs;
        if (beat) {
            heartbeatMs = ms + HEARTBEAT_MS;
        }
        apply(ms, beat ? HEARTBEAT : TICK);
    }

    /**
     * A customer comes.
     *
     * @param number of the chat, from 0 on in the order of arrival
     * @return whether the queue took the chat
     */
    boolean start(int slot, long number, int chatClass, long ms) {
        if (slot >= chats.length) {
            int size = 2 * chats.length;
            chats = Arrays.copyOf(chats, size);
            customers = Arrays.copyOf(customers, size);
            turns = Arrays.copyOf(turns, size);
        }
        ChatClass plan = scenario.classes().get(chatClass);
        CustomerId customer = new CustomerId(number << SLOT_BITS | slot);
        customers[slot] = customer;
        Outcome outcome = apply(
                ms,
                new Command.StartChat(
                        "1",
                        customer,
                        SITE,
                        queues[plan.queue()],
                        wishes.get(chatClass),
                        new SessionId(customer.value()),
                        NODE));
        if (outcome instanceof Outcome.Started started) {
            chats[slot] = started.chat();
            return true;
        }
        Refusal reason = outcome instanceof Outcome.Refused refused ? refused.reason() : null;
        QueuePlan queue = scenario.queues().get(plan.queue());
        if (reason == Refusal.QUEUE_FULL && limited(queue)) {
            return false;
        }
        throw new SimulationException(reasonText(reason, queue));
    }

    /** Whether the scenario limits the queue and all that take its overflow. */
    private boolean limited(QueuePlan queue) {
        return queue.waitingLimit() > 0
                && (queue.overflow() == QueuePlan.NONE
                        || limited(scenario.queues().get(queue.overflow())));
    }

    private static String reasonText(@Nullable Refusal reason, QueuePlan queue) {
        if (reason == Refusal.QUEUE_FULL || reason == Refusal.OVERLOADED) {
            return "More chats wait in '" + queue.name() + "' than the routing core keeps (" + WAITING_MAX
                    + " in a queue): the agents cannot do that much work. Give the queue a waiting-limit, the customers a"
                    + " patience, or the desk more agents";
        }
        return "The routing core refused a chat of '" + queue.name() + "': " + reason;
    }

    /** The agent is done with a chat. */
    void close(int slot, int agent, long ms) {
        closed(apply(ms, new Command.CloseChat(chats[slot], actors[agent], turns[slot], CloseReason.SOLVED)));
    }

    /** The customer gives up waiting. */
    void abandon(int slot, long ms) {
        closed(apply(
                ms,
                new Command.CloseChat(chats[slot], new Actor.Customer(customers[slot]), 0, CloseReason.CUSTOMER_LEFT)));
    }

    private static void closed(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done)) {
            throw new SimulationException("The routing core did not end a chat: " + outcome);
        }
    }
}
