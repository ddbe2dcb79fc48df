package dev.switchboard.server.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes wrong input of right input: of bytes, of texts, and of messages field by field. */
public final class Mutator {
    private static final byte[][] BYTES = {
        {0},
        {(byte) 0xff},
        {0x7f},
        {(byte) 0x80},
        {0x0a, 0},
        {0x1b},
        {0x0c},
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f},
        {
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff,
            1
        },
        {(byte) 0xc3},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
    };

    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "null",
        "true",
        "0",
        "-1",
        "1e999999999",
        "1e-999999999",
        "18446744073709551616",
        "9223372036854775808",
        "NaN",
        "\"\"",
        "{}",
        "[]",
        "\\ud800",
        "\\u0000",
        "\u0000",
        "\n",
        "\r\n",
        "\t",
        " ",
        "\ufeff",
        "&a",
        "*a",
        "!!java",
        "%",
        "../",
        "?",
        "#",
        "|",
        "- ",
        ": ",
        ";",
        "=",
        "'",
        "\"@type\":",
        "é",
        "\u202e",
        "0x",
        "30s",
        "99999999999999999999KiB",
    };

    private static final String[] TEXTS = {
        "",
        " ",
        "a",
        "demo",
        "support",
        "sales",
        "r0-1",
        "r0-4711",
        "r0-4711.2",
        "r1-1",
        "r0--1",
        "r0-99999999999999999999",
        "17",
        "-1",
        "0",
        "9223372036854775807",
        "9223372036854775808",
        "https://shop.example.com",
        "null",
        "\u0000",
        "a\nb",
        "\u202e",
        "👋",
        "e\u0301",
        "{}",
        "{r0}",
        "*",
        "sb:{r0}:log",
        "'; drop",
        "<script>",
        "%s%n",
        "${jndi:ldap://x}",
        "key-00001",
        "anna",
        "admin",
        "german",
        "name",
    };

    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        5,
        10,
        11,
        100,
        500,
        501,
        4_000,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
    };

    private Mutator() {}

    /** One to eight changes, or nothing but noise. */
    public static byte[] bytes(Random random, List<byte[]> samples) {
        if (random.nextInt(20) == 0) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] changed = samples.get(random.nextInt(samples.size())).clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            changed = change(random, changed, samples);
        }
        return changed;
    }

    private static byte[] change(Random random, byte[] in, List<byte[]> samples) {
        int at = random.nextInt(in.length + 1);
        int end = Math.min(in.length, at + random.nextInt(12));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(random, in);
            case 1 -> join(in, at, new byte[0], end); // cut out
            case 2 -> Arrays.copyOf(in, at);
            case 3 -> join(in, at, BYTES[random.nextInt(BYTES.length)], end); // put in place of
            case 4 -> join(in, at, BYTES[random.nextInt(BYTES.length)], at); // put in
            case 5 -> join(in, end, Arrays.copyOfRange(in, at, end), end); // twice
            case 6 -> {
                byte[] other = samples.get(random.nextInt(samples.size()));
                int from = random.nextInt(other.length + 1);
                yield join(in, at, Arrays.copyOfRange(other, from, other.length), in.length);
            }
            default -> join(in, at, nested(random, in), at);
        };
    }

    private static byte[] flipped(Random random, byte[] in) {
        byte[] out = in.clone();
        if (out.length > 0) {
            out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return out;
    }

    /** The input inside fields of itself, some times over. */
    private static byte[] nested(Random random, byte[] in) {
        byte[] inner = Arrays.copyOf(in, Math.min(in.length, 100));
        for (int depth = random.nextInt(random.nextInt(10) == 0 ? 150 : 4); depth >= 0; depth--) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write((1 + random.nextInt(25)) << 3 | 2);
            for (int left = inner.length; ; left >>>= 7) {
                out.write(left < 0x80 ? left : (left & 0x7f) | 0x80);
                if (left < 0x80) {
                    break;
                }
            }
            out.writeBytes(inner);
            inner = out.toByteArray();
        }
        return inner;
    }

    private static byte[] join(byte[] in, int head, byte[] middle, int tail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(in, 0, head);
        out.writeBytes(middle);
        out.write(in, tail, in.length - tail);
        return out.toByteArray();
    }

    /** Changes a text by what stands in texts of its kind. */
    public static String text(Random random, List<String> samples) {
        StringBuilder text = new StringBuilder(samples.get(random.nextInt(samples.size())));
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(10));
            String token = TOKENS[random.nextInt(TOKENS.length)];
            switch (random.nextInt(6)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, token);
                case 2 -> text.replace(at, end, token);
                case 3 -> text.insert(end, text.substring(at, end).repeat(1 + random.nextInt(3)));
                case 4 -> text.insert(at, token.repeat(random.nextInt(random.nextInt(30) == 0 ? 3_000 : 20)));
                default -> text.setLength(random.nextInt(3) == 0 ? at : text.length());
            }
        }
        return text.toString();
    }

    /** A message that can be read, with fields that nobody means: missing, extreme, far too many. */
    public static <M extends Message> M message(Random random, M prototype) {
        Message.Builder builder = prototype.toBuilder();
        fill(random, builder, 0);
        @SuppressWarnings("unchecked")
        M made = (M) builder.build();
        return made;
    }

    private static void fill(Random random, Message.Builder builder, int depth) {
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            if (random.nextInt(4) == 0 || depth > 4) {
                continue;
            }
            if (field.isRepeated()) {
                int count = random.nextInt(random.nextInt(40) == 0 ? 300 : 4);
                for (int i = 0; i < count; i++) {
                    builder.addRepeatedField(field, value(random, builder, field, depth));
                }
            } else if (field.getContainingOneof() == null || random.nextInt(3) == 0) {
                builder.setField(field, value(random, builder, field, depth));
            }
        }
    }

    private static Object value(Random random, Message.Builder builder, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case STRING -> text(random);
            case LONG -> NUMBERS[random.nextInt(NUMBERS.length)];
            case INT -> (int) NUMBERS[random.nextInt(NUMBERS.length)];
            case BOOLEAN -> random.nextBoolean();
            case ENUM -> constant(random, field);
            case BYTE_STRING -> ByteString.copyFrom(TEXTS[random.nextInt(TEXTS.length)], StandardCharsets.UTF_8);
            case FLOAT, DOUBLE -> throw new IllegalStateException("The protocol has no floating point: " + field);
            case MESSAGE -> {
                Message.Builder inner = builder.newBuilderForField(field);
                fill(random, inner, depth + 1);
                yield inner.build();
            }
        };
    }

    private static String text(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> "x".repeat(random.nextInt(6_000));
            case 1 -> "é👋".repeat(random.nextInt(600));
            case 2 -> Long.toString(random.nextLong());
            default -> TEXTS[random.nextInt(TEXTS.length)];
        };
    }

    private static EnumValueDescriptor constant(Random random, FieldDescriptor field) {
        List<EnumValueDescriptor> values = new ArrayList<>(field.getEnumType().getValues());
        values.add(field.getEnumType().findValueByNumberCreatingIfUnknown(77));
        values.add(field.getEnumType().findValueByNumberCreatingIfUnknown(-1));
        return values.get(random.nextInt(values.size()));
    }
}
