package dev.switchboard.server.admin;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.AccountStore.Kind;
import dev.switchboard.server.account.AccountStore.Stored;
import dev.switchboard.server.account.AgentFormat;
import dev.switchboard.server.account.QueueFormat;
import dev.switchboard.server.account.RulesOfQueue;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.Refusal;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.SkillId;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings routing to what is stored, object by object.
 *
 * <p>The object is stored first, then the command goes through the log. Two nodes may so store in one order and send in the
 * other, and routing would keep the older content. Therefore each reads the object again when its command was applied, and
 * sends once more when it has changed: whoever is applied last has seen the last revision. Nothing is sent that routing knows
 * already, so projecting is harmless to repeat, and repeating heals what a failure left behind.
 */
final class CoreProjection {
    /** More changes of one object than this during one call are somebody else's to finish. */
    private static final int ROUNDS_MAX = 8;

    private static final Logger LOG = LoggerFactory.getLogger(CoreProjection.class);
    private static final QueueFormat QUEUES = new QueueFormat();
    private static final AgentFormat AGENTS = new AgentFormat();

    private final AccountStore store;
    private final ControlPath control;

    CoreProjection(AccountStore store, ControlPath control) {
        this.store = store;
        this.control = control;
    }

    /** Completes with the number of commands that were needed, when this node has applied them. */
    CompletionStage<Integer> project(Kind kind, long id) {
        return store.get(kind, id).thenCompose(stored -> project(kind, id, stored));
    }

    /** The same for an object that was just read. */
    CompletionStage<Integer> project(Kind kind, long id, @Nullable Stored stored) {
        return project(kind, id, stored, 0, true);
    }

    /**
     * The same for a queue that was put. Where routing knows its rules already, something else about it may be new, such as
     * its title: then the rules go through the log once more, so that all nodes hear of it.
     */
    CompletionStage<Void> projectQueue(long id) {
        return project(Kind.QUEUE, id).thenCompose(commands -> {
            RoutingView.QueueView known = control.view().queue(new QueueId(Math.toIntExact(id)));
            if (commands > 0 || known == null) {
                return CompletableFuture.completedStage(null);
            }
            Command again = new Command.ConfigureQueue(known.id(), known.rules());
            return control.submit(again)
                    .thenAccept(outcome -> check(again, outcome))
                    // Another change may have come between the look and the log.
                    .thenCompose(done -> project(Kind.QUEUE, id))
                    .thenAccept(done -> {});
        });
    }

    boolean isKnownAgent(long id) {
        return control.view().agent(new AgentId(id)) != null;
    }

    /** @param prepared whether the queues that a queue names are told first; for those it is false, as they may name it too */
    private CompletionStage<Integer> project(Kind kind, long id, @Nullable Stored stored, int round, boolean prepared) {
        Command command = command(kind, id, stored);
        if (command == null) {
            return CompletableFuture.completedStage(round);
        }
        if (round == ROUNDS_MAX) {
            throw new ApiException(ErrorCode.OVERLOADED, "the object is being changed too often");
        }
        return prepare(kind, id, stored, prepared)
                .thenCompose(displaced -> control.submit(Objects.requireNonNullElse(command(kind, id, stored), command))
                        .thenCompose(outcome -> {
                            check(command, outcome);
                            return displaced == 0 ? CompletableFuture.completedStage(0) : project(kind, displaced);
                        }))
                .thenCompose(done -> store.get(kind, id))
                .thenCompose(now -> project(kind, id, now, round + 1, prepared));
    }

    /**
     * A refusal means that something changed while the command was on its way: what it refers to was removed, or its name
     * was taken. It is read and sent again, a bounded number of times.
     */
    private static void check(Command command, Outcome outcome) {
        if (outcome instanceof Outcome.Skipped) {
            throw new ApiException(ErrorCode.NOT_READY, ErrorCode.NOT_READY.text());
        }
        if (outcome instanceof Outcome.Refused refused) {
            LOG.warn("{} was refused: {}", command.getClass().getSimpleName(), refused.reason());
            if (refused.reason() == Refusal.TOO_MANY) {
                // It stays stored, and is told to routing when it is put again after others were deleted.
                throw new ApiException(ErrorCode.LIMIT_REACHED, ErrorCode.LIMIT_REACHED.text());
            }
            if (refused.reason() == Refusal.CYCLIC_OVERFLOW) {
                // Two queues that were put at the same time name each other; who put the later one undoes that.
                throw new ApiException(ErrorCode.CYCLIC_OVERFLOW, ErrorCode.CYCLIC_OVERFLOW.text());
            }
        }
    }

    /** What routing has to be told, null when it knows. */
    private @Nullable Command command(Kind kind, long id, @Nullable Stored stored) {
        RoutingView view = control.view();
        return switch (kind) {
            case SKILL -> skill(view, new SkillId(Math.toIntExact(id)), stored);
            case QUEUE -> queue(view, new QueueId(Math.toIntExact(id)), stored);
            case AGENT -> agent(view, new AgentId(id), stored);
            case SITE, APP_KEY -> null;
        };
    }

