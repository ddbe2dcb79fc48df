package dev.switchboard.server.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.storage.StoreKit;
import dev.switchboard.server.transcript.TranscriptStore.AppendResult;
import dev.switchboard.server.transcript.TranscriptStore.Draft;
import dev.switchboard.server.transcript.TranscriptStore.Line;
import dev.switchboard.server.transcript.TranscriptStore.Rejected;
import dev.switchboard.server.transcript.TranscriptStore.Stored;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import dev.switchboard.server.transcript.TranscriptStore.Tail;
import dev.switchboard.server.transcript.TranscriptStore.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link TranscriptStore} promises. */
public abstract class TranscriptStoreKit extends StoreKit {
    protected static final int ENTRIES_MAX = 20;
    /** How many entries more system lines may take. */
    protected static final int LINES_BEYOND_MAX = 3;

    private static final ChatId CHAT = new ChatId(123);
    private static final ChatId OTHER = new ChatId(124);
    private static final NodeId NODE_1 = new NodeId(1);
    private static final NodeId NODE_2 = new NodeId(2);
    private static final String CUSTOMER = "c1";
    private static final String AGENT = "a7";

    private TranscriptStore ofAnna;
    private TranscriptStore ofBert;

    /** The node's view of the one store, whose bounds are the constants above. */
    protected abstract TranscriptStore node(Loop loop);

    @BeforeEach
    void openViews() {
        ofAnna = node(anna);
        ofBert = node(bert);
    }

    @Test
    void shouldNumberWithoutGaps() {
        assertThat(line(1, CUSTOMER, AGENT).sequence()).isEqualTo(1);
        assertThat(sequence(say(CUSTOMER, "m1", "hello"))).isEqualTo(2);
        assertThat(sequence(say(AGENT, "m2", "hi"))).isEqualTo(3);

        Tail tail = get(bert, () -> ofBert.read(CHAT, 0, 10));
        assertThat(tail.entries()).extracting(StoredEntry::sequence).containsExactly(1L, 2L, 3L);
        assertThat(tail.entries()).extracting(entry -> text(entry.body())).containsExactly("line 1", "hello", "hi");
        assertThat(tail.entries())
                .allSatisfy(entry -> assertThat(entry.timeMs()).isPositive());
        assertThat(tail.last()).isEqualTo(3);
        assertThat(tail.more()).isFalse();
    }

    /** Calls that are under way together may share a call of the storage. */
    @Test
    void shouldKeepManyChatsWrittenAtOnceApartAndInOrder() {
        List<ChatId> chats = LongStream.rangeClosed(1, 70).mapToObj(ChatId::new).toList();
        chats.forEach(chat ->
                get(anna, () -> ofAnna.appendLine(new Line(chat, 1, 0, List.of(CUSTOMER), bytes("open")))));
        var answers = new ArrayList<CompletableFuture<AppendResult>>();
        for (ChatId chat : chats) {
            boolean member = chat.value() % 10 != 0;
            String author = member ? CUSTOMER : AGENT;
            answers.add(append(new Draft(chat, 1, author, "m1", false, bytes("first of " + chat.value()))));
            answers.add(append(new Draft(chat, 1, author, "m2", false, bytes("second"))));
            answers.add(ofAnna.appendLine(new Line(chat, 2, 1, List.of(), bytes("closed")))
                    .toCompletableFuture());
            answers.add(append(new Draft(chat, 2, author, "m3", false, bytes("late"))));
        }
        CompletableFuture<?>[] all = answers.toArray(CompletableFuture[]::new);
        get(anna, () -> CompletableFuture.allOf(all));

        for (ChatId chat : chats) {
            int i = (int) (chat.value() - 1) * 4;
            var those = answers.subList(i, i + 4).stream()
                    .map(CompletableFuture::join)
                    .map(result -> result instanceof Stored stored ? stored.sequence() : ((Rejected) result).why())
                    .toList();
            assertThat(those)
                    .as("chat %d", chat.value())
                    .isEqualTo(
                            chat.value() % 10 != 0
                                    ? List.of(2L, 3L, 4L, Why.CLOSED)
                                    : List.of(Why.NOT_A_MEMBER, Why.NOT_A_MEMBER, 2L, Why.CLOSED));
        }
        assertThat(get(bert, () -> ofBert.read(new ChatId(17), 1, 10)).entries())
                .extracting(entry -> text(entry.body()))
                .containsExactly("first of 17", "second", "closed");
    }

