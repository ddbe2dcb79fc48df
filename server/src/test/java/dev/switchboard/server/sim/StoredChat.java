package dev.switchboard.server.sim;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.v1.AuthorKind;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.server.delivery.WireIds;
import dev.switchboard.server.sim.Observations.Line;
import dev.switchboard.server.transcript.InMemoryTranscriptStore;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A chat's stored transcript, read by the checks. */
record StoredChat(String id, List<StoredLine> lines) {

    /**
     * @param agent of a system line: whom it speaks of; of a text: its author if an agent; else empty
     * @param assignment of a system line: the turn; else empty
     */
    record StoredLine(Line line, boolean staffOnly, String agent, String assignment) {}

    /** All stored chats by their id. */
    static Map<String, StoredChat> all(InMemoryTranscriptStore store) {
        Map<String, StoredChat> chats = new TreeMap<>();
        store.chats().forEach(chat -> {
            List<StoredLine> lines = new ArrayList<>();
            store.entries(chat).forEach(entry -> lines.add(line(entry)));
            chats.put(WireIds.chat(chat), new StoredChat(WireIds.chat(chat), lines));
        });
        return chats;
    }

    /** What the customer or the staff may see of it. */
    List<Line> visible(boolean staff) {
        return lines.stream()
                .filter(stored -> staff || !stored.staffOnly())
                .map(StoredLine::line)
                .toList();
    }

    private static StoredLine line(StoredEntry stored) {
        try {
            Entry entry = Entry.parseFrom(stored.body());
            boolean byAgent = entry.getAuthor().getKind() == AuthorKind.AUTHOR_KIND_AGENT;
            return new StoredLine(
                    new Line(stored.sequence(), entry.getText(), entry.getTextKey()),
                    stored.staffOnly(),
                    byAgent ? entry.getAuthor().getId() : entry.getParametersOrDefault("agent", ""),
                    entry.getParametersOrDefault("assignment", ""));
        } catch (InvalidProtocolBufferException garbage) {
            throw new AssertionError(garbage);
        }
    }
}
