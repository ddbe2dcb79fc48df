package dev.switchboard.server.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.model.AgentRule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked example of docs/routing.md: at 10:10 three agents may have a chat. Times are in minutes after 9. */
class AgentOrderTest {
    private record Agent(String name, int load, int limit, long idleSinceMs, long givenAt, int score)
            implements AgentOrder.Standing {
        @Override
        public long id() {
            return name.charAt(0);
        }
    }

    private static final List<Agent> AGENTS =
            List.of(new Agent("A", 2, 4, 65, 60, 3), new Agent("B", 1, 2, 68, 66, 8), new Agent("C", 1, 4, 69, 50, 5));

    @ParameterizedTest
    @CsvSource({
        "LEAST_LOADED, C A B",
        "LONGEST_IDLE, A B C",
        "MOST_CAPABLE, B C A",
        "ROUND_ROBIN, C A B",
        "FILL_FIRST, A B C"
    })
    void shouldChooseAsTheDocumentationSays(AgentRule rule, String order) {
        Comparator<Agent> byRule = (a, b) -> AgentOrder.compare(rule, a, b);
        assertThat(AGENTS.stream().sorted(byRule).map(Agent::name).collect(Collectors.joining(" ")))
                .isEqualTo(order);
    }

    /** Whoever is alike for the rule goes by idle time, and who came first among all goes by number. */
    @ParameterizedTest
    @CsvSource({"LEAST_LOADED", "LONGEST_IDLE", "MOST_CAPABLE", "ROUND_ROBIN", "FILL_FIRST"})
    void shouldBreakTiesByIdleTimeAndThenByNumber(AgentRule rule) {
        Agent late = new Agent("A", 1, 4, 70, 60, 3);
        Agent second = new Agent("C", 2, 8, 65, 60, 3);
        Agent first = new Agent("B", 1, 4, 65, 60, 3);
        Agent[] agents = Stream.of(late, second, first).toArray(Agent[]::new);
        Arrays.sort(agents, (a, b) -> AgentOrder.compare(rule, a, b));
        assertThat(agents).containsExactly(first, second, late);
    }
}
