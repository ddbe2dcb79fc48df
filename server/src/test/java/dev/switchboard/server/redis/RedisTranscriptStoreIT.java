package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.transcript.TranscriptStore;
import dev.switchboard.server.transcript.TranscriptStoreKit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.UnifiedJedis;

class RedisTranscriptStoreIT extends TranscriptStoreKit {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @Override
    protected TranscriptStore node(Loop loop) {
        return REDIS.storage(loop, TestLimits.small()).transcripts();
    }

    @Test
    void shouldLeaveNoKeyThatLastsAfterTheClose() {
        TranscriptStore store = node(anna);
        var chat = new ChatId(9);
        get(anna, () -> store.listen(chat, new NodeId(1), 0, 10));
        get(anna, () -> store.appendLine(new TranscriptStore.Line(chat, 1, 0, List.of("c1"), bytes("open"))));
        get(anna, () -> store.append(new TranscriptStore.Draft(chat, 1, "c1", "m", false, bytes("text"))));
        assertThat(lives()).as("open").hasSize(2).containsOnly(-1L);

        get(anna, () -> store.appendLine(new TranscriptStore.Line(chat, 2, 1, List.of(), bytes("closed"))));
        get(anna, () -> store.listen(chat, new NodeId(2), 0, 10));
        assertThat(lives()).as("closed").hasSize(2).allMatch(life -> life > 0);
    }

    /** Nobody can repeat a message of a closed chat, and there may be thousands of ids. */
    @Test
    void shouldForgetTheMessageIdsOfAClosedChat() {
        TranscriptStore store = node(anna);
        var chat = new ChatId(9);
        get(anna, () -> store.listen(chat, new NodeId(1), 0, 10));
        get(anna, () -> store.appendLine(new TranscriptStore.Line(chat, 1, 0, List.of("c1"), bytes("open"))));
        get(anna, () -> store.append(new TranscriptStore.Draft(chat, 1, "c1", "m", false, bytes("text"))));
        get(anna, () -> store.appendLine(new TranscriptStore.Line(chat, 2, 1, List.of(), bytes("closed"))));

        String state = REDIS.prefix() + ":{c:9}:state";
        assertThat(REDIS.client().hgetAll(state))
                .containsOnlyKeys("version", "members", "sequence", "visible", "nodes")
                .containsEntry("sequence", "3")
                .containsEntry("visible", "3")
                .containsEntry("nodes", " 1 ");
    }

    @Test
    void shouldLetListenersOfAChatThatNeverComesExpire() {
        TranscriptStore store = node(anna);
        get(anna, () -> store.listen(new ChatId(9), new NodeId(1), 0, 10));
        assertThat(lives()).hasSize(1).allMatch(life -> life > 0);
    }

    /** Messages share a call of the script; what is wrong with one chat's keys must not cost others their answers. */
    @Test
    void shouldFailAloneWhereAChatsKeysAreDamaged() {
        TranscriptStore store = node(anna);
        List<ChatId> chats = LongStream.rangeClosed(1, 40).mapToObj(ChatId::new).toList();
        for (ChatId chat : chats) {
            get(anna, () -> store.appendLine(new TranscriptStore.Line(chat, 1, 0, List.of("c1"), bytes("open"))));
        }
        REDIS.client().del(REDIS.prefix() + ":{c:7}:lines", REDIS.prefix() + ":{c:8}:state");
        REDIS.client().set(REDIS.prefix() + ":{c:7}:lines", "no stream");
        REDIS.client().set(REDIS.prefix() + ":{c:8}:state", "no hash");

        var answers = chats.stream()
                .map(chat -> store.append(new TranscriptStore.Draft(chat, 1, "c1", "m", false, bytes("text"))))
                .map(CompletionStage::toCompletableFuture)
                .toList();
        get(
                anna,
                () -> CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                        .exceptionally(failure -> null));

        for (int i = 0; i < answers.size(); i++) {
            CompletableFuture<TranscriptStore.AppendResult> answer = answers.get(i);
            if (i == 6 || i == 7) {
                assertThat(answer)
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .withCauseInstanceOf(StorageException.class)
                        .withMessageContaining("WRONGTYPE");
            } else {
                assertThat(answer.join()).isInstanceOf(TranscriptStore.Stored.class);
            }
        }
    }

    private List<Long> lives() {
        UnifiedJedis client = REDIS.client();
        return client.keys(REDIS.prefix() + ":*").stream().map(client::pttl).toList();
    }
}