    private CompletableFuture<AppendResult> append(Draft draft) {
        return ofAnna.append(draft).toCompletableFuture();
    }

    @Test
    void shouldKeepEveryByte() {
        line(1, CUSTOMER);
        get(anna, () -> ofAnna.append(new Draft(CHAT, 1, CUSTOMER, "m1", false, allBytes())));

        assertThat(get(bert, () -> ofBert.read(CHAT, 1, 10)).entries().get(0).body())
                .isEqualTo(allBytes());
    }

    @Test
    void shouldFindARepeatedMessageAlsoThroughAnotherNode() {
        line(1, CUSTOMER, AGENT);
        Stored first = (Stored) say(CUSTOMER, "m1", "hello");
        say(AGENT, "x", "hi");

        Stored again =
                (Stored) get(bert, () -> ofBert.append(new Draft(CHAT, 1, CUSTOMER, "m1", false, bytes("hello"))));
        assertThat(first.duplicate()).isFalse();
        assertThat(again.duplicate()).isTrue();
        assertThat(again.sequence()).isEqualTo(first.sequence());
        assertThat(again.timeMs()).isEqualTo(first.timeMs());
        assertThat(again.previousVisible()).isEqualTo(first.previousVisible());
        assertThat(get(bert, () -> ofBert.read(CHAT, 0, 10)).last()).isEqualTo(3);
    }

    @Test
    void shouldFindARepeatedMessageOfSomebodyWhoLeftMeanwhile() {
        line(1, CUSTOMER, AGENT);
        Stored first = (Stored) say(AGENT, "m1", "bye");
        line(2, CUSTOMER);

        assertThat(sequence(say(AGENT, "m1", "bye"))).isEqualTo(first.sequence());
    }

    /** Else one could keep another's message from being stored by guessing its id. */
    @Test
    void shouldKeepMessageIdsOfMembersApart() {
        line(1, CUSTOMER, AGENT);
        say(CUSTOMER, "same", "hello");

        assertThat(sequence(say(AGENT, "same", "hi"))).isEqualTo(3);
    }

    @Test
    void shouldNameTheLastEntryThatEverybodySees() {
        line(1, CUSTOMER, AGENT);
        Stored note = (Stored) get(anna, () -> ofAnna.append(new Draft(CHAT, 1, AGENT, "n1", true, bytes("note"))));
        Stored second = (Stored) get(anna, () -> ofAnna.append(new Draft(CHAT, 1, AGENT, "n2", true, bytes("note"))));
        Stored open = (Stored) say(AGENT, "m1", "hi");
        Stored next = (Stored) say(CUSTOMER, "m2", "hello");

        assertThat(List.of(note, second, open, next))
                .extracting(Stored::previousVisible)
                .containsExactly(1L, 1L, 1L, 4L);
        assertThat(get(bert, () -> ofBert.read(CHAT, 0, 10)).entries())
                .extracting(StoredEntry::staffOnly)
                .containsExactly(false, true, true, false, false);
    }

    @Test
    void shouldRefuseWhoIsNoMember() {
        assertThat(say(CUSTOMER, "m1", "too early")).isEqualTo(new Rejected(Why.BEHIND, 0));
        line(5, CUSTOMER, AGENT);
        line(6, CUSTOMER);
        assertThat(draft(5, AGENT, "m1")).isEqualTo(new Rejected(Why.NOT_A_MEMBER, 6));
        assertThat(draft(6, "c", "m1")).as("part of a member's name").isEqualTo(new Rejected(Why.NOT_A_MEMBER, 6));
        assertThat(draft(7, CUSTOMER, "m1")).as("knows more than the store").isEqualTo(new Rejected(Why.BEHIND, 6));
        assertThat(draft(5, CUSTOMER, "m1")).as("knows less, still a member").isInstanceOf(Stored.class);
    }

    @Test
    void shouldWriteEachLineOnce() {
        assertThat(line(5, CUSTOMER, AGENT).duplicate()).isFalse();
        Stored again = (Stored) append(new Line(CHAT, 5, 0, List.of("a9"), bytes("again")));
        Stored older = (Stored) append(new Line(CHAT, 4, 0, List.of("a9"), bytes("older")));

        assertThat(List.of(again, older)).allMatch(Stored::duplicate).allMatch(stored -> stored.sequence() == 0);
        assertThat(get(bert, () -> ofBert.read(CHAT, 0, 10)).last()).isEqualTo(1);
        assertThat(draft(5, AGENT, "m1"))
                .as("the members are those of the first")
                .isInstanceOf(Stored.class);
    }

