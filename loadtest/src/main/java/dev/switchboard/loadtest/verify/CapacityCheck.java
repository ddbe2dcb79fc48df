package dev.switchboard.loadtest.verify;

import dev.switchboard.loadtest.verify.Observation.AcceptSent;
import dev.switchboard.loadtest.verify.Observation.AgentHired;
import dev.switchboard.loadtest.verify.Observation.AgentLost;
import dev.switchboard.loadtest.verify.Observation.ChatSettled;
import dev.switchboard.loadtest.verify.Observation.CloseSent;
import dev.switchboard.loadtest.verify.Observation.CustomerLost;
import dev.switchboard.loadtest.verify.Observation.LeaveSent;
import dev.switchboard.loadtest.verify.Observation.OfferOver;
import dev.switchboard.loadtest.verify.Observation.OfferSeen;
import dev.switchboard.loadtest.verify.Observation.Owned;
import dev.switchboard.loadtest.verify.Observation.Released;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * P1, capacity. Counts what an agent certainly carries: offers that he has seen and not answered, and chats that he owns
 * and nobody has asked to end. An excess must last longer than news travel to be a violation.
 */
final class CapacityCheck implements Check {

    private final Findings findings;
    private final long toleranceNanos;
    private final Map<String, Integer> capacity = new HashMap<>();
    private final Map<String, Set<String>> loadByAgent = new HashMap<>();
    private final Map<String, Set<String>> agentsByChat = new HashMap<>();
    private final Map<String, Long> overloaded = new LinkedHashMap<>();

    CapacityCheck(Findings findings, Bounds bounds) {
        this.findings = findings;
        toleranceNanos = bounds.observationNanos();
    }

    @Override
    public void observe(Observation observation) {
        if (observation instanceof AgentHired hired) {
            capacity.put(hired.agent(), hired.capacity());
        } else if (observation instanceof OfferSeen seen) {
            add(seen.agent(), seen.chat(), seen.atNanos());
        } else if (observation instanceof Owned owned) {
            add(owned.agent(), owned.chat(), owned.atNanos());
        } else if (observation instanceof OfferOver over) {
            remove(over.agent(), over.chat());
        } else if (observation instanceof AcceptSent sent) {
            // Too late, perhaps: only the answer makes it certain again.
            remove(sent.agent(), sent.chat());
        } else if (observation instanceof CloseSent sent) {
            remove(sent.agent(), sent.chat());
        } else if (observation instanceof Released released) {
            remove(released.agent(), released.chat());
        } else if (observation instanceof LeaveSent sent) {
            removeFromAll(sent.chat());
        } else if (observation instanceof CustomerLost lost) {
            removeFromAll(lost.chat());
        } else if (observation instanceof ChatSettled settled) {
            removeFromAll(settled.chat());
        } else if (observation instanceof AgentLost lost) {
            Set.copyOf(loadByAgent.getOrDefault(lost.agent(), Set.of())).forEach(chat -> remove(lost.agent(), chat));
        }
    }

    @Override
    public void advance(long nowNanos) {
        overloaded.entrySet().removeIf(entry -> {
            if (nowNanos - entry.getValue() <= toleranceNanos) {
                return false;
            }
            Set<String> load = loadByAgent.getOrDefault(entry.getKey(), Set.of());
            findings.violated(
                    Promise.P1_CAPACITY,
                    nowNanos,
                    entry.getKey() + " carries " + load.size() + " of " + capacity.get(entry.getKey()) + ": " + load);
            return true;
        });
    }

    private void add(String agent, String chat, long atNanos) {
        findings.checked(Promise.P1_CAPACITY);
        Set<String> load = loadByAgent.computeIfAbsent(agent, unused -> new HashSet<>());
        load.add(chat);
        agentsByChat.computeIfAbsent(chat, unused -> new HashSet<>()).add(agent);
        if (load.size() > capacity.getOrDefault(agent, 0)) {
            overloaded.putIfAbsent(agent, atNanos);
        }
    }

    private void remove(String agent, String chat) {
        Set<String> load = loadByAgent.getOrDefault(agent, new HashSet<>());
        load.remove(chat);
        Set<String> agents = agentsByChat.getOrDefault(chat, new HashSet<>());
        agents.remove(agent);
        if (agents.isEmpty()) {
            agentsByChat.remove(chat);
        }
        if (load.size() <= capacity.getOrDefault(agent, 0)) {
            overloaded.remove(agent);
        }
    }

    private void removeFromAll(String chat) {
        Set.copyOf(agentsByChat.getOrDefault(chat, Set.of())).forEach(agent -> remove(agent, chat));
    }
}
