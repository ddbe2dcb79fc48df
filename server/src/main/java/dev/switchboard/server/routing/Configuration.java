package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.routing.model.Settings;
import dev.switchboard.server.routing.model.SkillId;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Settings, skills, queues, and the switch of the core version. */
final class Configuration {
    private final CoreState state;
    private final Chats chats;
    private final Line line;
    private final Offers offers;
    private final Parking parking;

    Configuration(CoreState state, Chats chats, Line line, Offers offers, Parking parking) {
        this.state = state;
        this.chats = chats;
        this.line = line;
        this.offers = offers;
        this.parking = parking;
    }

    /** Running timers keep their time. A changed weight or capacity asks everybody anew; that is rare. */
    Outcome settings(Command.ConfigureSettings command) {
        Settings settings = command.settings();
        if (!Limits.isValid(settings)) {
            return Outcomes.of(Refusal.INVALID);
        }
        boolean unitsChanged = settings.chatWeight() != state.settings.chatWeight()
                || settings.agentCapacity() != state.settings.agentCapacity();
        int before = state.settings.agentCapacity();
        state.settings = settings;
        if (unitsChanged) {
            state.queues.values().forEach(this::adapt);
            adaptAgents(queue -> queue.rules.units().agentCapacity() > 0 ? 0 : before);
        }
        return Outcomes.DONE;
    }

    /** Waiting chats ask for what the rules ask for now, and all of them are tried anew. */
    private void adapt(QueueState queue) {
        queue.asks.clear();
        queue.line.toList().forEach(line::adapt);
    }

    /**
     * Agents without a capacity of their own may have another one now.
     *
     * @param before units that they might have taken with chats of a queue, 0 where nothing changed
     */
    private void adaptAgents(ToIntFunction<QueueState> before) {
        for (AgentState agent : state.agents.values()) {
            if (agent.rules.capacity() == 0) {
                offers.withdrawBeyondCapacity(agent, before);
                parking.wake(agent);
                state.changed(agent);
                state.router.note(agent);
            }
        }
    }

    Outcome skill(Command.ConfigureSkill command) {
        SkillId holder = state.skillsByName.get(command.name());
        String before = state.skills.get(command.skill());
        if (!Limits.isName(command.name()) || (holder != null && !holder.equals(command.skill()))) {
            return Outcomes.of(Refusal.INVALID);
        }
        if (before == null && state.skills.size() >= Limits.SKILLS_MAX) {
            return Outcomes.of(Refusal.TOO_MANY);
        }
        if (before != null) {
            state.skillsByName.remove(before);
        }
        state.skills.put(command.skill(), command.name());
        state.skillsByName.put(command.name(), command.skill());
        return Outcomes.DONE;
    }

    /**
     * Refused while an agent has the skill or a queue requires it: whoever configures those next could not name it any more.
     * A chat that requires it can so be served by nobody already, and waits on.
     */
    Outcome removeSkill(Command.RemoveSkill command) {
        SkillId skill = command.skill();
        String name = state.skills.get(skill);
        if (name == null) {
            return Outcomes.of(Refusal.UNKNOWN_SKILL);
        }
        boolean used = state.agents.values().stream()
                        .anyMatch(agent -> agent.rules.skills().stream()
                                .anyMatch(has -> has.skill().equals(skill)))
                || state.queues.values().stream().anyMatch(queue -> asksFor(queue.rules.skills(), skill));
        if (used) {
            return Outcomes.of(Refusal.INVALID);
        }
        state.skills.remove(skill);
        state.skillsByName.remove(name);
        return Outcomes.DONE;
    }

    private static boolean asksFor(QueueRules.Skills skills, SkillId skill) {
        return Stream.concat(skills.required().stream(), skills.preferred().stream())
                .anyMatch(asked -> asked.skill().equals(skill));
    }

    /** The new rules hold at once, for chats in line too; open offers and wrap-ups keep their time. */
    Outcome queue(Command.ConfigureQueue command) {
        QueueRules rules = command.rules();
        QueueState queue = state.queues.get(command.queue());
        QueueState holder = state.queuesByName.get(rules.name());
        Refusal wrong = Limits.checkQueue(state, command.queue(), rules);
        if (wrong == null && holder != null && holder != queue) {
            wrong = Refusal.INVALID;
        }
        if (wrong == null && queue == null && state.queues.size() >= Limits.QUEUES_MAX) {
            wrong = Refusal.TOO_MANY;
        }
        if (wrong != null) {
            return Outcomes.of(wrong);
        }
        int before = queue == null ? 0 : state.matching.limit(0, queue);
        if (queue == null) {
            queue = new QueueState(command.queue(), rules);
            introduce(queue);
            state.queues.put(queue.id, queue);
            state.changed(queue);
        } else {
            state.queuesByName.remove(queue.rules.name());
            queue.configure(rules);
            adapt(queue);
        }
        adaptAgents(each -> each.id.equals(command.queue()) ? before : 0);
        state.queuesByName.put(rules.name(), queue);
        state.emit(new Event.QueueChanged(queue.id));
        return Outcomes.DONE;
    }

    /** A queue that was removed may come again: agents serve it still, and have chats of it. */
    private void introduce(QueueState queue) {
        for (AgentState agent : state.agents.values()) {
            if (agent.countedOnline && agent.profile.serves(queue.id)) {
                queue.onlineAgents++;
            }
            for (ChatState chat : agent.chats) {
                queue.active += chat.queue.equals(queue.id) ? 1 : 0;
            }
        }
    }

    Outcome setOpen(Command.SetQueueOpen command) {
        QueueState queue = state.queues.get(command.queue());
        if (queue == null) {
            return Outcomes.of(Refusal.UNKNOWN_QUEUE);
        }
        if (queue.open != command.open()) {
            queue.open = command.open();
            state.router.note(queue);
            state.emit(new Event.QueueOpenChanged(queue.id, queue.open));
        }
        return Outcomes.DONE;
    }

    Outcome removeQueue(Command.RemoveQueue command) {
        QueueState queue = state.queues.get(command.queue());
        if (queue == null) {
            return Outcomes.of(Refusal.UNKNOWN_QUEUE);
        }
        chats.closeLine(queue);
        state.matching.forget(queue);
        state.forget(queue);
        state.queuesByName.remove(queue.rules.name());
        adaptAgents(each -> 0);
        state.emit(new Event.QueueRemoved(queue.id, queue.rules.name()));
        return Outcomes.DONE;
    }

    Outcome switchCore(Command.SwitchCore command) {
        // This program decides by one version only; a second one brings the check of all live nodes and CoreSwitched.
        return command.version() == state.coreVersion ? Outcomes.DONE : Outcomes.of(Refusal.UNSUPPORTED_VERSION);
    }
}
