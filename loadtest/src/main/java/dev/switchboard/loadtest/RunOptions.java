package dev.switchboard.loadtest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code run} as they were typed; {@link RunOptionsReader} makes sense of them. */
final class RunOptions {

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

    @Mixin
    TargetOptions target = new TargetOptions();

    // Arrivals

    @Option(names = "--rate", paramLabel = "R", description = "Poisson arrivals: chats per model second")
    @Nullable
    String rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "How long customers come, in model time" + DEFAULT,
            defaultValue = "60s")
    String duration = "";

    @Option(
            names = "--arrivals",
            paramLabel = "FILE",
            description = "Arrivals from a CSV file with the columns rownames,DateTime,Calls: counts per five minutes")
    @Nullable
    String arrivals;

    @Option(names = "--day", paramLabel = "DATE", description = "Day of the file, e.g. 2003-03-03")
    @Nullable
    String day;

    @Option(
            names = "--from",
            paramLabel = "HH:MM",
            description = "First slot of the day" + DEFAULT,
            defaultValue = "00:00")
    String from = "";

    @Option(
            names = "--to",
            paramLabel = "HH:MM",
            description = "End of the last slot" + DEFAULT,
            defaultValue = "23:59")
    String to = "";

    @Option(
            names = "--scale",
            paramLabel = "S",
            description = "Multiplies the file's counts" + DEFAULT,
            defaultValue = "1")
    String scale = "";

    @Option(
            names = "--compress",
            paramLabel = "K",
            description = "Model seconds per real second, for arrivals, work, patience and threshold" + DEFAULT,
            defaultValue = "1")
    String compress = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of all random numbers" + DEFAULT,
            defaultValue = "1")
    String seed = "";

    // Desk

    @Option(names = "--agents", paramLabel = "N", description = "Agents" + DEFAULT, defaultValue = "10")
    String agents = "";

    @Option(
            names = "--capacity",
            paramLabel = "C",
            description = "Chats at once per agent" + DEFAULT,
            defaultValue = "3")
    String capacity = "";

    @Option(
            names = "--queues",
            paramLabel = "NAME[=W],…",
            description = "Queues and their weights, e.g. sales=3,billing" + DEFAULT,
            defaultValue = "main")
    String queues = "";

    @Option(
            names = "--queues-per-agent",
            paramLabel = "N",
            description = "Queues each agent serves, in turn; 0 for all" + DEFAULT,
            defaultValue = "0")
    String queuesPerAgent = "";

    @Option(
            names = "--skill",
            paramLabel = "NAME:LEVEL@A[/B]",
            description =
                    "A skill that the share A of agents has and the share B of chats needs (B = A if absent), e.g."
                            + " german:3@0.4/0.2; may be repeated")
    List<String> skills = List.of();

    @Option(
            names = "--waiting-limit",
            paramLabel = "N",
            description = "Waiting chats per queue" + DEFAULT,
            defaultValue = "10000")
    String waitingLimit = "";

    @Option(
            names = "--offer-timeout",
            paramLabel = "TIME",
            description = "Real time an agent has for an offer" + DEFAULT,
            defaultValue = "15s")
    String offerTimeout = "";

    // Behaviour

    @Option(
            names = "--handle",
            paramLabel = "DIST",
            description = "Work of a chat: exp:MEAN, lognormal:MEAN,CV or fixed:TIME" + DEFAULT,
            defaultValue = "exp:180s")
    String handle = "";

    @Option(
            names = "--patience",
            paramLabel = "DIST",
            description = "Patience of customers, or none" + DEFAULT,
            defaultValue = "none")
    String patience = "";

    @Option(
            names = "--accept-delay",
            paramLabel = "DIST",
            description = "Time an agent takes to accept" + DEFAULT,
            defaultValue = "fixed:0s")
    String acceptDelay = "";

    @Option(names = "--messages", paramLabel = "N", description = "Messages per chat" + DEFAULT, defaultValue = "4")
    String messages = "";

    @Option(
            names = "--message-chars",
            paramLabel = "N",
            description = "Length of a message" + DEFAULT,
            defaultValue = "80")
    String messageChars = "";

    @Option(
            names = "--connect-ahead",
            paramLabel = "TIME",
            description = "Real time between a customer's connecting and asking for a chat" + DEFAULT,
            defaultValue = "1s")
    String connectAhead = "";

    // Measuring

    @Option(
            names = "--threshold",
            paramLabel = "TIME",
            description = "T of the service level, in model time" + DEFAULT,
            defaultValue = "20s")
    String threshold = "";

    @Option(
            names = "--routing-bound",
            paramLabel = "TIME",
            description = "Real time a customer may wait while a fitting agent has room" + DEFAULT,
            defaultValue = "250ms")
    String routingBound = "";

    @Option(
            names = "--tolerance",
            paramLabel = "TIME",
            description = "Real time by which two clients may learn of the same thing apart" + DEFAULT,
            defaultValue = "100ms")
    String tolerance = "";

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            description = "Real time for open chats to end after the last arrival" + DEFAULT,
            defaultValue = "5m")
    String drain = "";

    @Option(
            names = "--max-minutes",
            paramLabel = "M",
            description = "Real time after which the run ends whatever it does" + DEFAULT,
            defaultValue = "120")
    String maxMinutes = "";

    @Option(
            names = "--socket-threads",
            paramLabel = "N",
            description = "Threads for sockets" + DEFAULT,
            defaultValue = "1")
    String socketThreads = "";

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON, too")
    @Nullable
    String json;

    // Chaos

    @Option(
            names = "--chaos",
            paramLabel = "server|redis|both",
            description = "Kill (SIGKILL) this part of the --embedded server again and again")
    @Nullable
    String chaos;

    @Option(
            names = "--chaos-every",
            paramLabel = "TIME",
            description = "From a recovery to the next kill" + DEFAULT,
            defaultValue = "10s")
    String chaosEvery = "";

    @Option(names = "--chaos-rounds", paramLabel = "N", description = "Kills" + DEFAULT, defaultValue = "10")
    String chaosRounds = "";
}
