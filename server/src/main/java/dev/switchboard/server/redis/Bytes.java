package dev.switchboard.server.redis;

import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** To and from the bytes that Redis takes and gives; whatever is not as expected is CORRUPT. */
final class Bytes {
    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] of(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    static String text(@Nullable Object reply) {
        return new String(bytes(reply), StandardCharsets.UTF_8);
    }

    static byte[] bytes(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return bytes;
        }
        throw corrupt("bytes", reply);
    }

    static long number(@Nullable Object reply) {
        if (reply instanceof Long number) {
            return number;
        }
        try {
            return Long.parseLong(text(reply));
        } catch (NumberFormatException failure) {
            throw new StorageException(Reason.CORRUPT, "Redis holds something else where a number belongs", failure);
        }
    }

    /** A number, or 0 for nil. */
    static long numberOrZero(@Nullable Object reply) {
        return reply == null ? 0 : number(reply);
    }

    static List<?> list(@Nullable Object reply) {
        if (reply instanceof List<?> list) {
            return list;
        }
        throw corrupt("a list", reply);
    }

    /** Entries of a stream as XRANGE gives them. */
    static List<Entry> entries(@Nullable Object reply) {
        List<?> raw = list(reply);
        var entries = new ArrayList<Entry>(raw.size());
        for (Object element : raw) {
            List<?> pair = list(element);
            String id = text(pair.get(0));
            entries.add(new Entry(id, list(pair.get(1))));
        }
        return entries;
    }

    private static StorageException corrupt(String expected, @Nullable Object reply) {
        String found = reply == null ? "nothing" : reply.getClass().getSimpleName();
        return new StorageException(Reason.CORRUPT, "Redis gave " + found + " where " + expected + " was expected");
    }

    /** @param fields names and values in turn */
    record Entry(String id, List<?> fields) {
        /** The part of the id before the dash. */
        long number() {
            int dash = id.indexOf('-');
            try {
                return Long.parseLong(dash < 0 ? id : id.substring(0, dash));
            } catch (NumberFormatException failure) {
                throw new StorageException(Reason.CORRUPT, "A stream holds an entry with the id " + id, failure);
            }
        }

        byte[] get(String name) {
            byte[] wanted = of(name);
            for (int i = 0; i + 1 < fields.size(); i += 2) {
                if (Arrays.equals(wanted, bytes(fields.get(i)))) {
                    return bytes(fields.get(i + 1));
                }
            }
            throw new StorageException(Reason.CORRUPT, "The entry " + id + " has no field " + name);
        }
    }
}
