package dev.switchboard.loadtest.verify;

import dev.switchboard.loadtest.verify.Observation.AgentLost;
import dev.switchboard.loadtest.verify.Observation.ChatSettled;
import dev.switchboard.loadtest.verify.Observation.CloseSent;
import dev.switchboard.loadtest.verify.Observation.HistoryRead;
import dev.switchboard.loadtest.verify.Observation.LeaveSent;
import dev.switchboard.loadtest.verify.Observation.Owned;
import dev.switchboard.loadtest.verify.Observation.Released;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * P1, one owner at a time, in two ways. By the clock: an agent certainly owns a chat from the server's word until somebody
 * asks for an end or his connection breaks; two such spans may overlap only as long as news travel. By the transcript:
 * between two lines "joined" there must be a line "left".
 */
final class OwnerCheck implements Check {

    private static final String JOINED = "joined";
    private static final String LEFT = "left";

    private final Findings findings;
    private final long toleranceNanos;
    private final Map<String, Set<String>> ownersByChat = new HashMap<>();
    private final Map<String, Set<String>> chatsByAgent = new HashMap<>();
    /** Chats with two certain owners, and since when; oldest first. */
    private final Map<String, Long> contested = new LinkedHashMap<>();

    OwnerCheck(Findings findings, Bounds bounds) {
        this.findings = findings;
        toleranceNanos = bounds.observationNanos();
    }

    @Override
    public void observe(Observation observation) {
        if (observation instanceof Owned owned) {
            begin(owned.chat(), owned.agent(), owned.atNanos());
        } else if (observation instanceof Released released) {
            end(released.chat(), released.agent());
        } else if (observation instanceof CloseSent sent) {
            end(sent.chat(), sent.agent());
        } else if (observation instanceof LeaveSent sent) {
            endAll(sent.chat());
        } else if (observation instanceof ChatSettled settled) {
            endAll(settled.chat());
        } else if (observation instanceof AgentLost lost) {
            Set.copyOf(chatsByAgent.getOrDefault(lost.agent(), Set.of())).forEach(chat -> end(chat, lost.agent()));
        } else if (observation instanceof HistoryRead history) {
            compareWithTranscript(history);
        }
    }

    @Override
    public void advance(long nowNanos) {
        contested.entrySet().removeIf(entry -> {
            if (nowNanos - entry.getValue() <= toleranceNanos) {
                return false;
            }
            findings.violated(
                    Promise.P1_OWNER,
                    nowNanos,
                    "chat " + entry.getKey() + " is owned by " + ownersByChat.get(entry.getKey()) + " at once");
            return true;
        });
    }

    private void begin(String chat, String agent, long atNanos) {
        findings.checked(Promise.P1_OWNER);
        Set<String> owners = ownersByChat.computeIfAbsent(chat, unused -> new HashSet<>());
        owners.add(agent);
        chatsByAgent.computeIfAbsent(agent, unused -> new HashSet<>()).add(chat);
        if (owners.size() > 1) {
            contested.putIfAbsent(chat, atNanos);
        }
    }

    private void end(String chat, String agent) {
        Set<String> owners = ownersByChat.get(chat);
        if (owners == null || !owners.remove(agent)) {
            return;
        }
        Set<String> chats = chatsByAgent.get(agent);
        if (chats != null) {
            chats.remove(chat);
        }
        if (owners.size() <= 1) {
            contested.remove(chat);
        }
        if (owners.isEmpty()) {
            ownersByChat.remove(chat);
        }
    }

    private void endAll(String chat) {
        Set.copyOf(ownersByChat.getOrDefault(chat, Set.of())).forEach(agent -> end(chat, agent));
    }

    private void compareWithTranscript(HistoryRead history) {
        @Nullable String present = null;
        for (Line line : history.lines()) {
            if (!line.system()) {
                continue;
            }
            if (line.text().equals(JOINED)) {
                findings.checked(Promise.P1_OWNER);
                if (present != null) {
                    findings.violated(
                            Promise.P1_OWNER,
                            history.atNanos(),
                            "transcript of " + history.chat() + ", line " + line.sequence() + ": " + line.author()
                                    + " joined while " + present + " was there");
                }
                present = line.author();
            } else if (line.text().equals(LEFT)) {
                present = null;
            }
        }
    }
}
