package dev.switchboard.loadtest;

import dev.switchboard.loadtest.desk.DeskPlan;
import dev.switchboard.loadtest.process.ServerProcess.Launch;
import dev.switchboard.loadtest.raw.OfferRun;
import dev.switchboard.loadtest.raw.RawClient;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.SetPresence;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code offers}: how long it takes from the start of a chat until an agent is offered it. */
@Command(
        name = "offers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets chats begin at random moments while agents have room, and reports how long it takes from a customer's"
                    + " start to the offer on an agent's socket, by clients that cost next to nothing.",
            "Times are like 250ms, 20s, 1.5m. See docs/loadtest.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured; every chat was offered once, accepted and ended",
            "2:wrong arguments",
            "3:the run could not be made, or the server did not keep up"
        })
final class OffersCommand implements Callable<Integer> {

    private static final String QUEUE = "offers";
    private static final Duration MINUTES = Duration.ofMinutes(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration OFFER_TIMEOUT = Duration.ofSeconds(15);
    /** So many times the customers that are in a chat on average must be there. */
    private static final double SPARE = 1.5;

    private static final int SPARE_MIN = 100;

    @Mixin
    private final OffersOptions options = new OffersOptions();

    @Spec
    private CommandSpec spec;

    private int agents;
    private int capacity;

    @Override
    public Integer call() {
        Faults faults = new Faults();
        Target target = TargetReader.read(options.target, this::launch, System.getenv(), faults);
        agents = faults.whole("--agents", options.agents, 1, 10_000);
        capacity = faults.whole("--capacity", options.capacity, 1, 100);
        OfferRun.Plan plan = new OfferRun.Plan(
                faults.number("--rate", options.rate, 1, 100_000),
                faults.duration("--hold", options.hold, Duration.ZERO, MINUTES),
                faults.duration("--warm-up", options.warmUp, Duration.ZERO, MINUTES),
                faults.duration("--window", options.window, SECOND, MINUTES),
                faults.whole("--windows", options.windows, 1, 1_000),
                faults.whole("--seed", options.seed, 0, Integer.MAX_VALUE));
        if (options.pin && !options.target.embedded) {
            faults.add("--pin moves only a server of our own: --embedded");
        }
        double carried = plan.perSecond() * (plan.hold().toNanos() / 1e9);
        if (carried > 0.9 * agents * capacity) {
            faults.add(String.format(
                    "%.0f chats at once leave %d agents with %d chats each no room: lower --rate or --hold",
                    carried, agents, capacity));
        }
        return Attempt.at(spec, faults, () -> measure(target, plan, (int) (SPARE_MIN + SPARE * carried)));
    }

    private Launch launch(Launch plain) {
        return RawRun.launch(options.pin, plain.jvmOptions(), Map.of());
    }

    private int measure(Target target, OfferRun.Plan plan, int customers) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(OffersReport.head(agents, capacity, customers, plan, options.pin));
        out.flush();
        List<String> queues = List.of(QUEUE);
        DeskPlan desk = RawRun.asking(queues, RawRun.staff(agents, capacity, queues), OFFER_TIMEOUT, 10 * SPARE_MIN);
        out.print(OffersReport.body(RawRun.with(target, options.pin, desk, run -> run(run, plan, customers))));
        out.flush();
        return RunCommand.KEPT;
    }

    private List<OfferRun.Window> run(RawRun run, OfferRun.Plan plan, int customers) {
        List<RawClient> staff = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            RawClient agent = RawClient.connect(run.loop(), run.agentToken(i), push -> {});
            ServerFrame unused = agent.ask(ClientFrame.newBuilder()
                    .setSetPresence(SetPresence.newBuilder().setPresence(Presence.PRESENCE_AVAILABLE)));
            staff.add(agent);
        }
        List<RawClient> callers = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            callers.add(RawClient.connect(run.loop(), run.customerToken(), push -> {}));
        }
        return new OfferRun(run.loop(), callers, staff, run.desk().qualified(QUEUE), plan, run::use).run();
    }
}
