package dev.switchboard.client;

import dev.switchboard.client.internal.connection.Ids;
import dev.switchboard.protocol.v1.Audience;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.CloseChat;
import dev.switchboard.protocol.v1.CloseReason;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.GetEntries;
import dev.switchboard.protocol.v1.Send;
import dev.switchboard.protocol.v1.Sent;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/** What customers and agents alike do in a chat. The chat's id is the lane: one request at a time, in order. */
final class ChatWriter {

    private static final int PAGE_MAX = 200;

    private final ClientCore core;
    private final String chat;
    /** Begins all message ids of this writer, so that it knows its own without remembering them. Logical thread only. */
    private final String sender;

    private long sent;

    /** On the logical thread. */
    ChatWriter(ClientCore core, String chat) {
        this.core = core;
        this.chat = chat;
        this.sender = Ids.next(core.environment().random()) + "-";
    }

    boolean isOwn(Entry entry) {
        return entry.getMessageId().startsWith(sender);
    }

    CompletableFuture<Receipt> send(String text, Audience audience) {
        return core.ask(
                chat,
                () -> ClientFrame.newBuilder()
                        .setSend(Send.newBuilder()
                                .setChat(chat)
                                .setMessageId(sender + Long.toString(++sent, Character.MAX_RADIX))
                                .setText(text)
                                .setAudience(audience)),
                BodyCase.SENT,
                frame -> receipt(frame.getSent()));
    }

    void typing(boolean typing) {
        ClientFrame frame = ClientFrame.newBuilder()
                .setTyping(dev.switchboard.protocol.v1.Typing.newBuilder()
                        .setChat(chat)
                        .setTyping(typing))
                .build();
        // Nobody misses a typing sign of a closed client.
        var unused = core.run(() -> core.connection().cast(frame));
    }

    /**
     * @param assignment asked when the request goes on its way; 0 for customers
     */
    CompletableFuture<Void> close(CloseReason reason, IntSupplier assignment) {
        return core.ask(
                chat,
                () -> ClientFrame.newBuilder()
                        .setCloseChat(CloseChat.newBuilder()
                                .setChat(chat)
                                .setReason(reason)
                                .setAssignment(assignment.getAsInt())),
                BodyCase.CHAT_REPLY,
                frame -> null);
    }

    CompletableFuture<History> history(long afterSequence, int limit) {
        if (afterSequence < 0 || limit < 1 || limit > PAGE_MAX) {
            throw new IllegalArgumentException("Expected afterSequence >= 0 and limit 1–200");
        }
        return core.ask(
                "#history " + chat,
                () -> ClientFrame.newBuilder()
                        .setGetEntries(GetEntries.newBuilder()
                                .setChat(chat)
                                .setAfterSequence(afterSequence)
                                .setLimit(limit)),
                BodyCase.ENTRIES,
                frame -> Wire.history(frame.getEntries(), this::isOwn));
    }

    private static Receipt receipt(Sent sent) {
        return new Receipt(sent.getSequence(), Instant.ofEpochMilli(sent.getTimeMs()));
    }
}
