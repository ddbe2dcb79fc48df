package dev.switchboard.protocol.golden;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One frame for each body there is, with every field set, so that no field's number or type can change unnoticed. */
final class Samples {

    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("chat", "r0-4711"),
            Map.entry("offer", "r0-4711.2"),
            Map.entry("token", "eyJhbGciOiJIUzI1NiJ9.e30.c2ln"),
            Map.entry("key", "chat-key-0001"),
            Map.entry("message_id", "message-0001"),
            Map.entry("queue", "billing"),
            Map.entry("skill", "german"),
            Map.entry("text", "Grüße 👋"),
            Map.entry("text_key", "joined"));

    private Samples() {}

    /** By file name: {@code client-hello}, {@code server-welcome} … */
    static Map<String, Message> all() {
        Map<String, Message> frames = new TreeMap<>();
        for (FieldDescriptor body :
                ClientFrame.getDescriptor().getOneofs().get(0).getFields()) {
            frames.put("client-" + body.getName(), frame(ClientFrame.newBuilder(), "id", body));
        }
        for (FieldDescriptor body :
                ServerFrame.getDescriptor().getOneofs().get(0).getFields()) {
            frames.put("server-" + body.getName(), frame(ServerFrame.newBuilder(), "reply_to", body));
        }
        // Bodies that got fields after their first file was written: the old file stays, and this one has all fields.
        for (String extended : List.of(
                "client-hello",
                "client-start_chat",
                "client-take_chat",
                "server-welcome",
                "server-chat_reply",
                "server-chat_update",
                "server-queue_status",
                "server-agent_state",
                "server-queue_load",
                "server-offer")) {
            frames.put(extended + "-2", present(frames, extended));
        }
        frames.put("server-welcome-3", present(frames, "server-welcome"));
        frames.put("server-welcome-4", present(frames, "server-welcome"));
        frames.put("server-welcome-5", present(frames, "server-welcome"));
        frames.put("server-agent_state-3", present(frames, "server-agent_state"));
        frames.put("server-queue_status-3", present(frames, "server-queue_status"));
        frames.put("server-queue_status-4", present(frames, "server-queue_status"));
        return frames;
    }

    private static Message present(Map<String, Message> frames, String name) {
        return Objects.requireNonNull(frames.get(name), name);
    }

    private static Message frame(Message.Builder frame, String idField, FieldDescriptor body) {
        FieldDescriptor id = frame.getDescriptorForType().findFieldByName(idField);
        return frame.setField(id, (long) body.getNumber() + 300)
                .setField(body, filled(body.getMessageType()))
                .build();
    }

    /** Of a choice between fields the last one is set. */
    private static Message filled(Descriptor type) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            if (field.isMapField()) {
                message.addRepeatedField(field, mapEntry(field.getMessageType()));
            } else if (field.isRepeated()) {
                message.addRepeatedField(field, value(field));
                message.addRepeatedField(field, value(field));
            } else {
                message.setField(field, value(field));
            }
        }
        return message.build();
    }

    private static Message mapEntry(Descriptor type) {
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("key"), "name")
                .setField(type.findFieldByName("value"), "Anna")
                .build();
    }

    private static Object value(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case STRING -> TEXTS.getOrDefault(field.getName(), field.getName().replace('_', '-'));
            case LONG -> 1_763_800_000_000L + field.getNumber();
            case INT -> 200 + field.getNumber();
            case BOOLEAN -> true;
            case ENUM -> last(field.getEnumType());
            case MESSAGE -> filled(field.getMessageType());
            case BYTE_STRING -> ByteString.copyFrom(new byte[] {0, (byte) 0xff});
            case FLOAT, DOUBLE -> throw new IllegalStateException("The protocol has no floating point: " + field);
        };
    }

    private static Object last(EnumDescriptor type) {
        return type.getValues().get(type.getValues().size() - 1);
    }
}
