package dev.switchboard.server.routing;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes values into a growing array. {@link BinaryReader} reads them back in the same order. */
public final class BinaryWriter {
    private byte[] bytes;
    private int size;

    public BinaryWriter(int expectedSize) {
        bytes = new byte[Math.max(16, expectedSize)];
    }

    public BinaryWriter putByte(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) value;
        return this;
    }

    public BinaryWriter putBoolean(boolean value) {
        return putByte(value ? 1 : 0);
    }

    /** Small numbers of either sign take few bytes. */
    public BinaryWriter putLong(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            putByte((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        return putByte((int) rest);
    }

    /** For random ids: always 8 bytes. */
    public BinaryWriter putFixed(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            putByte((int) (value >>> shift));
        }
        return this;
    }

    /** As UTF-16 units, one byte each for ASCII. */
    public BinaryWriter putString(String value) {
        putLong(value.length());
        for (int i = 0; i < value.length(); i++) {
            putLong(value.charAt(i));
        }
        return this;
    }

    public <T> BinaryWriter putList(List<T> values, Consumer<T> putElement) {
        putLong(values.size());
        values.forEach(putElement);
        return this;
    }

    public <T> BinaryWriter putOptional(@Nullable T value, Consumer<T> put) {
        putBoolean(value != null);
        if (value != null) {
            put.accept(value);
        }
        return this;
    }

    /** Enums that are written grow at their end only; the golden bytes in the tests notice anything else. */
    @SuppressWarnings("EnumOrdinal")
    public BinaryWriter putEnum(Enum<?> value) {
        return putByte(value.ordinal());
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** A 64-bit hash of what was written. */
    long hash() {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < size; i++) {
            hash = (hash ^ bytes[i]) * 0x100000001b3L;
        }
        return hash ^ (hash >>> 32);
    }
}
