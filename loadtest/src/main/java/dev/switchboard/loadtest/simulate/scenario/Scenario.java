package dev.switchboard.loadtest.simulate.scenario;

import java.util.List;
import java.util.Locale;

/**
 * A call for one simulation. Classes, queues, groups and skills are known by their place in these lists.
 *
 * @param skills names
 * @param text the file, word for word
 */
public record Scenario(
        String name,
        RunPlan run,
        List<ChatClass> classes,
        List<QueuePlan> queues,
        List<AgentGroup> groups,
        List<String> skills,
        String text) {
    public Scenario {
        classes = List.copyOf(classes);
        queues = List.copyOf(queues);
        groups = List.copyOf(groups);
        skills = List.copyOf(skills);
    }

    /** The same with other queues. */
    public Scenario withQueues(List<QueuePlan> changed) {
        return new Scenario(name, run, classes, changed, groups, skills, text);
    }

    /** The same with other agents. */
    public Scenario withGroups(List<AgentGroup> changed) {
        return new Scenario(name, run, classes, queues, changed, skills, text);
    }

    /** The same with other classes. */
    public Scenario withClasses(List<ChatClass> changed) {
        return new Scenario(name, run, changed, queues, groups, skills, text);
    }

    /** {@return chats per ns of all classes, in the long run} */
    public double rate() {
        return classes.stream().mapToDouble(each -> each.arrivals().meanRate()).sum();
    }

    /** {@return what a person should reconsider, as sentences; the scenario can be run nevertheless} */
    public List<String> warnings() {
        return groups.stream()
                .filter(group -> group.throughput(group.bestConcurrency()) > group.throughput(group.capacity()))
                .map(Scenario::tooManyAtOnce)
                .toList();
    }

    private static String tooManyAtOnce(AgentGroup group) {
        int best = group.bestConcurrency();
        return String.format(
                Locale.ROOT,
                "agents %s: with %d chats at once each gets %.2f chats' worth of work done, with %d %.2f;"
                        + " a capacity of %d would serve more customers",
                group.name(),
                group.capacity(),
                group.throughput(group.capacity()),
                best,
                group.throughput(best),
                best);
    }

    /** {@return number of agents} */
    public int agents() {
        return groups.stream().mapToInt(AgentGroup::count).sum();
    }

    /** {@return units of all agents together} */
    public int units() {
        return groups.stream().mapToInt(each -> each.count() * each.capacity()).sum();
    }

    /** {@return units that the chats ask for on average, if nobody gave up and every agent worked at the speed 1; in Erlang} */
    public double load() {
        return classes.stream()
                .mapToDouble(each -> each.arrivals().meanRate() * each.holding() * each.weight())
                .sum();
    }
}
