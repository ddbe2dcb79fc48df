package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.AgentRules;
import org.junit.jupiter.api.Test;

/** What an agent's account says about routing. */
class AgentSettingsTest {
    private final Desk desk = new Desk();

    @Test
    void shouldTellRoutingOfCapacityAndRights() {
        assertThat(agent("anna", Role.ROLE_AGENT, 0, false).capacity()).isZero();
        assertThat(agent("ben", Role.ROLE_AGENT, 7, false).capacity()).isEqualTo(7);
        assertThat(agent("cem", Role.ROLE_AGENT, 0, false).mayTakeOver()).isFalse();
        assertThat(agent("dora", Role.ROLE_AGENT, 0, true).mayTakeOver()).isTrue();
        assertThat(agent("emil", Role.ROLE_SUPERVISOR, 0, false).mayTakeOver()).isTrue();
        assertThat(agent("fay", Role.ROLE_ADMINISTRATOR, 0, false).mayTakeOver())
                .isTrue();
        assertThat(agent("bot", Role.ROLE_PROGRAM, 0, false).mayTakeOver()).isFalse();
    }

    private AgentRules agent(String name, Role role, int capacity, boolean mayTakeOver) {
        Agent agent = desk.admin(
                "PutAgent",
                Desk.agentOf(name, role)
                        .setCapacity(capacity)
                        .setMayTakeOver(mayTakeOver)
                        .build(),
                Agent.class);
        assertThat(agent.getCapacity()).isEqualTo(capacity);
        assertThat(agent.getMayTakeOver()).isEqualTo(mayTakeOver);
        return desk.control
                .view()
                .agent(new AgentId(Long.parseLong(agent.getId())))
                .rules();
    }
}
