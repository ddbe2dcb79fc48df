package dev.switchboard.loadtest.raw;

import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Send;
import java.nio.charset.StandardCharsets;

/**
 * A message to a chat that was encoded once; only the request's number and the message's id are written anew for each.
 * Both keep their length: numbers begin where a varint has five bytes, ids are hexadecimal digits.
 */
final class SendFrame {

    static final long FIRST_NUMBER = 1L << 28;

    private static final int NUMBER_BYTES = 5;
    private static final int ID_DIGITS = 16;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] message;
    private final int numberAt;
    private final int idAt;

    SendFrame(String chat, String text) {
        byte[] id = "0".repeat(ID_DIGITS).getBytes(StandardCharsets.US_ASCII);
        byte[] body = ClientFrame.newBuilder()
                .setId(FIRST_NUMBER)
                .setSend(Send.newBuilder()
                        .setChat(chat)
                        .setMessageId(new String(id, StandardCharsets.US_ASCII))
                        .setText(text))
                .build()
                .toByteArray();
        message = ClientFrames.message(body);
        numberAt = message.length - body.length + 1; // behind the tag of the first field
        idAt = find(message, id, numberAt);
    }

    /** {@return the bytes for this number, valid until the next call} */
    byte[] numbered(long number) {
        long rest = number;
        for (int i = 0; i < NUMBER_BYTES; i++) {
            message[numberAt + i] = (byte) ((rest & 0x7f) | (i < NUMBER_BYTES - 1 ? 0x80 : 0));
            rest >>>= 7;
        }
        long digits = number;
        for (int i = ID_DIGITS - 1; i >= 0; i--) {
            message[idAt + i] = DIGITS[(int) (digits & 0xf)];
            digits >>>= 4;
        }
        return message;
    }

    private static int find(byte[] in, byte[] what, int from) {
        for (int at = from; at <= in.length - what.length; at++) {
            int same = 0;
            while (same < what.length && in[at + same] == what[same]) {
                same++;
            }
            if (same == what.length) {
                return at;
            }
        }
        throw new IllegalStateException("the frame does not hold its own id");
    }
}
