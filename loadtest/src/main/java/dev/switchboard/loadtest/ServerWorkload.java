package dev.switchboard.loadtest;

import dev.switchboard.loadtest.actor.Staff;
import dev.switchboard.loadtest.actor.Visit;
import dev.switchboard.loadtest.desk.DeskPlan;
import dev.switchboard.loadtest.plan.AgentPlan;
import dev.switchboard.loadtest.plan.ChatPlan;
import dev.switchboard.loadtest.plan.Workload;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A workload in the words of one server and one run: names with the run's prefix, real time instead of model time. */
final class ServerWorkload {

    private final Workload workload;
    private final UnaryOperator<String> qualified;
    private final double compression;

    ServerWorkload(Workload workload, UnaryOperator<String> qualified, double compression) {
        this.workload = workload;
        this.qualified = qualified;
        this.compression = compression;
    }

    /** What the desk must have, by short names. */
    DeskPlan desk(List<String> queues, int offerTimeoutMs, int waitingLimit) {
        Set<String> skills = new TreeSet<>();
        workload.agents().forEach(agent -> skills.addAll(agent.skills().keySet()));
        List<DeskPlan.Staff> staff = workload.agents().stream()
                .map(agent -> new DeskPlan.Staff(agent.name(), agent.capacity(), agent.queues(), agent.skills()))
                .toList();
        return new DeskPlan(queues, skills, staff, offerTimeoutMs, waitingLimit, false);
    }

    List<Staff> staff() {
        return workload.agents().stream().map(this::staff).toList();
    }

    /** The customers, made one by one as they come. */
    Iterator<Visit> visits(long firstNanos) {
        return workload.chats().stream().map(chat -> visit(chat, firstNanos)).iterator();
    }

    /** From the first instant of the plan to the last arrival. */
    long lastArrivalNanos() {
        List<ChatPlan> chats = workload.chats();
        return chats.isEmpty() ? 0 : real(chats.get(chats.size() - 1).arrivalNanos());
    }

    long real(long modelNanos) {
        return Math.round(modelNanos / compression);
    }

    private Visit visit(ChatPlan chat, long firstNanos) {
        return new Visit(
                chat.number(),
                firstNanos + real(chat.arrivalNanos()),
                qualified.apply(chat.queue()),
                qualified(chat.needs()),
                real(chat.workNanos()),
                chat.patienceNanos() == Long.MAX_VALUE ? Long.MAX_VALUE : real(chat.patienceNanos()));
    }

    private Staff staff(AgentPlan agent) {
        Set<String> queues = agent.queues().stream().map(qualified).collect(Collectors.toCollection(HashSet::new));
        return new Staff(qualified.apply(agent.name()), agent.capacity(), queues, qualified(agent.skills()));
    }

    private Map<String, Integer> qualified(Map<String, Integer> skills) {
        Map<String, Integer> out = new TreeMap<>();
        skills.forEach((name, level) -> out.put(qualified.apply(name), level));
        return out;
    }
}
