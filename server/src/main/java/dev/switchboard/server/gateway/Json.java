package dev.switchboard.server.gateway;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Protobuf's JSON. The library reads generously: it takes names without quotes, ignores what follows the value, and makes
 * question marks of broken text. Here only JSON counts as JSON, so that nothing is dropped in silence.
 */
final class Json {

    /** As deep as the library reads messages, in either form. */
    private static final int DEPTH_MAX = 100;

    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();
    private static final JsonFormat.Parser KNOWN_FIELDS = JsonFormat.parser();
    private static final JsonFormat.Parser ALL_FIELDS = KNOWN_FIELDS.ignoringUnknownFields();

    private Json() {}

    /** The text is no JSON, no UTF-8, or nested too deeply; without any of it, as it belongs to a client. */
    static final class NotJson extends IOException {
        private static final long serialVersionUID = 1L;

        NotJson() {
            super("no JSON");
        }
    }

    /** Reads a body; a field that the message does not have is a fault, as it may be misspelt. */
    static void read(ByteBuffer utf8, Message.Builder into) throws NotJson, InvalidProtocolBufferException {
        KNOWN_FIELDS.merge(text(utf8), into);
    }

    /** Reads a frame; fields that the message does not have are left out, as in binary frames. */
    static void readFrame(ByteBuffer utf8, Message.Builder into) throws NotJson, InvalidProtocolBufferException {
        ALL_FIELDS.merge(text(utf8), into);
    }

    static byte[] write(Message message) {
        try {
            return PRINTER.print(message).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("No message of ours holds an Any", e);
        }
    }

    private static String text(ByteBuffer utf8) throws NotJson {
        try {
            // Unlike the constructor of String a decoder refuses what is no UTF-8.
            String text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
            check(text);
            return text;
        } catch (IOException e) {
            throw new NotJson();
        }
    }

    private static void check(String text) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(DEPTH_MAX);
        for (JsonToken next = reader.peek(); next != JsonToken.END_DOCUMENT; next = reader.peek()) {
            switch (next) {
                case BEGIN_OBJECT -> reader.beginObject();
                case END_OBJECT -> reader.endObject();
                case BEGIN_ARRAY -> reader.beginArray();
                case END_ARRAY -> reader.endArray();
                case NAME -> checkText(reader.nextName());
                case STRING -> checkText(reader.nextString());
                default -> reader.skipValue();
            }
        }
    }

    /** Half of a surrogate pair, written as an escape, cannot be sent on in UTF-8. */
    private static void checkText(String text) throws IOException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IOException("half a character");
        }
    }
}
