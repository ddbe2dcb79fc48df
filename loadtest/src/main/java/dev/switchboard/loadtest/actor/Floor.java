package dev.switchboard.loadtest.actor;

import dev.switchboard.client.ChatException;
import dev.switchboard.client.ErrorCode;
import dev.switchboard.client.Message;
import dev.switchboard.client.MessageKind;
import dev.switchboard.client.Receipt;
import dev.switchboard.client.StateReason;
import dev.switchboard.loadtest.measure.Measurements;
import dev.switchboard.loadtest.verify.Demand;
import dev.switchboard.loadtest.verify.Line;
import dev.switchboard.loadtest.verify.Observation;
import dev.switchboard.loadtest.verify.Verifier;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where customers and agents meet: lets customers in by the plan, keeps what the two sides of a chat share, and passes on
 * what they see to the figures and to the checks. Everything runs on the actors' loop, the public methods too.
 */
public final class Floor {

    /**
     * Where things stand.
     *
     * @param open customers with a client
     * @param waiting customers who have come and are neither served nor gone
     */
    public record Progress(
            long offered, long served, long abandoned, int open, int waiting, int agentsReady, long messagesAcked) {}

    private static final Logger LOG = LoggerFactory.getLogger(Floor.class);

    private static final long TICK_NANOS = 5_000_000L;

    private final ActorLoop loop;
    private final Clients clients;
    private final Behaviour behaviour;
    private final Measurements measurements;
    private final Verifier verifier;
    private final CaseBook cases = new CaseBook(this);
    private final Map<String, AgentActor> agents = new LinkedHashMap<>();
    private final Set<CustomerActor> customers = new LinkedHashSet<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private Iterator<Visit> visits = List.<Visit>of().iterator();
    private @Nullable Visit nextVisit;
    private int announced;
    private int waiting;
    private long tickDueNanos;
    private boolean closed;

    public Floor(ActorLoop loop, Clients clients, Behaviour behaviour, Measurements measurements, Verifier verifier) {
        this.loop = loop;
        this.clients = clients;
        this.behaviour = behaviour;
        this.measurements = measurements;
        this.verifier = verifier;
    }

    /** Brings the staff to work; completes when all are available. {@code acceptDelayNanos} is asked once per offer. */
    public CompletableFuture<Void> open(List<Staff> staff, LongSupplier acceptDelayNanos) {
        for (Staff member : staff) {
            measurements.occupancy.hire(member.name(), member.capacity(), now());
            observe(new Observation.AgentHired(now(), member.name(), member.capacity(), member.profile()));
            agents.put(member.name(), new AgentActor(this, member, acceptDelayNanos));
        }
        return CompletableFuture.allOf(
                agents.values().stream().map(AgentActor::begin).toArray(CompletableFuture[]::new));
    }

    /** Lets the customers come, in order; completes when all have come and everything about their chats is settled. */
    public CompletableFuture<Void> run(Iterator<Visit> plan) {
        visits = plan;
        nextVisit = visits.hasNext() ? visits.next() : null;
        tickDueNanos = now();
        tick();
        admit();
        return done;
    }

    /** Ends all clients where they stand; nobody comes any more. */
    public void close() {
        closed = true;
        nextVisit = null;
        List.copyOf(customers).forEach(CustomerActor::close);
        agents.values().forEach(AgentActor::close);
    }

    /** Whether every agent is at work. */
    public boolean allReady() {
        return agents.values().stream().allMatch(AgentActor::ready);
    }

    /** Something was killed on purpose, or is on its way back. */
    public void disturbed() {
        observe(new Observation.Disturbance(now()));
    }

    /** Names the chats that will not end by themselves; waiting for want of agents is in order. */
    public void judgeUnsettled(long toleranceNanos) {
        cases.judge(toleranceNanos, demand -> room(demand) > 0);
    }

    /** Where things stand. */
    public Progress progress() {
        return new Progress(
                measurements.chats.offeredCount(),
                measurements.chats.servedCount(),
                measurements.chats.abandonedCount(),
                customers.size(),
                waiting,
                (int) agents.values().stream().filter(AgentActor::ready).count(),
                measurements.messagesAckedCount());
    }

    /** Connects customers ahead of their time, and wakes itself for the next one. */
    private void admit() {
        long ahead = behaviour.connectAhead().toNanos();
        for (Visit visit = nextVisit; visit != null; visit = nextVisit) {
            long connectNanos = visit.arrivalNanos() - ahead;
            if (connectNanos > now()) {
                ActorLoop.Timer unused = loop.at(connectNanos, this::admit);
                return;
            }
            CustomerActor customer = new CustomerActor(this, visit);
            customers.add(customer);
            announced++;
            customer.connect();
            ActorLoop.Timer unused = loop.at(visit.arrivalNanos(), () -> arrive(customer));
            nextVisit = visits.hasNext() ? visits.next() : null;
        }
        settled();
    }

    private void arrive(CustomerActor customer) {
        announced--;
        if (!closed) {
            customer.arrive();
        }
    }

