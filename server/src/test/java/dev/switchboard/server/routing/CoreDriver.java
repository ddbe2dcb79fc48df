package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Drives a core as a log with one node would: counts positions and counters, keeps the time, collects events. */
public final class CoreDriver {
    public static final NodeId NODE = new NodeId(1);
    public static final SiteId SITE = new SiteId(1);

    private final RoutingCore core = new RoutingCore();
    private final List<Event> events = new ArrayList<>();
    private long position;
    private long counter;
    private long timeMs;
    private long nextSession = 1_000;
    private int commandsPerCheck = 1;

    /** A core with one node and nothing else. */
    public CoreDriver() {
        submit(new Command.NodeJoined(NODE, 1, 1));
        events.clear();
    }

    /** From now on indices are compared with the state after so many commands only, for scenarios of thousands of chats. */
    public void checkEvery(int commands) {
        commandsPerCheck = commands;
    }

    public RoutingCore core() {
        return core;
    }

    public RoutingView view() {
        return core.view();
    }

    public long position() {
        return position;
    }

    public long timeMs() {
        return timeMs;
    }

    /** Applies the command now, from the first node. */
    public Outcome submit(Command command) {
        return submitFrom(NODE, command);
    }

    public Outcome submitFrom(NodeId sender, Command command) {
        return apply(sender, ++counter, command).outcome();
    }

    /** Applies with a counter of the caller's choice. */
    public Applied apply(NodeId sender, long ownCounter, Command command) {
        Applied applied = core.apply(++position, timeMs, 1_000_000 + timeMs, sender, ownCounter, command);
        if (position % commandsPerCheck == 0) {
            core.checkInvariants();
        }
        events.addAll(applied.events());
        return applied;
    }

    /** Applies a command that must be done. */
    public void done(Command command) {
        assertThat(submit(command)).isEqualTo(new Outcome.Done());
    }

    /** Lets time pass as a log with heartbeats would: at most half a second per entry. */
    public void pass(long ms) {
        long until = timeMs + ms;
        while (timeMs < until) {
            timeMs = Math.min(until, timeMs + 500);
            for (NodeId node : view().nodes()) {
                submitFrom(node, new Command.Heartbeat(node));
            }
        }
    }

    /** Lets time pass without any heartbeat. */
    public void passSilently(long ms) {
        timeMs += ms;
        submit(new Command.Tick());
    }

    /** Events since the last call, agents' changes left out. */
    public List<Event> takeEvents() {
        List<Event> taken = events.stream()
                .filter(event -> !(event instanceof Event.AgentChanged))
                .toList();
        events.clear();
        return taken;
    }

    public List<Event> takeAllEvents() {
        List<Event> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    public QueueId queue(int id, Requirement... requirements) {
        return queue(id, 0, false, requirements);
    }

    public QueueId queue(int id, long creditMs, boolean direct, Requirement... requirements) {
        QueueId queue = new QueueId(id);
        done(new Command.ConfigureQueue(
                queue, CoreDriver.queueRules("queue-" + id, creditMs, List.of(requirements), 15_000, direct, 1_000)));
        return queue;
    }

    /** A queue with rules that differ from the defaults, or those of one that is there already. */
    public QueueId queue(int id, UnaryOperator<QueueRules> change) {
        QueueId queue = new QueueId(id);
        done(new Command.ConfigureQueue(queue, change.apply(QueueRules.named("queue-" + id))));
        return queue;
    }

    public SkillId skill(int id) {
        SkillId skill = new SkillId(id);
        done(new Command.ConfigureSkill(skill, "skill-" + id));
        return skill;
    }

    public static QueueRules queueRules(
            String name,
            long creditMs,
            List<Requirement> required,
            long offerTimeoutMs,
            boolean direct,
            int waitingLimit) {
        QueueRules rules = QueueRules.named(name);
        return rules.withCredit(creditMs)
                .with(QueueRules.Skills.required(required))
                .with(rules.offering().withTimeout(offerTimeoutMs).withDirect(direct))
                .with(rules.limits().withWaiting(waitingLimit));
    }

    public static AgentRules rules(int capacity, List<QueueId> queues, SkillLevel... skills) {
        return new AgentRules(1, capacity, queues, List.of(skills));
    }

    /** An agent who is there and available. */
    public AgentId agent(long id, int capacity, List<QueueId> queues, SkillLevel... skills) {
        AgentId agent = new AgentId(id);
        done(new Command.ConfigureAgent(agent, rules(capacity, queues, skills)));
        connect(agent);
        done(new Command.SetPresence(agent, Presence.AVAILABLE));
        return agent;
    }

    public SessionId connect(AgentId agent) {
        SessionId session = new SessionId(nextSession++);
        done(new Command.ConnectAgent(agent, session, NODE));
        return session;
    }

    /** Starts a chat; the session has the customer's number. */
    public ChatId chat(long customer, QueueId queue, Requirement... requirements) {
        Outcome outcome = submit(start(customer, "key-" + customer, queue, requirements));
        assertThat(outcome).isInstanceOf(Outcome.Started.class);
        return ((Outcome.Started) outcome).chat();
    }

    public ChatId chat(long customer, QueueId queue, Wishes wishes) {
        Command.StartChat plain = start(customer, "key-" + customer, queue);
        Outcome outcome = submit(new Command.StartChat(
                plain.key(), plain.customer(), plain.site(), queue, wishes, plain.session(), plain.node()));
        assertThat(outcome).isInstanceOf(Outcome.Started.class);
        return ((Outcome.Started) outcome).chat();
    }

    public static Command.StartChat start(long customer, String key, QueueId queue, Requirement... requirements) {
        return new Command.StartChat(
                key,
                new CustomerId(customer),
                SITE,
                queue,
                Wishes.required(List.of(requirements)),
                new SessionId(customer),
                NODE);
    }

    public ChatView view(ChatId chat) {
        return Objects.requireNonNull(view().chat(chat));
    }

    public AgentView view(AgentId agent) {
        return Objects.requireNonNull(view().agent(agent));
    }

    /** The open offer, or the assignment, of the chat. */
    public OfferId turn(ChatId chat) {
        return new OfferId(chat, view(chat).turn());
    }

    /** Has the agent to whom it is offered accept. */
    public void accept(ChatId chat) {
        assertOffered(chat);
        done(new Command.AcceptOffer(
                turn(chat), Objects.requireNonNull(view(chat).agent())));
    }

    public void decline(ChatId chat) {
        assertOffered(chat);
        done(new Command.DeclineOffer(
                turn(chat), Objects.requireNonNull(view(chat).agent()), DeclineReason.OTHER));
    }

    public void close(ChatId chat) {
        done(new Command.CloseChat(chat, new Actor.Supervisor(new AgentId(999)), 0, CloseReason.SOLVED));
    }

    public void assertOffered(ChatId chat) {
        assertThat(view(chat).phase()).isEqualTo(ChatPhase.OFFERED);
    }

    public void assertOffered(ChatId chat, AgentId agent) {
        assertThat(view(chat)).extracting(ChatView::phase, ChatView::agent).containsExactly(ChatPhase.OFFERED, agent);
    }

    public void assertOwned(ChatId chat, AgentId agent) {
        assertThat(view(chat)).extracting(ChatView::phase, ChatView::agent).containsExactly(ChatPhase.ACTIVE, agent);
    }

    public void assertWaiting(ChatId chat) {
        assertThat(view(chat).phase()).isEqualTo(ChatPhase.WAITING);
    }

    public static Outcome refused(Refusal reason) {
        return new Outcome.Refused(reason, null);
    }
}
