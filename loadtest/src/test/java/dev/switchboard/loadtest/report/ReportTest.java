package dev.switchboard.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.loadtest.measure.Measurements;
import dev.switchboard.loadtest.verify.Bounds;
import dev.switchboard.loadtest.verify.Observation;
import dev.switchboard.loadtest.verify.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Measurements measurements = new Measurements(Duration.ofSeconds(20));
    private final Verifier verifier = new Verifier(new Bounds(SECOND, SECOND));

    private RunReport report(double compression, Duration generatorCpu) {
        return new RunReport(
                Map.of("seed", "7"),
                Map.of("jvm", "a \"JVM\"\n"),
                Instant.EPOCH,
                Duration.ofSeconds(100),
                "complete",
                compression,
                measurements.summary(0),
                verifier.findings(),
                new RunReport.Use(generatorCpu, Duration.ofSeconds(50), 2, 3, Duration.ofMillis(40)),
                RunReport.Chaos.NONE);
    }

    @Test
    void shouldTellTheFiguresOfAServedChat() {
        measurements.chats.offered();
        measurements.chats.served(2_000_000_000L);
        measurements.chats.handled(180_000_000_000L);
        measurements.startToOffer.record(9_000_000L);

        String text = TextReport.write(report(1, SECOND));

        assertThat(text)
                .contains("offered 1 · served 1 · abandoned 0 · blocked 0 · failed 0 · in progress 0")
                .contains("ASA 2.00")
                .contains("service level 100.0 % in 20.000 s")
                .contains("mean handle time 180.000 s")
                .contains("server 25.0 %")
                .contains("All promises that were checked held.")
                .doesNotContain("model time");
    }

    @Test
    void shouldSayWhatIsNotCompressed() {
        assertThat(TextReport.write(report(60, SECOND)))
                .contains("60 model seconds per real second")
                .contains("offer timeout");
    }

    @Test
    void shouldCallARunInvalidWhoseArrivalsWereLate() {
        assertThat(report(1, SECOND).latenessMax()).isEqualTo(Duration.ofMillis(200));
        assertThat(report(60, SECOND).latenessMax()).isEqualTo(Duration.ofMillis(5));
        measurements.lateness.record(100_000_000L);

        assertThat(report(1, SECOND).invalidBecause()).isEmpty();
        assertThat(report(60, SECOND).invalidBecause())
                .singleElement()
                .asString()
                .contains("late");
        assertThat(TextReport.write(report(60, SECOND))).contains("INVALID");
    }

    @Test
    void shouldCallARunInvalidWhoseGeneratorHadNoRoom() {
        assertThat(report(1, Duration.ofSeconds(139)).invalidBecause()).isEmpty();
        assertThat(report(1, Duration.ofSeconds(141)).invalidBecause()).hasSize(1);
    }

    @Test
    void shouldCallARunInvalidInWhichManyChatsFailed() {
        for (int i = 0; i < 100; i++) {
            measurements.chats.offered();
        }
        measurements.chats.failed("NOT_READY");
        assertThat(report(1, SECOND).invalidBecause()).isEmpty();

        measurements.chats.failed("NOT_READY");
        assertThat(report(1, SECOND).invalidBecause())
                .singleElement()
                .asString()
                .contains("2 of 100 chats failed");
    }

    @Test
    void shouldTellTheCostOfCompression() {
        measurements.chats.handled(100_000_000_000L);
        measurements.startToOffer.record(10_000_000L);

        assertThat(report(10, SECOND).compressionCost()).isCloseTo(0.001, within(0.00001));
    }

    @Test
    void shouldTellViolations() {
        verifier.observe(new Observation.ChatStuck(1, "k1", "for the test"));

        assertThat(TextReport.write(report(1, SECOND)))
                .contains("FAIL SETTLED")
                .contains("chat k1 is stuck: for the test")
                .contains("A promise was broken.");
        assertThat(JsonReport.write(report(1, SECOND))).contains("\"what\": \"chat k1 is stuck: for the test\"");
    }

    @Test
    void shouldWriteJson() {
        String json = JsonReport.write(report(1, SECOND));

        assertThat(json)
                .startsWith("{\n  \"schema\": \"switchboard-loadtest/1\",\n")
                .contains("\"jvm\": \"a \\\"JVM\\\"\\u000a\"")
                // No chats, no service level: null, because JSON knows no NaN.
                .contains("\"servedWithinOfOffered\": null")
                .endsWith("}\n");
        assertThat(Json.write(List.of(Map.of(), List.of(), true, 1.5, Double.NaN)))
                .isEqualTo("[\n  {},\n  [],\n  true,\n  1.5,\n  null\n]\n");
    }
}