    /** Notices when this thread did not get to run: what was certain before is not certain after. */
    private void tick() {
        if (closed) {
            return;
        }
        long now = now();
        long late = now - tickDueNanos;
        measurements.stalled(late);
        if (late > behaviour.stallTolerance().toNanos()) {
            disturbed();
        }
        verifier.advance(now);
        tickDueNanos = now + TICK_NANOS;
        ActorLoop.Timer unused = loop.at(tickDueNanos, this::tick);
    }

    private int room(Demand demand) {
        return agents.values().stream()
                .filter(agent -> agent.serves(demand))
                .mapToInt(AgentActor::room)
                .sum();
    }

    // What actors use.

    ActorLoop loop() {
        return loop;
    }

    Clients clients() {
        return clients;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    Measurements measurements() {
        return measurements;
    }

    CaseBook cases() {
        return cases;
    }

    long now() {
        return loop.nanoTime();
    }

    void after(long nanos, Runnable task) {
        ActorLoop.Timer unused = loop.at(now() + nanos, task);
    }

    void observe(Observation observation) {
        verifier.observe(observation);
    }

    void log(String format, Object... arguments) {
        LOG.info(format, arguments);
    }

    /** From the start of service to the given turn of the conversation. */
    long turnNanos(Visit visit, int turn) {
        return (long) ((double) visit.workNanos() * (turn - 1) / behaviour.messages());
    }

    /** Waits and handle times are told in model time. */
    private long model(long realNanos) {
        return Math.round(realNanos * behaviour.compression());
    }

    ChatCase arrived(Visit visit) {
        measurements.lateness.record(now() - visit.arrivalNanos());
        measurements.chats.offered();
        waiting++;
        return cases.open(visit, room(new Demand(visit.queue(), visit.needs())) > cases.unofferedCount());
    }

    void served(ChatCase chatCase) {
        if (waitOver(chatCase)) {
            measurements.chats.served(model(now() - chatCase.visit.arrivalNanos()));
        }
    }

    void abandoned(ChatCase chatCase) {
        if (waitOver(chatCase)) {
            cases.forgone(chatCase);
            measurements.chats.abandoned(model(now() - chatCase.visit.arrivalNanos()));
        }
    }

    /** There is no chat. A client that is closed knows better why than its last request. */
    void refused(ChatCase chatCase, Throwable failure, @Nullable StateReason closedBecause) {
        if (waitOver(chatCase)) {
            if (code(failure) == ErrorCode.QUEUE_FULL) {
                measurements.chats.blocked();
            } else {
                measurements.chats.failed(
                        closedBecause == null ? reason(failure) : reason(failure) + " (" + closedBecause + ")");
            }
        }
    }

    void failed(ChatCase chatCase, String reason) {
        if (waitOver(chatCase)) {
            measurements.chats.failed(reason);
        }
    }

    void handled(long realNanos) {
        measurements.chats.handled(model(realNanos));
    }

    /** The customer's side has nothing more to do. */
    void gone(CustomerActor customer, ChatCase chatCase) {
        customers.remove(customer);
        cases.customerDone(chatCase);
    }

    /** A chat was settled, or the last customer has come: is that all? */
    void settled() {
        if (nextVisit == null && announced == 0 && cases.unsettledCount() == 0) {
            done.complete(null);
        }
    }

    /** Sends a text, timed and told to the checks. */
    void send(
            ChatCase chatCase,
            String chat,
            String sender,
            String text,
            boolean readerPresent,
            Supplier<CompletableFuture<Receipt>> sending) {
        long sent = now();
        if (readerPresent) {
            chatCase.sent(text, sent);
        }
        measurements.messageSent();
        observe(new Observation.MessageSent(sent, chat, sender, text));
        Completion.of(
                sending.get(),
                receipt -> {
                    measurements.messageAcked(now() - sent);
                    observe(new Observation.MessageAcked(now(), chat, sender, text, receipt.sequence()));
                },
                failure -> measurements.messageFailed(reason(failure)));
    }

    /** The other side got a text. */
    void read(ChatCase chatCase, Message message) {
        long sent = chatCase.read(message.text());
        if (sent >= 0) {
            measurements.message.record(now() - sent);
        }
    }

    static Line line(Message message) {
        if (message.kind() == MessageKind.SYSTEM) {
            return new Line(
                    message.sequence(), true, message.parameters().getOrDefault("agent", ""), message.textKey());
        }
        return new Line(message.sequence(), false, message.author().id(), message.text());
    }

    /** Short enough to count by: the code, or the class of what is no failure of the SDK's. */
    static String reason(Throwable failure) {
        ErrorCode code = code(failure);
        return code != null ? code.toString() : unwrapped(failure).getClass().getSimpleName();
    }

    private static @Nullable ErrorCode code(Throwable failure) {
        return unwrapped(failure) instanceof ChatException refused ? refused.code() : null;
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause == null ? failure : cause;
    }

    private boolean waitOver(ChatCase chatCase) {
        if (!chatCase.waitOver()) {
            return false;
        }
        waiting--;
        return true;
    }
}
