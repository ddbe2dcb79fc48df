package dev.switchboard.server.sim;

import dev.switchboard.server.sim.Observations.Taken;
import dev.switchboard.server.sim.StoredChat.StoredLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * P1: by its transcript a chat has one owner at a time, only the owner writes, nobody writes after the end, and each
 * acceptance that was confirmed made its agent the owner.
 */
final class OwnerCheck {
    private final List<String> findings = new ArrayList<>();
    private final Set<Taken> joined = new HashSet<>();
    private @Nullable String owner;
    private boolean closed;
    /** The owner is whoever shows himself first. */
    private boolean unknown;

    private final boolean failovers;

    private OwnerCheck(boolean failovers) {
        this.failovers = failovers;
    }

    /** @param failovers the log lost its end: what came before a "renewed" may be of two pasts */
    static List<String> findings(Map<String, StoredChat> stored, List<Taken> taken, boolean failovers) {
        OwnerCheck check = new OwnerCheck(failovers);
        stored.values().forEach(check::walk);
        taken.stream()
                .filter(confirmed -> !check.joined.contains(confirmed))
                .forEach(confirmed -> check.findings.add("P1: confirmed, but never the owner: " + confirmed));
        return check.findings;
    }

    private void walk(StoredChat chat) {
        owner = null;
        closed = false;
        unknown = false;
        int from = failovers ? lastRenewed(chat) : 0;
        for (StoredLine line : chat.lines().subList(0, from)) {
            if (line.line().key().equals("joined")) {
                joined.add(new Taken(chat.id() + "." + line.assignment(), line.agent()));
            }
        }
        for (StoredLine line : chat.lines().subList(from, chat.lines().size())) {
            if (closed) {
                findings.add("P1: " + chat.id() + " goes on after its end: " + line);
            }
            step(chat, line);
        }
    }

    private int lastRenewed(StoredChat chat) {
        int last = chat.lines().size() - 1;
        while (last >= 0 && !chat.lines().get(last).line().key().equals("renewed")) {
            last--;
        }
        unknown = last >= 0;
        return last + 1;
    }

    private void step(StoredChat chat, StoredLine line) {
        if (unknown && !line.agent().isEmpty()) {
            unknown = false;
            owner = line.line().key().equals("joined") ? null : line.agent();
        }
        switch (line.line().key()) {
            case "joined" -> {
                if (owner != null) {
                    findings.add("P1: " + chat.id() + " has a second owner: " + line);
                }
                owner = line.agent();
                joined.add(new Taken(chat.id() + "." + line.assignment(), line.agent()));
            }
            case "left" -> {
                if (!line.agent().equals(owner)) {
                    findings.add("P1: " + chat.id() + " is left by another than its owner: " + line);
                }
                owner = null;
            }
            case "closed" -> closed = true;
            case "" -> {
                if (!line.agent().isEmpty() && !line.agent().equals(owner)) {
                    findings.add("P1: " + chat.id() + " has a text of another than its owner: " + line);
                }
            }
            default -> {
                // "started" and "renewed" leave everybody where he is.
            }
        }
    }
}
