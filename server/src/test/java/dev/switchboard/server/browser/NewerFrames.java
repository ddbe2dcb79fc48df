package dev.switchboard.server.browser;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.switchboard.protocol.v1.AgentState;
import dev.switchboard.protocol.v1.AgentTarget;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.ChatSnapshot;
import dev.switchboard.protocol.v1.CloseReason;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.ResumeOutcome;
import dev.switchboard.protocol.v1.ServerFrame;
import java.util.List;

/** As a newer server might say it: fields, values, kinds of entries and frames that nobody knows yet. */
final class NewerFrames {
    private static final int UNKNOWN = 42;
    private static final UnknownFieldSet MORE = UnknownFieldSet.newBuilder()
            .addField(1_000, Field.newBuilder().addVarint(7).build())
            .addField(1_001, Field.newBuilder().addFixed32(7).build())
            .addField(1_002, Field.newBuilder().addFixed64(7).build())
            .addField(
                    1_003,
                    Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFromUtf8("more"))
                            .build())
            .build();
    private static final ServerFrame UNKNOWN_FRAME =
            ServerFrame.newBuilder().setUnknownFields(MORE).build();

    private NewerFrames() {}

    static List<ServerFrame> of(ServerFrame frame) {
        return List.of(UNKNOWN_FRAME, newer(frame));
    }

    /** The message with more in it, and in all messages below. */
    @SuppressWarnings("unchecked")
    static <M extends Message> M newer(M message) {
        Message.Builder changed = message.toBuilder();
        message.getAllFields().forEach((field, value) -> {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isMapField()) {
                if (field.isRepeated()) {
                    changed.clearField(field);
                    ((List<?>) value).forEach(each -> changed.addRepeatedField(field, newer((Message) each)));
                } else {
                    changed.setField(field, newer((Message) value));
                }
            }
        });
        changed.setUnknownFields(MORE);
        change(changed);
        return (M) changed.build();
    }

    private static void change(Message.Builder message) {
        if (message instanceof Entry.Builder entry) {
            change(entry);
        } else if (message instanceof AgentState.Builder state && state.getPresence() == Presence.PRESENCE_BUSY) {
            state.setPresenceValue(UNKNOWN);
        } else if (message instanceof AgentTarget.Builder target) {
            target.setPresenceValue(UNKNOWN);
        } else if (message instanceof ChatSnapshot.Builder snapshot
                && snapshot.getOutcome() == ResumeOutcome.RESUME_OUTCOME_RECOVERED) {
            snapshot.setOutcomeValue(UNKNOWN);
        } else if (message instanceof Chat.Builder chat) {
            if (chat.getPhase() == ChatPhase.CHAT_PHASE_OFFERED) {
                chat.setPhaseValue(UNKNOWN);
            }
            if (chat.getCloseReason() == CloseReason.CLOSE_REASON_SOLVED) {
                chat.setCloseReasonValue(UNKNOWN);
            }
        }
    }

    private static void change(Entry.Builder entry) {
        if (entry.getText().startsWith("kind: ")) {
            entry.setKindValue(UNKNOWN).clearText();
        } else if (entry.getText().startsWith("author: ")) {
            entry.getAuthorBuilder().setKindValue(UNKNOWN);
        } else if (entry.getTextKey().equals("joined")) {
            entry.setTextKey("beamed-in");
        } else if (entry.getTextKey().equals("closed")) {
            entry.putParameters("reason", "beamed-out");
        }
    }
}
