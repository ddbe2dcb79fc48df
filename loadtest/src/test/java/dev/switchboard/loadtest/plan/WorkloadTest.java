package dev.switchboard.loadtest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static final long[] ARRIVALS = LongStream.range(0, 10_000).toArray();

    private static Workload plan(String queues, List<String> skills, int perAgent, String patience) {
        return Workload.plan(
                ARRIVALS,
                new Workload.Options(
                        QueueShare.parse(queues),
                        skills.stream().map(SkillShare::parse).toList(),
                        20,
                        3,
                        perAgent,
                        Distribution.parse("exp:180s"),
                        Distribution.parse(patience)),
                new RandomStreams(1));
    }

    @Test
    void shouldSpreadChatsOverQueuesByWeight() {
        Workload workload = plan("sales=3,billing", List.of(), 0, "none");

        assertThat(workload.chats().stream()
                        .filter(chat -> chat.queue().equals("sales"))
                        .count())
                .isBetween(7_300L, 7_700L);
        assertThat(workload.chats()).extracting(ChatPlan::number).first().isEqualTo(0);
    }

    @Test
    void shouldGiveSkillsToTheShareOfAgentsAndChats() {
        Workload workload = plan("main", List.of("german:3@0.4/0.2", "vip:1@0.5"), 0, "none");

        assertThat(workload.agents().stream().filter(agent -> agent.skills().containsKey("german")))
                .hasSize(8)
                .allMatch(agent -> agent.skills().get("german") == 3);
        assertThat(workload.agents().stream().filter(agent -> agent.skills().containsKey("vip")))
                .hasSize(10);
        assertThat(workload.chats().stream()
                        .filter(chat -> chat.needs().containsKey("german"))
                        .count())
                .isBetween(1_850L, 2_150L);
    }

    @Test
    void shouldLeaveArrivalsWorkAndQueuesAloneWhenPatienceChanges() {
        Workload patient = plan("sales,billing", List.of("vip:1@0.5"), 0, "none");
        Workload hurried = plan("sales,billing", List.of("vip:1@0.5"), 0, "exp:10s");

        assertThat(hurried.chats())
                .extracting(ChatPlan::workNanos)
                .isEqualTo(patient.chats().stream().map(ChatPlan::workNanos).toList());
        assertThat(hurried.chats())
                .extracting(ChatPlan::queue)
                .isEqualTo(patient.chats().stream().map(ChatPlan::queue).toList());
        assertThat(hurried.agents()).isEqualTo(patient.agents());
    }

    @Test
    void shouldGiveEachAgentItsQueuesInTurn() {
        Workload workload = plan("a,b,c", List.of(), 2, "none");

        assertThat(workload.agents().get(0).queues()).containsExactly("a", "b");
        assertThat(workload.agents().get(2).queues()).containsExactly("c", "a");
    }

    @Test
    void shouldRefuseChatsThatNobodyCanServe() {
        assertThatThrownBy(() -> plan("main", List.of("rare:5@0/0.1"), 0, "none"))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("rare");
    }

    @Test
    void shouldRefuseMalformedQueuesAndSkills() {
        assertThatThrownBy(() -> QueueShare.parse("a,a")).hasMessageContaining("twice");
        assertThatThrownBy(() -> QueueShare.parse("A")).hasMessageContaining("not a name");
        assertThatThrownBy(() -> QueueShare.parse("a=0")).hasMessageContaining("not a number");
        assertThatThrownBy(() -> QueueShare.parse("a,,b")).hasMessageContaining("not a name");
        assertThatThrownBy(() -> SkillShare.parse("german")).hasMessageContaining("write it like");
        assertThatThrownBy(() -> SkillShare.parse("german:11@0.3")).hasMessageContaining("1 to 10");
        assertThatThrownBy(() -> SkillShare.parse("german:1@1.3")).hasMessageContaining("not a number");
    }
}
