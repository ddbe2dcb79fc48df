package dev.switchboard.loadtest.verify;

import dev.switchboard.loadtest.verify.Observation.ChatSettled;
import dev.switchboard.loadtest.verify.Observation.HistoryRead;
import dev.switchboard.loadtest.verify.Observation.LineSeen;
import dev.switchboard.loadtest.verify.Observation.MessageAcked;
import dev.switchboard.loadtest.verify.Observation.MessageSent;
import dev.switchboard.loadtest.verify.Observation.Owned;
import dev.switchboard.loadtest.verify.Observation.TranscriptReset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * P5: every acknowledged message is in the transcript exactly once, under the acknowledged number, and reached the other
 * side; an unacknowledged one is there once or not at all; numbers have no gaps; every client gets lines in their order and
 * none twice; what was acknowledged before another message was sent stands before it.
 *
 * <p>A chat's messages are kept until it is settled.
 */
final class MessageCheck implements Check {

    private static final class Sent {
        final String sender;
        /** Highest number that anybody in the chat had been told when this was sent: its own must be above. */
        final long aboveSequence;

        long ackedSequence;

        Sent(String sender, long aboveSequence) {
            this.sender = sender;
            this.aboveSequence = aboveSequence;
        }
    }

    private static final class Viewer {
        long lastSequence;
        final Map<Long, String> textBySequence = new HashMap<>();
    }

    private static final class Talk {
        final Map<String, Sent> sent = new LinkedHashMap<>();
        final Map<String, Viewer> viewers = new LinkedHashMap<>();
        long ackedSequenceMax;

        @Nullable
        String lastOwner;

        @Nullable
        List<Line> history;
    }

    private final Findings findings;
    private final Map<String, Talk> talks = new HashMap<>();

    MessageCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void observe(Observation observation) {
        if (observation instanceof MessageSent sent) {
            Talk talk = talk(sent.chat());
            talk.sent.put(sent.text(), new Sent(sent.sender(), talk.ackedSequenceMax));
        } else if (observation instanceof MessageAcked acked) {
            acked(acked);
        } else if (observation instanceof LineSeen seen) {
            seen(seen);
        } else if (observation instanceof Owned owned) {
            Talk talk = talk(owned.chat());
            talk.lastOwner = owned.agent();
            // He may have had the chat before; then the lines come again.
            talk.viewers.remove(owned.agent());
        } else if (observation instanceof TranscriptReset reset) {
            talk(reset.chat()).viewers.remove(reset.viewer());
        } else if (observation instanceof HistoryRead read) {
            talk(read.chat()).history = read.lines();
        } else if (observation instanceof ChatSettled settled) {
            Talk talk = talks.remove(settled.chat());
            judge(settled.chat(), talk == null ? new Talk() : talk, settled.atNanos());
        }
    }

    private Talk talk(String chat) {
        return talks.computeIfAbsent(chat, unused -> new Talk());
    }

    private void acked(MessageAcked acked) {
        Talk talk = talk(acked.chat());
        Sent sent = talk.sent.get(acked.text());
        if (sent == null) {
            violated(acked.atNanos(), acked.chat(), "'" + acked.text() + "' was acknowledged and never sent");
            return;
        }
        if (sent.ackedSequence != 0 && sent.ackedSequence != acked.sequence()) {
            violated(
                    acked.atNanos(),
                    acked.chat(),
                    "'" + acked.text() + "' was acknowledged as " + sent.ackedSequence + " and as " + acked.sequence());
        }
        if (acked.sequence() <= sent.aboveSequence) {
            violated(
                    acked.atNanos(),
                    acked.chat(),
                    "'" + acked.text() + "' has number " + acked.sequence() + " but was sent after "
                            + sent.aboveSequence + " was acknowledged");
        }
        sent.ackedSequence = acked.sequence();
        talk.ackedSequenceMax = Math.max(talk.ackedSequenceMax, acked.sequence());
    }

    private void seen(LineSeen seen) {
        Talk talk = talk(seen.chat());
        Line line = seen.line();
        Viewer viewer = talk.viewers.computeIfAbsent(seen.viewer(), unused -> new Viewer());
        if (viewer.textBySequence.containsKey(line.sequence())) {
            violated(seen.atNanos(), seen.chat(), seen.viewer() + " got line " + line.sequence() + " twice");
        } else if (line.sequence() < viewer.lastSequence) {
            violated(
                    seen.atNanos(),
                    seen.chat(),
                    seen.viewer() + " got line " + line.sequence() + " after line " + viewer.lastSequence);
        }
        viewer.lastSequence = Math.max(viewer.lastSequence, line.sequence());
        viewer.textBySequence.put(line.sequence(), line.text());
        if (!line.system() && !talk.sent.containsKey(line.text())) {
            violated(seen.atNanos(), seen.chat(), seen.viewer() + " got '" + line.text() + "', which nobody sent");
        }
    }

    private void judge(String chat, Talk talk, long atNanos) {
        if (talk.history == null) {
            violated(atNanos, chat, "the transcript could not be read");
            return;
        }
        Map<Long, String> stored = new HashMap<>();
        Map<String, Long> sequences = new HashMap<>();
        Set<String> doubled = new HashSet<>();
        long expected = 1;
        for (Line line : talk.history) {
            if (line.sequence() != expected) {
                violated(
                        atNanos,
                        chat,
                        "the transcript has line " + line.sequence() + " where " + expected + " belongs");
            }
            expected = line.sequence() + 1;
            stored.put(line.sequence(), line.text());
            if (!line.system() && sequences.put(line.text(), line.sequence()) != null) {
                doubled.add(line.text());
            }
            if (!line.system() && !talk.sent.containsKey(line.text())) {
                violated(atNanos, chat, "the transcript has '" + line.text() + "', which nobody sent");
            }
        }
        doubled.forEach(text -> violated(atNanos, chat, "'" + text + "' is in the transcript more than once"));
        talk.sent.forEach((text, sent) -> judgeMessage(chat, talk, text, sent, sequences, atNanos));
        talk.viewers.forEach((name, viewer) -> viewer.textBySequence.forEach((sequence, text) -> {
            if (!text.equals(stored.get(sequence))) {
                violated(
                        atNanos,
                        chat,
                        name + " got '" + text + "' as line " + sequence + ", the transcript has '"
                                + stored.get(sequence) + "'");
            }
        }));
    }

    private void judgeMessage(
            String chat, Talk talk, String text, Sent sent, Map<String, Long> sequences, long atNanos) {
        Long sequence = sequences.get(text);
        if (sent.ackedSequence == 0) {
            return;
        }
        findings.checked(Promise.P5_MESSAGES);
        if (sequence == null) {
            violated(atNanos, chat, "'" + text + "' was acknowledged as " + sent.ackedSequence + " and is lost");
            return;
        }
        if (sequence != sent.ackedSequence) {
            violated(
                    atNanos,
                    chat,
                    "'" + text + "' was acknowledged as " + sent.ackedSequence + " and stored as " + sequence);
        }
        String reader = sent.sender.equals(Observation.CUSTOMER) ? talk.lastOwner : Observation.CUSTOMER;
        if (reader == null) {
            // Nobody ever took the chat.
            return;
        }
        Viewer viewer = talk.viewers.get(reader);
        if (viewer == null || !viewer.textBySequence.containsKey(sequence)) {
            violated(atNanos, chat, "'" + text + "' (line " + sequence + ") never reached " + reader);
        }
    }

    private void violated(long atNanos, String chat, String what) {
        findings.violated(Promise.P5_MESSAGES, atNanos, "chat " + chat + ": " + what);
    }
}
