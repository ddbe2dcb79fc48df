package dev.switchboard.server.admin;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.AccountStore.Kind;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.Failures;
import dev.switchboard.server.replica.ControlPath;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Brings routing to all that is stored: when a node starts (the log may be new, or a call may have died half-way), and when
 * the state was replaced because the log had been lost. What routing knows already costs a comparison only.
 */
public final class Reconciler {
    /** Objects that are read, and at most as many commands that are on their way, at a time. */
    private static final int PAGE = 100;

    private static final Set<ErrorCode> LEFT_OUT = EnumSet.of(ErrorCode.LIMIT_REACHED, ErrorCode.CYCLIC_OVERFLOW);

    private final AccountStore store;
    private final ControlPath control;
    private final CoreProjection projection;

    public Reconciler(AccountStore store, ControlPath control) {
        this.store = store;
        this.control = control;
        this.projection = new CoreProjection(store, control);
    }

    /** Completes with the number of commands that were needed; a failure leaves nothing that repeating does not heal. */
    public CompletionStage<Integer> run() {
        Set<Long> skills = new HashSet<>();
        Set<Long> queues = new HashSet<>();
        Set<Long> agents = new HashSet<>();
        return stored(Kind.SKILL, 0, skills, 0)
                .thenCompose(sum -> stored(Kind.QUEUE, 0, queues, sum))
                .thenCompose(sum -> stored(Kind.AGENT, 0, agents, sum))
                .thenCompose(sum -> deleted(Kind.QUEUE, knownQueues(queues), sum))
                .thenCompose(sum -> deleted(Kind.AGENT, knownAgents(agents), sum))
                // Last, when nobody in routing has them any more.
                .thenCompose(sum -> deleted(Kind.SKILL, knownSkills(skills), sum));
    }

    /** @param seen gets the ids that were read */
    private CompletionStage<Integer> stored(Kind kind, long after, Set<Long> seen, int sum) {
        return store.list(kind, after, PAGE).thenCompose(page -> {
            page.forEach(stored -> seen.add(stored.id()));
            CompletionStage<Integer> done =
                    Stages.all(page, one -> tell(kind, one)).thenApply(counts -> sum + total(counts));
            return page.size() < PAGE
                    ? done
                    : done.thenCompose(
                            now -> stored(kind, page.get(page.size() - 1).id(), seen, now));
        });
    }

    /** What routing has no room for, or cannot follow, is left out; it must not keep the rest from being told. */
    private CompletionStage<Integer> tell(Kind kind, AccountStore.Stored one) {
        return projection
                .project(kind, one.id(), one)
                .exceptionallyCompose(failure ->
                        Failures.cause(failure) instanceof ApiException refused && LEFT_OUT.contains(refused.code())
                                ? CompletableFuture.completedStage(0)
                                : CompletableFuture.failedStage(failure));
    }

    /** The projection reads each again, so that an object made after the list was read stays. */
    private CompletionStage<Integer> deleted(Kind kind, List<Long> ids, int sum) {
        if (ids.isEmpty()) {
            return CompletableFuture.completedStage(sum);
        }
        List<Long> page = ids.subList(0, Math.min(PAGE, ids.size()));
        return Stages.all(page, id -> projection.project(kind, id))
                .thenCompose(counts -> deleted(kind, ids.subList(page.size(), ids.size()), sum + total(counts)));
    }

    private List<Long> knownSkills(Set<Long> seen) {
        return control.view().skills().stream()
                .map(skill -> (long) skill.value())
                .filter(id -> !seen.contains(id))
                .toList();
    }

    private List<Long> knownQueues(Set<Long> seen) {
        return control.view().queues().stream()
                .map(queue -> (long) queue.id().value())
                .filter(id -> !seen.contains(id))
                .toList();
    }

    private List<Long> knownAgents(Set<Long> seen) {
        return control.view().agents(0, Integer.MAX_VALUE).stream()
                .map(agent -> agent.id().value())
                .filter(id -> !seen.contains(id))
                .toList();
    }

    private static int total(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }
}
