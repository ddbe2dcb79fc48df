package dev.switchboard.loadtest.plan;

import dev.switchboard.loadtest.plan.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The whole run: chats by arrival, and the staff.
 *
 * @param chats ascending by arrival
 */
public record Workload(List<ChatPlan> chats, List<AgentPlan> agents) {

    /**
     * Options from which a workload is made.
     *
     * @param queuesPerAgent each agent serves this many of the queues, in turn; 0 for all
     */
    public record Options(
            List<QueueShare> queues,
            List<SkillShare> skills,
            int agents,
            int capacity,
            int queuesPerAgent,
            Distribution work,
            Distribution patience) {}

    /** Draws everything that is random about the run. */
    public static Workload plan(long[] arrivals, Options options, RandomStreams streams) {
        List<AgentPlan> agents = staff(options, streams.stream(Purpose.STAFF));
        RandomGenerator work = streams.stream(Purpose.WORK);
        RandomGenerator patience = streams.stream(Purpose.PATIENCE);
        RandomGenerator queue = streams.stream(Purpose.QUEUE);
        RandomGenerator skill = streams.stream(Purpose.SKILL);
        double weights = options.queues.stream().mapToDouble(QueueShare::weight).sum();
        // Equal needs share one map: a million chats have a handful of different ones.
        Map<Map<String, Integer>, Map<String, Integer>> shared = new HashMap<>();
        List<ChatPlan> chats = new ArrayList<>(arrivals.length);
        for (int number = 0; number < arrivals.length; number++) {
            Map<String, Integer> needs = shared.computeIfAbsent(needs(options.skills, skill), Map::copyOf);
            chats.add(new ChatPlan(
                    number,
                    arrivals[number],
                    queue(options.queues, queue.nextDouble() * weights),
                    needs,
                    options.work.sampleNanos(work),
                    options.patience.sampleNanos(patience)));
        }
        refuseHopelessDemands(chats, agents);
        return new Workload(Collections.unmodifiableList(chats), agents);
    }

    private static List<AgentPlan> staff(Options options, RandomGenerator random) {
        int count = options.agents;
        List<Map<String, Integer>> skills = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            skills.add(new TreeMap<>());
        }
        for (SkillShare share : options.skills) {
            // Each skill falls on another random part of the staff; the number of its holders is exact.
            List<Integer> order = shuffled(count, random);
            long holders = Math.round(share.agents() * count);
            for (int i = 0; i < holders; i++) {
                skills.get(order.get(i)).merge(share.name(), share.level(), Math::max);
            }
        }
        List<AgentPlan> agents = new ArrayList<>();
        List<String> names = options.queues.stream().map(QueueShare::name).toList();
        int perAgent = options.queuesPerAgent == 0 ? names.size() : Math.min(options.queuesPerAgent, names.size());
        for (int i = 0; i < count; i++) {
            List<String> queues = new ArrayList<>();
            for (int q = 0; q < perAgent; q++) {
                queues.add(names.get((i + q) % names.size()));
            }
            agents.add(new AgentPlan("agent-" + i, options.capacity, queues, skills.get(i)));
        }
        return List.copyOf(agents);
    }

    private static List<Integer> shuffled(int count, RandomGenerator random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(random.nextLong()));
        return order;
    }

    private static Map<String, Integer> needs(List<SkillShare> skills, RandomGenerator random) {
        Map<String, Integer> needs = new TreeMap<>();
        for (SkillShare share : skills) {
            // Drawn for every skill, taken or not: the stream must not depend on earlier results.
            if (random.nextDouble() < share.chats()) {
                needs.merge(share.name(), share.level(), Math::max);
            }
        }
        return needs;
    }

    private static String queue(List<QueueShare> queues, double point) {
        double sum = 0;
        for (QueueShare queue : queues) {
            sum += queue.weight();
            if (point < sum) {
                return queue.name();
            }
        }
        return queues.get(queues.size() - 1).name();
    }

    /** A chat that nobody can ever serve would wait to the end of the run and say nothing about the server. */
    private static void refuseHopelessDemands(List<ChatPlan> chats, List<AgentPlan> agents) {
        Set<List<Object>> seen = new HashSet<>();
        for (ChatPlan chat : chats) {
            if (seen.add(List.of(chat.queue(), chat.needs()))
                    && agents.stream().noneMatch(agent -> serves(agent, chat))) {
                throw new PlanException("no agent of the plan serves queue '" + chat.queue() + "' with the skills "
                        + chat.needs() + "; raise the share of agents or their number");
            }
        }
    }

    private static boolean serves(AgentPlan agent, ChatPlan chat) {
        return agent.queues().contains(chat.queue())
                && chat.needs().entrySet().stream()
                        .allMatch(need -> agent.skills().getOrDefault(need.getKey(), 0) >= need.getValue());
    }
}
