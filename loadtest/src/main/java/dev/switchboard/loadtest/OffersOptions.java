package dev.switchboard.loadtest;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code offers} as they were typed. */
final class OffersOptions {

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(
            names = "--agents",
            paramLabel = "N",
            description = "Agents, all available" + DEFAULT,
            defaultValue = "1000")
    String agents = "";

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "Chats each of them can have" + DEFAULT,
            defaultValue = "3")
    String capacity = "";

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Chats that begin in a second, at random moments" + DEFAULT,
            defaultValue = "200")
    String rate = "";

    @Option(
            names = "--hold",
            paramLabel = "TIME",
            description = "From the accepted offer to the end of the chat" + DEFAULT,
            defaultValue = "2s")
    String hold = "";

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description = "Before the first window" + DEFAULT,
            defaultValue = "20s")
    String warmUp = "";

    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "Length of one window" + DEFAULT,
            defaultValue = "10s")
    String window = "";

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "Windows; the report's last line is about all of them" + DEFAULT,
            defaultValue = "5")
    String windows = "";

    @Option(
            names = "--pin",
            description = "With --embedded, on Linux: the server alone on processor 0, Redis and this program on 1")
    boolean pin;

    @Option(names = "--seed", paramLabel = "N", description = "Of the random moments" + DEFAULT, defaultValue = "1")
    String seed = "";
}