    /** Else the older line would come later and pass for a repeat. */
    @Test
    void shouldTakeNoLineBeforeTheOneItFollows() {
        line(5, CUSTOMER);
        Line joined = new Line(CHAT, 9, 7, List.of(CUSTOMER, AGENT), bytes("joined"));

        assertThat(append(joined)).isEqualTo(new Rejected(Why.BEHIND, 5));
        assertThat(draft(5, AGENT, "m1")).as("nothing was changed").isEqualTo(new Rejected(Why.NOT_A_MEMBER, 5));
        assertThat(append(new Line(CHAT, 7, 5, List.of(CUSTOMER), bytes("left"))))
                .isInstanceOf(Stored.class);
        assertThat(append(joined)).isInstanceOf(Stored.class);
        assertThat(append(new Line(OTHER, 9, 7, List.of(CUSTOMER), bytes("without any before"))))
                .isEqualTo(new Rejected(Why.BEHIND, 0));
    }

    @Test
    void shouldTakeLineThatNeedsNoneBeforeIt() {
        line(5, CUSTOMER);

        assertThat(append(new Line(CHAT, 9, 0, List.of(CUSTOMER), bytes("alone"))))
                .isInstanceOf(Stored.class);
        assertThat(append(new Line(OTHER, 9, 0, List.of(CUSTOMER), bytes("alone"))))
                .isInstanceOf(Stored.class);
    }

    /** The log lost its end, and the transcript holds a line of it. */
    @Test
    void shouldTakeLineThatFollowsAnOlderOneThanTheLast() {
        line(5, CUSTOMER);
        append(new Line(CHAT, 8, 5, List.of(CUSTOMER, AGENT), bytes("of the lost part")));

        assertThat(append(new Line(CHAT, 9, 5, List.of(CUSTOMER), bytes("renewed"))))
                .isInstanceOf(Stored.class);
        assertThat(draft(9, AGENT, "m1")).isEqualTo(new Rejected(Why.NOT_A_MEMBER, 9));
    }

    @Test
    void shouldTakeNothingAfterTheClose() {
        line(1, CUSTOMER, AGENT);
        say(CUSTOMER, "m1", "hello");
        line(2);

        assertThat(draft(2, CUSTOMER, "m2")).isEqualTo(new Rejected(Why.CLOSED, 2));
        assertThat(draft(2, CUSTOMER, "m1")).as("message ids are forgotten").isEqualTo(new Rejected(Why.CLOSED, 2));
        assertThat(get(bert, () -> ofBert.read(CHAT, 0, 10)).last()).isEqualTo(3);
    }

    /** A close that a rollback of the log undid. */
    @Test
    void shouldOpenAgainWithANewerMembership() {
        line(1, CUSTOMER);
        line(2);
        line(3, CUSTOMER);

        assertThat(draft(3, CUSTOMER, "m1")).isInstanceOf(Stored.class);
    }

    @Test
    void shouldRefuseEntriesAtTheBoundButTakeLines() {
        line(1, CUSTOMER);
        for (int i = 2; i <= ENTRIES_MAX; i++) {
            assertThat(draft(1, CUSTOMER, "m" + i)).isInstanceOf(Stored.class);
        }
        assertThat(draft(1, CUSTOMER, "over")).isEqualTo(new Rejected(Why.FULL, 1));
        assertThat(draft(1, CUSTOMER, "m2")).as("stored before").isInstanceOf(Stored.class);

        for (int i = 1; i <= LINES_BEYOND_MAX; i++) {
            assertThat(line(1 + i, CUSTOMER).sequence()).isEqualTo(ENTRIES_MAX + i);
        }
        Stored dropped = line(50);
        assertThat(dropped.sequence()).isZero();
        assertThat(dropped.duplicate()).isFalse();
        assertThat(draft(50, CUSTOMER, "m")).as("the membership holds").isEqualTo(new Rejected(Why.CLOSED, 50));
    }

