package dev.switchboard.server.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.publisher.OutboxStore.Projection;
import dev.switchboard.server.record.ChatRecord;
import dev.switchboard.server.record.RecordStore;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.storage.StoreKit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link OutboxStore} and {@link RecordStore} promises. */
public abstract class OutboxStoreKit extends StoreKit {
    private static final ChatId CHAT = new ChatId(5);
    private static final ChatId OTHER = new ChatId(6);

    private OutboxStore ofAnna;
    private OutboxStore ofBert;
    private RecordStore records;

    protected abstract OutboxStore node(Loop loop);

    protected abstract RecordStore recordsOfNode(Loop loop);

    /** Everything in the outbox, oldest first. */
    protected abstract List<byte[]> outbox();

    /** Fields of a projected hash, names and values in turn, in any order of the fields; empty when deleted. */
    protected abstract List<String> projection(String kind, long id);

    @BeforeEach
    void openViews() {
        ofAnna = node(anna);
        ofBert = node(bert);
        records = recordsOfNode(bert);
    }

    @Test
    void shouldBeginAtPositionZero() {
        assertThat(get(anna, ofAnna::cursor)).isZero();
    }

    @Test
    void shouldPublishEachPositionOnce() {
        assertThat(publish(ofAnna, 0, 7, "seven")).isEqualTo(7);
        assertThat(publish(ofBert, 0, 7, "seven again"))
                .as("another publisher, the same")
                .isEqualTo(7);
        assertThat(publish(ofBert, 0, 9, "seven and nine"))
                .as("a batch that overlaps")
                .isEqualTo(7);
        assertThat(publish(ofBert, 8, 9, "nine"))
                .as("a batch that leaves a gap")
                .isEqualTo(7);
        assertThat(publish(ofBert, 7, 7, "seven")).as("nothing new").isEqualTo(7);
        assertThat(publish(ofBert, 7, 9, "nine")).isEqualTo(9);

        assertThat(outbox()).extracting(StoreKit::text).containsExactly("seven", "nine");
        assertThat(get(anna, ofAnna::cursor)).isEqualTo(9);
    }

    @Test
    void shouldKeepEveryByte() {
        get(anna, () -> ofAnna.publish(0, 1, List.of(allBytes()), List.of(new ChatRecord(CHAT, allBytes()))));

        assertThat(outbox().get(0)).isEqualTo(allBytes());
        assertThat(get(bert, () -> records.recordsOf(CHAT)).get(0)).isEqualTo(allBytes());
    }

    @Test
    void shouldFindTheRecordsOfAChat() {
        write(1, new ChatRecord(CHAT, bytes("a")), new ChatRecord(OTHER, bytes("b")));
        write(2, new ChatRecord(CHAT, bytes("c")));

        assertThat(get(bert, () -> records.recordsOf(CHAT)))
                .extracting(StoreKit::text)
                .containsExactly("a", "c");
        assertThat(get(bert, () -> records.recordsOf(OTHER)))
                .extracting(StoreKit::text)
                .containsExactly("b");
        assertThat(get(bert, () -> records.recordsOf(new ChatId(7)))).isEmpty();
    }

    @Test
    void shouldGiveTheNewestRecordsOfAChatThatHasManyMore() {
        ChatRecord[] many = IntStream.range(0, 205)
                .mapToObj(i -> new ChatRecord(CHAT, bytes("r" + i)))
                .toArray(ChatRecord[]::new);
        write(1, many);

        List<byte[]> found = get(bert, () -> records.recordsOf(CHAT));
        assertThat(found).hasSize(200);
        assertThat(text(found.get(0))).isEqualTo("r5");
        assertThat(text(found.get(199))).isEqualTo("r204");
    }

    @Test
    void shouldReadRecordsPageByPage() {
        write(1, new ChatRecord(CHAT, bytes("a")), new ChatRecord(OTHER, bytes("b")), new ChatRecord(CHAT, bytes("c")));

        var read = new ArrayList<String>();
        String after = "0";
        for (int page = 0; page < 3; page++) {
            String from = after;
            RecordStore.Page found = get(bert, () -> records.read(from, 2));
            found.records().forEach(body -> read.add(text(body)));
            after = found.next();
        }
        assertThat(read).containsExactly("a", "b", "c");

        write(2, new ChatRecord(CHAT, bytes("d")));
        String from = after;
        assertThat(get(bert, () -> records.read(from, 2)).records())
                .as("goes on where it ended")
                .extracting(StoreKit::text)
                .containsExactly("d");
    }

    @Test
    void shouldProjectWhatIsNewest() {
        get(anna, () -> ofAnna.project(5, List.of(agent("state", "busy", "load", "2"), agent2("state", "away"))));
        assertThat(projection("agent", 1)).contains("state", "busy", "load", "2");
        assertThat(projection("agent", 2)).contains("away");

        get(bert, () -> ofBert.project(7, List.of(agent("state", "available"))));
        get(anna, () -> ofAnna.project(6, List.of(agent("state", "late"))));
        assertThat(projection("agent", 1)).contains("state", "available").doesNotContain("load", "late");
    }

    @Test
    void shouldNotBringBackADeletedProjection() {
        get(anna, () -> ofAnna.project(5, List.of(agent("state", "busy"))));
        get(anna, () -> ofAnna.project(7, List.of(agent())));
        get(bert, () -> ofBert.project(6, List.of(agent("state", "late"))));

        assertThat(projection("agent", 1)).isEmpty();
    }

    private static Projection agent(String... fields) {
        return new Projection("agent", 1, List.of(fields));
    }

    private static Projection agent2(String... fields) {
        return new Projection("agent", 2, List.of(fields));
    }

    private static long publish(Loop loop, OutboxStore store, long after, long position, String message) {
        return get(loop, () -> store.publish(after, position, List.of(bytes(message)), List.of()));
    }

    private long publish(OutboxStore store, long after, long position, String message) {
        return publish(store == ofAnna ? anna : bert, store, after, position, message);
    }

    private void write(long position, ChatRecord... bodies) {
        long cursor = get(anna, () -> ofAnna.publish(position - 1, position, List.of(), List.of(bodies)));
        assertThat(cursor).isEqualTo(position);
    }
}
