package dev.switchboard.loadtest.raw;

import dev.switchboard.protocol.v1.Author;
import dev.switchboard.protocol.v1.AuthorKind;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryPush;
import dev.switchboard.protocol.v1.ServerFrame;

/** Reads of a server frame what the driver needs, without making objects of it. Used again for each frame. */
final class FrameView {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private byte[] bytes = new byte[0];
    private int at;

    /** Number of the request that the frame answers, 0 for a push. */
    long replyTo;
    /** Field number of the body. */
    int body;
    /** Of an entry that is pushed: its number, and who wrote it. */
    long sequence;

    int author;

    void read(byte[] input, int offset, int length) {
        bytes = input;
        at = offset;
        replyTo = 0;
        body = 0;
        sequence = 0;
        author = AuthorKind.AUTHOR_KIND_UNSPECIFIED_VALUE;
        int end = offset + length;
        while (at < end) {
            int tag = (int) varint();
            int field = tag >>> 3;
            if (field == ServerFrame.REPLY_TO_FIELD_NUMBER) {
                replyTo = varint();
            } else if (field == ServerFrame.ENTRY_PUSH_FIELD_NUMBER) {
                body = field;
                int size = (int) varint();
                push(at + size);
            } else {
                body = field;
                skip(tag & 7);
            }
        }
    }

    private void push(int end) {
        while (at < end) {
            int tag = (int) varint();
            if (tag >>> 3 == EntryPush.ENTRY_FIELD_NUMBER) {
                int size = (int) varint();
                entry(at + size);
            } else {
                skip(tag & 7);
            }
        }
    }

    private void entry(int end) {
        while (at < end) {
            int tag = (int) varint();
            switch (tag >>> 3) {
                case Entry.SEQUENCE_FIELD_NUMBER -> sequence = varint();
                case Entry.AUTHOR_FIELD_NUMBER -> {
                    int size = (int) varint();
                    author(at + size);
                }
                default -> skip(tag & 7);
            }
        }
    }

    private void author(int end) {
        while (at < end) {
            int tag = (int) varint();
            if (tag >>> 3 == Author.KIND_FIELD_NUMBER) {
                author = (int) varint();
            } else {
                skip(tag & 7);
            }
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private void skip(int type) {
        switch (type) {
            case VARINT -> {
                long unused = varint();
            }
            case FIXED_64 -> at += 8;
            case BYTES -> {
                int size = (int) varint();
                at += size;
            }
            case FIXED_32 -> at += 4;
            default -> throw new RawException("a frame of the server cannot be read");
        }
    }
}
