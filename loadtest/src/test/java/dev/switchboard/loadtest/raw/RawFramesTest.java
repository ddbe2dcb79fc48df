package dev.switchboard.loadtest.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.Author;
import dev.switchboard.protocol.v1.AuthorKind;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryPush;
import dev.switchboard.protocol.v1.Heartbeat;
import dev.switchboard.protocol.v1.Sent;
import dev.switchboard.protocol.v1.ServerFrame;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is written and read by hand is what Protobuf would write and read. */
class RawFramesTest {

    private static final int SHORT_HEADER = 6;
    private static final int LONG_HEADER = 8;

    private final FrameView view = new FrameView();

    @Test
    void shouldNumberMessagesWithoutEncodingThemAnew() throws Exception {
        SendFrame frame = new SendFrame("r0-9", "hello");
        for (long number : new long[] {SendFrame.FIRST_NUMBER, SendFrame.FIRST_NUMBER + 300, (1L << 35) - 1}) {
            byte[] message = frame.numbered(number);
            ClientFrame parsed = ClientFrame.parseFrom(Arrays.copyOfRange(message, SHORT_HEADER, message.length));

            assertThat(parsed.getId()).isEqualTo(number);
            assertThat(parsed.getSend().getMessageId()).isEqualTo(String.format("%016x", number));
            assertThat(parsed.getSend().getText()).isEqualTo("hello");
            assertThat(parsed.getSend().getChat()).isEqualTo("r0-9");
            assertThat(parsed.toByteArray()).hasSize(message.length - SHORT_HEADER);
        }
    }

    @Test
    void shouldWriteHeadersForShortAndLongFrames() throws Exception {
        byte[] brief = ClientFrames.encode(ClientFrame.newBuilder()
                .setHeartbeat(Heartbeat.getDefaultInstance())
                .build());
        assertThat(brief).startsWith(0x82, 0x80 | 2, 0, 0, 0, 0);
        byte[] longer = new SendFrame("r0-9", "x".repeat(300)).numbered(SendFrame.FIRST_NUMBER);
        ClientFrame parsed = ClientFrame.parseFrom(Arrays.copyOfRange(longer, LONG_HEADER, longer.length));
        assertThat(parsed.getSend().getText()).hasSize(300);
        assertThat(longer[1] & 0xff).isEqualTo(0x80 | 126);
        assertThat(((longer[2] & 0xff) << 8) | (longer[3] & 0xff)).isEqualTo(longer.length - LONG_HEADER);
    }

    @Test
    void shouldReadAnswersAndPushes() {
        read(ServerFrame.newBuilder()
                .setReplyTo(SendFrame.FIRST_NUMBER + 5)
                .setSent(Sent.newBuilder().setSequence(8).setTimeMs(1L << 41)));
        assertThat(view.replyTo).isEqualTo(SendFrame.FIRST_NUMBER + 5);
        assertThat(view.body).isEqualTo(ServerFrame.SENT_FIELD_NUMBER);

        read(ServerFrame.newBuilder()
                .setEntryPush(EntryPush.newBuilder()
                        .setChat("r0-1")
                        .setEntry(Entry.newBuilder()
                                .setSequence(700)
                                .setTimeMs(1L << 41)
                                .setText("x".repeat(500))
                                .putParameters("a", "b")
                                .setAuthor(Author.newBuilder()
                                        .setKind(AuthorKind.AUTHOR_KIND_AGENT)
                                        .setName("Anna")))));
        assertThat(view.replyTo).isZero();
        assertThat(view.body).isEqualTo(ServerFrame.ENTRY_PUSH_FIELD_NUMBER);
        assertThat(view.sequence).isEqualTo(700);
        assertThat(view.author).isEqualTo(AuthorKind.AUTHOR_KIND_AGENT_VALUE);
    }

    private void read(ServerFrame.Builder frame) {
        byte[] body = frame.build().toByteArray();
        byte[] input = new byte[body.length + 20];
        System.arraycopy(body, 0, input, 7, body.length);
        view.read(input, 7, body.length);
    }
}
