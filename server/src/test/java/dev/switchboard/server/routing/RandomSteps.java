package dev.switchboard.server.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Random lists of steps, and the search for a short one that fails in the same way. */
public final class RandomSteps {
    private RandomSteps() {}

    public static List<Step> generate(RandomGenerator random, int count) {
        Step.Kind[] kinds = Step.Kind.values();
        int total = Arrays.stream(kinds).mapToInt(kind -> kind.weight).sum();
        List<Step> steps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int draw = random.nextInt(total);
            int kind = 0;
            while (draw >= kinds[kind].weight) {
                draw -= kinds[kind].weight;
                kind++;
            }
            steps.add(new Step(kinds[kind], random.nextInt(1_000), random.nextInt(1_000), random.nextInt(1_000)));
        }
        return steps;
    }

    /** Leaves out ever smaller pieces as long as the rest still fails. */
    public static <T> List<T> shrink(List<T> failing, Predicate<List<T>> stillFails) {
        List<T> shortest = failing;
        for (int piece = Math.max(1, failing.size() / 2); piece >= 1; piece /= 2) {
            int from = 0;
            while (from < shortest.size()) {
                List<T> candidate = new ArrayList<>(shortest.subList(0, from));
                candidate.addAll(shortest.subList(Math.min(shortest.size(), from + piece), shortest.size()));
                if (stillFails.test(candidate)) {
                    shortest = candidate;
                } else {
                    from += piece;
                }
            }
        }
        return shortest;
    }
}
