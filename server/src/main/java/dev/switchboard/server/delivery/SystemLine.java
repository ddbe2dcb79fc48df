package dev.switchboard.server.delivery;

import dev.switchboard.protocol.v1.Author;
import dev.switchboard.protocol.v1.AuthorKind;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryKind;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.Membership;
import dev.switchboard.server.transcript.TranscriptStore.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line that the system writes when a chat's membership changes. The line is what makes the new membership valid in the
 * transcript, so each version has exactly one.
 *
 * @param membership as it is from this line on
 * @param key of the text that clients show
 * @param agent whom the line speaks of; his name is put in when the line is written
 * @param turn of the assignment that began or ended, 0 for none
 * @param detail reason code in lower case, empty for none
 */
record SystemLine(
        ChatId chat,
        Membership membership,
        Key key,
        @Nullable AgentId agent,
        int turn,
        String detail) {
    /** Keys on the wire, in lower case. */
    enum Key {
        STARTED,
        JOINED,
        LEFT,
        CLOSED,
        /** The log had lost its end; who takes part is as before. */
        RENEWED
    }

    private static final String AGENT = "agent";
    private static final String NAME = "name";
    private static final String ASSIGNMENT = "assignment";
    private static final String REASON = "reason";

    long version() {
        return membership.version();
    }

    Line toLine(String agentName) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (agent != null) {
            parameters.put(AGENT, WireIds.agent(agent));
            parameters.put(NAME, agentName);
        }
        if (turn > 0) {
            parameters.put(ASSIGNMENT, Integer.toString(turn));
        }
        if (!detail.isEmpty()) {
            parameters.put(REASON, detail);
        }
        Entry body = Entry.newBuilder()
                .setKind(EntryKind.ENTRY_KIND_SYSTEM)
                .setAuthor(Author.newBuilder().setKind(AuthorKind.AUTHOR_KIND_SYSTEM))
                .setTextKey(wireName(key))
                .putAllParameters(parameters)
                .build();
        return new Line(chat, membership.version(), membership.previous(), members(), body.toByteArray());
    }

    private List<String> members() {
        if (!membership.open()) {
            return List.of();
        }
        String customer = "c" + membership.customer().value();
        AgentId owner = membership.owner();
        return owner == null ? List.of(customer) : List.of(customer, "a" + owner.value());
    }

    /** {@return the turn of the assignment that a "left" line ends, 0 for all other entries} */
    static int endedTurn(Entry body) {
        if (body.getKind() != EntryKind.ENTRY_KIND_SYSTEM || !body.getTextKey().equals(wireName(Key.LEFT))) {
            return 0;
        }
        try {
            return Integer.parseInt(body.getParametersOrDefault(ASSIGNMENT, "0"));
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }

    /** An enum constant as parameters show it: {@code CUSTOMER_LEFT} is "customer-left". */
    static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
