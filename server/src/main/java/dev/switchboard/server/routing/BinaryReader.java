package dev.switchboard.server.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what {@link BinaryWriter} wrote. Every method throws {@link MalformedBytesException} when it cannot. */
public final class BinaryReader {
    private final byte[] bytes;
    private int next;

    /** The array is not copied; the caller leaves it alone. */
    public BinaryReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int getByte() {
        if (next == bytes.length) {
            throw new MalformedBytesException("ends too early, after " + next + " bytes");
        }
        return bytes[next++] & 0xff;
    }

    public boolean getBoolean() {
        int value = getByte();
        if (value > 1) {
            throw new MalformedBytesException("neither true nor false: " + value);
        }
        return value == 1;
    }

    public long getLong() {
        long raw = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int part = getByte();
            boolean last = (part & 0x80) == 0;
            if (shift == 63 && part > 1) {
                break;
            }
            raw |= (part & 0x7fL) << shift;
            if (last) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new MalformedBytesException("number too long, before byte " + next);
    }

    public int getInt() {
        long value = getLong();
        if (value != (int) value) {
            throw new MalformedBytesException("number out of range: " + value);
        }
        return (int) value;
    }

    public long getFixed() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | getByte();
        }
        return value;
    }

    public String getString() {
        int length = getSize();
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            long unit = getLong();
            if (unit != (char) unit) {
                throw new MalformedBytesException("not a character: " + unit);
            }
            text.append((char) unit);
        }
        return text.toString();
    }

    public <T> List<T> getList(Supplier<T> getElement) {
        int size = getSize();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(getElement.get());
        }
        return List.copyOf(values);
    }

    public <T> @Nullable T getOptional(Supplier<T> get) {
        return getBoolean() ? get.get() : null;
    }

    public <T> T getEnum(T[] values) {
        int ordinal = getByte();
        if (ordinal >= values.length) {
            throw new MalformedBytesException("no such value: " + ordinal);
        }
        return values[ordinal];
    }

    /** Fails if anything is left. */
    public void end() {
        if (next != bytes.length) {
            throw new MalformedBytesException((bytes.length - next) + " bytes too many");
        }
    }

    /** Every element takes at least a byte, so a size beyond the rest is wrong, and nothing big is allocated for it. */
    private int getSize() {
        long size = getLong();
        if (size < 0 || size > bytes.length - next) {
            throw new MalformedBytesException("size out of range: " + size);
        }
        return (int) size;
    }
}