    @Test
    void shouldTellWhoListens() {
        line(1, CUSTOMER);
        Tail tail = get(anna, () -> ofAnna.listen(CHAT, NODE_2, 0, 10));
        get(bert, () -> ofBert.listen(CHAT, NODE_1, 1, 10));
        get(bert, () -> ofBert.listen(OTHER, new NodeId(3), 0, 10));

        assertThat(tail.last()).isEqualTo(1);
        assertThat(((Stored) say(CUSTOMER, "m1", "hello")).listeners()).containsExactly(NODE_1, NODE_2);
        assertThat(((Stored) say(CUSTOMER, "m1", "hello")).listeners())
                .as("a repeat repeats the pushes")
                .containsExactly(NODE_1, NODE_2);
        get(anna, () -> ofAnna.unlisten(CHAT, NODE_2));
        assertThat(line(2, CUSTOMER).listeners()).containsExactly(NODE_1);
    }

    @Test
    void shouldLetNodesListenBeforeTheFirstLine() {
        Tail tail = get(anna, () -> ofAnna.listen(CHAT, NODE_1, 0, 10));

        assertThat(tail).isEqualTo(new Tail(List.of(), 0, false));
        assertThat(line(1, CUSTOMER).listeners()).containsExactly(NODE_1);
    }

    @Test
    void shouldGiveExactlyWhatIsMissing() {
        line(1, CUSTOMER);
        for (int i = 2; i <= 6; i++) {
            draft(1, CUSTOMER, "m" + i);
        }
        Tail part = get(bert, () -> ofBert.listen(CHAT, NODE_1, 2, 3));
        Tail rest = get(bert, () -> ofBert.read(CHAT, 5, 3));
        Tail none = get(bert, () -> ofBert.read(CHAT, 6, 3));

        assertThat(part.entries()).extracting(StoredEntry::sequence).containsExactly(3L, 4L, 5L);
        assertThat(part.more()).isTrue();
        assertThat(rest.entries()).extracting(StoredEntry::sequence).containsExactly(6L);
        assertThat(rest.more()).isFalse();
        assertThat(none.entries()).isEmpty();
        assertThat(none.last()).isEqualTo(6);
    }

    @Test
    void shouldNameLastSequencesOfThoseThatHaveOne() {
        line(1, CUSTOMER);
        say(CUSTOMER, "m1", "hello");

        assertThat(get(bert, () -> ofBert.lastSequences(List.of(CHAT, OTHER)))).isEqualTo(Map.of(CHAT, 2L));
        assertThat(get(bert, () -> ofBert.lastSequences(List.of()))).isEmpty();
    }

    @Test
    void shouldForgetAChatWhoseTimeIsOver() {
        line(1, CUSTOMER);
        line(2);
        get(anna, () -> ofAnna.expire(CHAT, 0));

        assertThat(get(bert, () -> ofBert.read(CHAT, 0, 10))).isEqualTo(new Tail(List.of(), 0, false));
    }

    @Test
    void shouldGiveOneOrderWhenTwoNodesWrite() {
        line(1, CUSTOMER, AGENT);
        var appends = new ArrayList<CompletableFuture<AppendResult>>();
        for (int i = 0; i < 8; i++) {
            String id = "m" + i;
            appends.add(start(anna, () -> ofAnna.append(new Draft(CHAT, 1, CUSTOMER, id, false, bytes(id)))));
            appends.add(start(bert, () -> ofBert.append(new Draft(CHAT, 1, AGENT, id, false, bytes(id)))));
        }
        List<Long> sequences =
                appends.stream().map(append -> sequence(join(append))).toList();

        assertThat(sequences)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(2, 17).boxed().toList());
        for (int node = 0; node < 2; node++) {
            List<Long> own = new ArrayList<>();
            for (int i = node; i < sequences.size(); i += 2) {
                own.add(sequences.get(i));
            }
            assertThat(own).as("a node's messages keep their order").isSorted();
        }
    }

    /** A line that needs none before it. */
    private Stored line(long version, String... members) {
        return (Stored) append(new Line(CHAT, version, 0, List.of(members), bytes("line " + version)));
    }

    private AppendResult append(Line line) {
        return get(bert, () -> ofBert.appendLine(line));
    }

    private AppendResult say(String member, String messageId, String text) {
        return get(anna, () -> ofAnna.append(new Draft(CHAT, 1, member, messageId, false, bytes(text))));
    }

    private AppendResult draft(long version, String member, String messageId) {
        return get(anna, () -> ofAnna.append(new Draft(CHAT, version, member, messageId, false, bytes("text"))));
    }

    private static long sequence(AppendResult result) {
        return ((Stored) result).sequence();
    }
}
