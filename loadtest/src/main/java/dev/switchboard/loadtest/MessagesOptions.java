package dev.switchboard.loadtest;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code messages} as they were typed. */
final class MessagesOptions {

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "Chats, each of one customer and one agent" + DEFAULT,
            defaultValue = "500")
    String pairs = "";

    @Option(
            names = "--message-chars",
            paramLabel = "N",
            description = "Length of each message" + DEFAULT,
            defaultValue = "120")
    String messageChars = "";

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Messages a second in all, at random moments (default: as many as the server takes)")
    @Nullable
    String rate;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "Without --rate: unanswered messages of each client" + DEFAULT,
            defaultValue = "2")
    String inFlight = "";

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description = "Before the first window" + DEFAULT,
            defaultValue = "15s")
    String warmUp = "";

    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "Length of one window" + DEFAULT,
            defaultValue = "5s")
    String window = "";

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "Windows; the report's last line is their median" + DEFAULT,
            defaultValue = "5")
    String windows = "";

    @Option(
            names = "--pin",
            description = "With --embedded, on Linux: the server alone on processor 0, Redis and this program on 1")
    boolean pin;

    @Option(names = "--seed", paramLabel = "N", description = "Of the random moments" + DEFAULT, defaultValue = "1")
    String seed = "";
}
