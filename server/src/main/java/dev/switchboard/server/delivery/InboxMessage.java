package dev.switchboard.server.delivery;

import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What nodes send to each other's inboxes. One byte of kind, then fixed fields, big-endian; a node that gets a kind it does
 * not know ignores it. All concern one chat.
 */
sealed interface InboxMessage {
    ChatId chat();

    /** @param listeners the nodes that listened when the entry was stored; who types sends to them */
    record NewEntry(ChatId chat, List<NodeId> listeners, StoredEntry entry) implements InboxMessage {}

    /** Somebody types (or stopped). Opaque to this codec: a serialised Typing. */
    record SignOfTyping(ChatId chat, byte[] typing) implements InboxMessage {}

    /** An entry may have been stored without being sent: compare the last sequences. */
    record LookAgain(ChatId chat) implements InboxMessage {}

    byte ENTRY = 1;
    byte TYPING = 2;
    byte LOOK = 3;

    static byte[] encode(InboxMessage message) {
        if (message instanceof NewEntry it) {
            StoredEntry entry = it.entry();
            ByteBuffer out =
                    ByteBuffer.allocate(1 + 8 + 4 + 8 * it.listeners().size() + 8 + 8 + 8 + 1 + entry.body().length);
            out.put(ENTRY).putLong(it.chat().value()).putInt(it.listeners().size());
            it.listeners().forEach(node -> out.putLong(node.value()));
            out.putLong(entry.sequence()).putLong(entry.timeMs()).putLong(entry.previousVisible());
            out.put((byte) (entry.staffOnly() ? 1 : 0)).put(entry.body());
            return out.array();
        }
        if (message instanceof SignOfTyping it) {
            ByteBuffer out = ByteBuffer.allocate(1 + 8 + it.typing().length);
            return out.put(TYPING).putLong(it.chat().value()).put(it.typing()).array();
        }
        return ByteBuffer.allocate(1 + 8)
                .put(LOOK)
                .putLong(message.chat().value())
                .array();
    }

    /** {@return the message, null when it is of an unknown kind or broken} */
    static @Nullable InboxMessage decode(byte[] payload) {
        try {
            ByteBuffer in = ByteBuffer.wrap(payload);
            byte kind = in.get();
            ChatId chat = new ChatId(in.getLong());
            return switch (kind) {
                case ENTRY -> {
                    int count = in.getInt();
                    if (count < 0 || count > in.remaining() / 8) {
                        yield null;
                    }
                    List<NodeId> listeners = new ArrayList<>(count);
                    for (int i = 0; i < count; i++) {
                        listeners.add(new NodeId(in.getLong()));
                    }
                    long sequence = in.getLong();
                    long timeMs = in.getLong();
                    long previousVisible = in.getLong();
                    boolean staffOnly = in.get() != 0;
                    yield new NewEntry(
                            chat,
                            List.copyOf(listeners),
                            new StoredEntry(sequence, timeMs, previousVisible, staffOnly, rest(in)));
                }
                case TYPING -> new SignOfTyping(chat, rest(in));
                case LOOK -> new LookAgain(chat);
                default -> null;
            };
        } catch (BufferUnderflowException tooShort) {
            return null;
        }
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }
}