    private static @Nullable Command skill(RoutingView view, SkillId id, @Nullable Stored stored) {
        String known = view.skillName(id);
        if (stored == null) {
            return known == null ? null : new Command.RemoveSkill(id);
        }
        return stored.name().equals(known) ? null : new Command.ConfigureSkill(id, stored.name());
    }

    private static @Nullable Command queue(RoutingView view, QueueId id, @Nullable Stored stored) {
        RoutingView.QueueView known = view.queue(id);
        if (stored == null) {
            return known == null ? null : new Command.RemoveQueue(id);
        }
        Command.ConfigureQueue wanted =
                new Command.ConfigureQueue(id, rules(view).of(QUEUES.parse(stored)));
        return known != null && known.rules().equals(wanted.rules()) ? null : wanted;
    }

    private static @Nullable Command agent(RoutingView view, AgentId id, @Nullable Stored stored) {
        RoutingView.AgentView known = view.agent(id);
        Agent agent = stored == null ? null : AGENTS.parse(stored);
        if (stored == null || agent == null || agent.getDisabled()) {
            return known == null ? null : new Command.RemoveAgent(id);
        }
        Command.ConfigureAgent wanted = new Command.ConfigureAgent(
                id,
                AgentFormat.rules(
                        agent, stored.revision(), queue -> view.queue(queue) != null, skill -> isKnown(view, skill)));
        return known != null && known.rules().equals(wanted.rules()) ? null : wanted;
    }

    /**
     * First what an earlier call left undone: objects that this one refers to and routing does not know, and the object that
     * has its name in routing although it was deleted or renamed. Completes as {@link #freeName}.
     */
    private CompletionStage<Long> prepare(Kind kind, long id, @Nullable Stored stored, boolean withQueues) {
        if (stored == null) {
            return CompletableFuture.completedStage(0L);
        }
        RoutingView view = control.view();
        Set<Integer> skills = new LinkedHashSet<>();
        Set<Integer> queues = new LinkedHashSet<>();
        if (kind == Kind.QUEUE) {
            Queue queue = QUEUES.parse(stored);
            skills.addAll(RulesOfQueue.skillsOf(queue));
            queues.addAll(withQueues ? RulesOfQueue.queuesOf(queue) : Set.of());
        } else if (kind == Kind.AGENT) {
            Agent agent = AGENTS.parse(stored);
            agent.getSkillsList().forEach(skill -> skills.add(Integer.valueOf(skill.getSkill())));
            agent.getQueuesList().forEach(queue -> queues.add(Integer.valueOf(queue)));
        }
        skills.removeIf(skill -> view.skillName(new SkillId(skill)) != null);
        queues.removeIf(queue -> view.queue(new QueueId(queue)) != null);
        return Stages.all(skills, skill -> project(Kind.SKILL, skill))
                .thenCompose(done -> Stages.all(queues, queue -> projectFirst(queue, kind != Kind.QUEUE)))
                .thenCompose(done -> freeName(kind, id, stored.name()));
    }

    private CompletionStage<Integer> projectFirst(long queue, boolean prepared) {
        return store.get(Kind.QUEUE, queue).thenCompose(stored -> project(Kind.QUEUE, queue, stored, 0, prepared));
    }

    /** Completes with the object that had to give up the name and has to be told its own afterwards, 0 for none. */
    private CompletionStage<Long> freeName(Kind kind, long id, String name) {
        Long holder = holder(kind, name);
        if (holder == null || holder == id) {
            return CompletableFuture.completedStage(0L);
        }
        return store.get(kind, holder).thenCompose(stored -> {
            if (stored == null || holder(kind, stored.name()) == null) {
                return project(kind, holder, stored).thenApply(commands -> 0L);
            }
            // Its new name is taken too, perhaps by this very object: they changed names in a circle.
            return control.submit(renamed(kind, stored)).thenApply(outcome -> holder);
        });
    }

    private @Nullable Long holder(Kind kind, String name) {
        if (kind == Kind.SKILL) {
            SkillId skill = control.view().skillNamed(name);
            return skill == null ? null : (long) skill.value();
        }
        RoutingView.QueueView queue = kind == Kind.QUEUE ? control.view().queueNamed(name) : null;
        return queue == null ? null : (long) queue.id().value();
    }

    private static RulesOfQueue rules(RoutingView view) {
        return new RulesOfQueue(queue -> view.queue(queue) != null, skill -> isKnown(view, skill));
    }

    private static boolean isKnown(RoutingView view, SkillId skill) {
        return view.skillName(skill) != null;
    }

    private Command renamed(Kind kind, Stored stored) {
        String name = "renaming-" + stored.id();
        if (kind == Kind.SKILL) {
            return new Command.ConfigureSkill(new SkillId(Math.toIntExact(stored.id())), name);
        }
        Queue queue = QUEUES.parse(stored).toBuilder().setName(name).build();
        return new Command.ConfigureQueue(
                new QueueId(Math.toIntExact(stored.id())), rules(control.view()).of(queue));
    }
}
