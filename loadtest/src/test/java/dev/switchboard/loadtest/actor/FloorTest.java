package dev.switchboard.loadtest.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.loadtest.actor.FakeServer.Fault;
import dev.switchboard.loadtest.measure.Measurements;
import dev.switchboard.loadtest.verify.Bounds;
import dev.switchboard.loadtest.verify.Findings;
import dev.switchboard.loadtest.verify.Promise;
import dev.switchboard.loadtest.verify.Verifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Customers and agents in virtual time against a small server that behaves, or does not. */
class FloorTest {

    private static final long SECOND = 1_000_000_000L;

    private final VirtualActorLoop loop = new VirtualActorLoop();
    private final Measurements measurements = new Measurements(Duration.ofSeconds(20));
    private final Verifier verifier = new Verifier(new Bounds(Duration.ofMillis(250), Duration.ofMillis(100)));
    private FakeServer server = new FakeServer(loop, 1, Fault.NONE);
    private CompletableFuture<Void> done = new CompletableFuture<>();

    private Floor floor(Fault fault, int agents, int capacity, double compression) {
        Behaviour behaviour = new Behaviour(4, 40, Duration.ofSeconds(1), compression, Duration.ofMillis(50));
        server = new FakeServer(loop, capacity, fault);
        Floor floor = new Floor(loop, server, behaviour, measurements, verifier);
        List<Staff> staff = IntStream.range(0, agents)
                .mapToObj(i -> new Staff("agent-" + i, capacity, Set.of("main"), Map.of()))
                .toList();
        CompletableFuture<Void> open = floor.open(staff, () -> 0);
        loop.runUntil(SECOND);
        assertThat(open).isCompleted();
        return floor;
    }

    /** One customer every second from the third on, each ten seconds of work. */
    private void run(Floor floor, int customers, long patienceNanos) {
        List<Visit> visits = IntStream.range(0, customers)
                .mapToObj(i -> new Visit(i, (3 + i) * SECOND, "main", Map.of(), 10 * SECOND, patienceNanos))
                .toList();
        done = floor.run(visits.iterator());
        loop.runUntil(600 * SECOND);
    }

    private Findings findings() {
        return verifier.findings();
    }

    private Measurements.Summary figures() {
        return measurements.summary(loop.nanoTime());
    }

    @Test
    void shouldServeEverybodyAndFindNothingWrong() {
        run(floor(Fault.NONE, 5, 3, 1), 30, Long.MAX_VALUE);

        assertThat(done).isCompleted();
        assertThat(findings().violations()).isEmpty();
        assertThat(figures().chats().served()).isEqualTo(30);
        assertThat(figures().messagesAcked()).isEqualTo(120);
        assertThat(findings().checkedCount(Promise.P5_MESSAGES)).isEqualTo(120);
        assertThat(figures().startToOffer().count()).isEqualTo(30);
        assertThat(figures().startToOffer().maxNanos()).isBetween(2_000_000L, 3_100_000L);
        assertThat(figures().message().count()).isGreaterThan(80);
        assertThat(figures().lateness().maxNanos()).isZero();
    }

    @Test
    void shouldMeasureWaitsFromTheIntendedArrival() {
        // One agent, one chat at a time: the n-th customer waits for 9 s more than the one before.
        run(floor(Fault.NONE, 1, 1, 1), 4, Long.MAX_VALUE);

        assertThat(figures().chats().waitServed().maxNanos() / 1e9).isCloseTo(27, within(0.1));
        assertThat(figures().chats().waitServed().meanNanos() / 1e9).isCloseTo(13.5, within(0.1));
        assertThat(figures().startToOffer().count()).isEqualTo(1);
        assertThat(figures().chats().servedWithin()).isEqualTo(3);
        assertThat(findings().violations()).isEmpty();
    }

    @Test
    void shouldReportModelTimeUnderCompression() {
        run(floor(Fault.NONE, 1, 1, 10), 2, Long.MAX_VALUE);

        assertThat(figures().chats().waitServed().maxNanos() / 1e9).isCloseTo(90, within(0.5));
        assertThat(figures().chats().handleMeanNanos() / 1e9).isCloseTo(100, within(0.5));
    }

    @Test
    void shouldLetCustomersLeaveWhenTheirPatienceEnds() {
        run(floor(Fault.NONE, 1, 1, 1), 3, 5 * SECOND);

        assertThat(done).isCompleted();
        assertThat(figures().chats().served()).isEqualTo(1);
        assertThat(figures().chats().abandoned()).isEqualTo(2);
        assertThat(figures().chats().waitAbandoned().maxNanos() / 1e9).isCloseTo(5, within(0.01));
        assertThat(findings().violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LAST_COME_FIRST_SERVED, P3_ORDER",
        "LOSES_EVERY_THIRD_MESSAGE, P5_MESSAGES",
        "DOUBLES_PUSHES, P5_MESSAGES",
        "IGNORES_CAPACITY, P1_CAPACITY",
        "IDLES, P2_NO_IDLE_WAIT"
    })
    void shouldFindWhatTheServerDoesWrong(Fault fault, Promise promise) {
        run(floor(fault, 2, 1, 1), 10, Long.MAX_VALUE);

        assertThat(findings().violationCount(promise)).isPositive();
        assertThat(findings().violations()).allMatch(violation -> violation.promise() == promise);
    }

    @Test
    void shouldFindChatsThatDoNotEnd() {
        Floor floor = floor(Fault.NEVER_CLOSES, 1, 1, 1);
        run(floor, 2, Long.MAX_VALUE);

        assertThat(done).isNotDone();
        floor.judgeUnsettled(30 * SECOND);
        assertThat(findings().violations())
                .extracting(Findings.Violation::what)
                .anyMatch(what -> what.contains("cannot close"));
    }

    /** It used to wait for a status, which comes with the next chat, and so told of agents that took half a minute to return. */
    @Test
    void shouldCountAgentsAsBackWhoReturnAsTheyWent() {
        Floor floor = floor(Fault.NONE, 3, 1, 1);
        server.cut();
        assertThat(floor.progress().agentsReady()).isZero();
        server.comeBack();
        assertThat(floor.progress().agentsReady()).isEqualTo(3);
    }

    @Test
    void shouldNoticeItsOwnStandstill() {
        Floor floor = floor(Fault.NONE, 1, 1, 1);
        List<Visit> visits = List.of(new Visit(0, 3 * SECOND, "main", Map.of(), SECOND, Long.MAX_VALUE));
        done = floor.run(visits.iterator());
        loop.runUntil(2 * SECOND);
        loop.stall(2 * SECOND);
        loop.runUntil(20 * SECOND);

        assertThat(figures().stallMaxNanos()).isGreaterThan(1_900_000_000L);
        assertThat(figures().lateness().maxNanos()).isBetween(900_000_000L, 1_100_000_000L);
        assertThat(figures().chats().waitServed().maxNanos()).isGreaterThan(900_000_000L);
        assertThat(findings().violations()).isEmpty();
    }
}
