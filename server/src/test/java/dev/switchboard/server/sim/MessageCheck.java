package dev.switchboard.server.sim;

import dev.switchboard.server.sim.Observations.End;
import dev.switchboard.server.sim.Observations.Line;
import dev.switchboard.server.sim.Observations.Seen;
import dev.switchboard.server.sim.Observations.Sent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * P5: transcripts have no gaps and no text twice (each text of a run is another), acknowledged texts are where the
 * acknowledgement said, and everybody saw exactly the stored transcript, or, who lost the chat, its beginning. P7: nobody
 * was ever shown what another customer wrote. The texts of a customer begin with his name.
 */
final class MessageCheck {
    private final List<String> findings = new ArrayList<>();
    private final Map<String, StoredChat> stored;

    private final boolean failovers;

    private MessageCheck(Map<String, StoredChat> stored, boolean failovers) {
        this.stored = stored;
        this.failovers = failovers;
    }

    /** @param failovers the storage lost its last moments: what a client saw of a chat that it lost may be void */
    static List<String> findings(Map<String, StoredChat> stored, Observations observations, boolean failovers) {
        MessageCheck check = new MessageCheck(stored, failovers);
        stored.values().forEach(check::numbered);
        observations.acknowledged.forEach(check::kept);
        observations.seen.forEach(check::told);
        observations.seen.stream().filter(seen -> !seen.staff).forEach(seen -> check.own(seen, observations.seen));
        return check.findings;
    }

    private void numbered(StoredChat chat) {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < chat.lines().size(); i++) {
            Line line = chat.lines().get(i).line();
            if (line.sequence() != i + 1) {
                findings.add("P5: " + chat.id() + " has " + line + " at place " + (i + 1));
            }
            if (failovers && line.key().equals("closed")) {
                // Message ids are forgotten then; if the close was of a past that was lost, a repeat is a new text.
                texts.clear();
            }
            if (!line.text().isEmpty() && !texts.add(line.text())) {
                findings.add("P5: " + chat.id() + " has twice: " + line.text());
            }
        }
    }

    private void kept(Sent sent) {
        Line expected = new Line(sent.sequence(), sent.text(), "");
        if (!visible(sent.chat(), true).contains(expected)) {
            findings.add("P5: acknowledged, but not stored: " + sent);
        }
    }

    private void told(Seen seen) {
        if (failovers && seen.end == End.LOST) {
            return;
        }
        if (seen.chat.isEmpty()) {
            if (!seen.lines.isEmpty()) {
                findings.add("P5: " + seen.who + " was told lines of a chat that it does not have: " + seen.lines);
            }
            return;
        }
        List<Line> whole = visible(seen.chat, seen.staff);
        List<Line> expected =
                seen.end == End.LOST && seen.lines.size() < whole.size() ? whole.subList(0, seen.lines.size()) : whole;
        if (!seen.lines.equals(expected)) {
            findings.add("P5: " + seen.who + " saw of " + seen.chat + " (" + seen.end + ")\n  " + seen.lines
                    + "\n  instead of\n  " + expected);
        }
    }

    private void own(Seen seen, List<Seen> all) {
        all.stream()
                .filter(other -> !other.staff && !other.who.equals(seen.who))
                .map(other -> other.who)
                .distinct()
                .forEach(stranger -> seen.shown.stream()
                        .filter(line -> line.text().startsWith(stranger))
                        .forEach(line -> findings.add("P7: " + seen.who + " was shown of " + seen.chat + ": " + line)));
    }

    private List<Line> visible(String chat, boolean staff) {
        StoredChat found = stored.get(chat);
        return found == null ? List.of() : found.visible(staff);
    }
}
