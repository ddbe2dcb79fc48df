package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.Message;
import dev.switchboard.client.MessageKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** What is expected of a conversation. */
final class Talk {
    static final int PATIENCE_S = 30;

    private Talk() {}

    static <T> T done(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    static void untilTextIs(List<Message> seen, String text) {
        await("text \"" + text + "\"")
                .atMost(Duration.ofSeconds(PATIENCE_S))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> texts(seen).contains(text));
    }

    static List<String> texts(List<Message> seen) {
        return seen.stream()
                .filter(message -> message.kind() == MessageKind.TEXT)
                .map(Message::text)
                .toList();
    }

    /** Texts, and lines as "*joined Anna Berg". */
    static List<String> script(List<Message> seen) {
        return seen.stream()
                .map(message -> message.kind() == MessageKind.TEXT
                        ? message.text()
                        : "*" + message.textKey() + message.parameters())
                .toList();
    }

    /** As a customer sees it. */
    static List<String> withoutNotes(List<Message> seen) {
        return script(seen.stream()
                .filter(message -> message.kind() != MessageKind.NOTE)
                .toList());
    }

    /** Nothing lost, nothing doubled, nothing out of order: the numbers are 1, 2, 3 … */
    static void assertUnbroken(List<Message> seen) {
        assertThat(seen.stream().mapToLong(Message::sequence).toArray())
                .as("sequence numbers of %s", script(seen))
                .isEqualTo(LongStream.rangeClosed(1, seen.size()).toArray());
    }
}
