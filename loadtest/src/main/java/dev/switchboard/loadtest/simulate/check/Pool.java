package dev.switchboard.loadtest.simulate.check;

import dev.switchboard.loadtest.simulate.random.Distribution;
import dev.switchboard.loadtest.simulate.scenario.ChatClass;
import dev.switchboard.loadtest.simulate.scenario.QueuePlan;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scenario in which every slot is as good as any other for every chat: all agents may have all chats at once, at one constant speed,
 * and each chat takes one unit. Then it does not matter who is chosen, and many slots are one pool of servers.
 *
 * @param slots units of all agents
 * @param factor how many times as long conversations last
 */
record Pool(Scenario scenario, int slots, double factor) {

    /** Why the scenario is no such pool; null when it is one. */
    static @Nullable String obstacle(Scenario scenario) {
        if (scenario.groups().stream().anyMatch(each -> !each.constantSpeed())) {
            return "the speed depends on the number of chats";
        }
        if (scenario.groups().stream()
                        .mapToDouble(each -> each.handleFactor())
                        .distinct()
                        .count()
                > 1) {
            return "agents differ in their handle factor";
        }
        if (scenario.classes().stream().anyMatch(each -> each.weight() != 1)) {
            return "chats take more than one unit";
        }
        if (scenario.queues().stream().anyMatch(each -> each.activeLimit() > 0)) {
            return "a queue keeps chats back though agents are free, by its active limit";
        }
        for (ChatClass chatClass : scenario.classes()) {
            for (int queue = chatClass.queue();
                    queue != QueuePlan.NONE;
                    queue = scenario.queues().get(queue).overflow()) {
                if (!Fit.of(scenario, chatClass, queue).fitsAll()) {
                    return "not every agent may have every chat at once";
                }
            }
        }
        return null;
    }

    static Pool of(Scenario scenario) {
        return new Pool(scenario, scenario.units(), scenario.groups().get(0).handleFactor());
    }

    /** Whether arrivals of all classes are Poisson processes of constant rate. */
    boolean poisson() {
        return classes().stream().allMatch(each -> each.arrivals().isPoisson());
    }

    /** Whether all chats hold a slot for exponential times of one mean. */
    boolean commonRate() {
        return classes().stream()
                .allMatch(each -> each.handle() instanceof Distribution.Exponential
                        && each.wrapUp().mean() == 0
                        && each.handle().mean() == classes().get(0).handle().mean());
    }

    /** Whether handle times, wrap-up and patience of all classes are distributed alike. */
    boolean alike() {
        ChatClass first = classes().get(0);
        return classes().stream()
                .allMatch(each -> each.handle().equals(first.handle())
                        && each.wrapUp().equals(first.wrapUp())
                        && each.patience().equals(first.patience()));
    }

    boolean endlessPatience() {
        return !sendsAway() && classes().stream().allMatch(each -> each.patience() instanceof Distribution.Never);
    }

    /** Whether a queue closes chats that wait too long. */
    private boolean sendsAway() {
        return scenario.queues().stream().anyMatch(each -> each.maxWaitMs() > 0);
    }

    /** The mean in seconds of the exponential patience of all, infinite for endless patience, not a number for anything else. */
    double patience() {
        if (endlessPatience()) {
            return Double.POSITIVE_INFINITY;
        }
        double mean = classes().get(0).patience().mean();
        boolean exponential = !sendsAway()
                && classes().stream()
                        .allMatch(each -> each.patience() instanceof Distribution.Exponential
                                && each.patience().mean() == mean);
        return exponential ? mean / 1e9 : Double.NaN;
    }

    /** Whether no queue of a class has a limit. */
    boolean unlimited() {
        return classes().stream().allMatch(each -> queueOf(each).waitingLimit() == 0);
    }

    /** The limit if all classes share one queue with a limit and without overflow; 0 otherwise. */
    int commonLimit() {
        int queue = classes().get(0).queue();
        boolean shared = classes().stream().allMatch(each -> each.queue() == queue);
        QueuePlan plan = queueOf(classes().get(0));
        return shared && plan.overflow() == QueuePlan.NONE ? plan.waitingLimit() : 0;
    }

    /** Whether chats are served in the order of arrival, whatever their class. */
    boolean inOrder() {
        long credit = credit(classes().get(0));
        return steady() && classes().stream().allMatch(each -> credit(each) == credit);
    }

    /** Whether credits do not change while a chat waits. */
    boolean steady() {
        return classes().stream()
                .allMatch(each -> queueOf(each).steps().stream().allMatch(step -> step.raiseMs() == 0));
    }

    long credit(ChatClass chatClass) {
        return chatClass.creditMs() + queueOf(chatClass).creditMs();
    }

    private QueuePlan queueOf(ChatClass chatClass) {
        return scenario.queues().get(chatClass.queue());
    }

    List<ChatClass> classes() {
        return scenario.classes();
    }

    /** Arrivals per second. */
    static double rate(ChatClass chatClass) {
        return chatClass.arrivals().meanRate() * 1e9;
    }

    /** Mean time in seconds that a chat holds its slot. */
    double holding(ChatClass chatClass) {
        return (factor * chatClass.handle().mean() + chatClass.wrapUp().mean()) / 1e9;
    }

    /** Mean of its square. */
    double holdingSquare(ChatClass chatClass) {
        double handle = factor * chatClass.handle().mean();
        double wrapUp = chatClass.wrapUp().mean();
        return (factor * factor * chatClass.handle().meanSquare()
                        + 2 * handle * wrapUp
                        + chatClass.wrapUp().meanSquare())
                / 1e18;
    }
}
