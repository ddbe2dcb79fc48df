package dev.switchboard.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.LeaveMessageRequest;
import dev.switchboard.protocol.v1.SignInRequest;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Identity.AgentRole;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every cell of the table, written down a second time: a change of rights has to be made on purpose in two places. */
class PolicyTest {
    private static final List<Role> COLUMNS = List.of(
            Role.NOBODY, Role.CUSTOMER, Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.BOT, Role.PROGRAM);

    /** The letters only help the reader; a dash means no. */
    private static final String TABLE = """
            HELLO              - C A S D B -
            HEARTBEAT          - C A S D B -
            AUTHENTICATE       - C A S D B -
            START_CHAT         - C - - - - -
            SEND               - C A S D B -
            TYPING             - C A S D B -
            CLOSE_CHAT         - C A S D B -
            GET_ENTRIES        - C A S D B -
            SET_PRESENCE       - - A S D B -
            ACCEPT_OFFER       - - A S D B -
            DECLINE_OFFER      - - A S D B -
            TRANSFER_CHAT      - - A S D B -
            TAKE_CHAT          - - A S D B -
            HOLD_CHAT          - - A S D B -
            EXTEND_WRAP_UP     - - A S D B -
            END_WRAP_UP        - - A S D B -
            SEND_NOTE          - - A S D B -
            READ_ANY_CHAT      - - - S D - -
            CLOSE_ANY_CHAT     - - - S D - -
            CUSTOMER_TOKEN     N C A S D B P
            SIGN_IN            N C A S D B P
            REDEEM_LINK        N C A S D B P
            PROGRAM_TOKEN      N C A S D B P
            RENEW              N C A S D B P
            REVOKE             - C A S D B P
            REVOKE_OTHERS      - - - - D - P
            PUT_SITE           - - - - D - P
            LIST_SITES         - - - S D - P
            DELETE_SITE        - - - - D - P
            PUT_QUEUE          - - - - D - P
            LIST_QUEUES        - - A S D B P
            DELETE_QUEUE       - - - - D - P
            PUT_SKILL          - - - - D - P
            LIST_SKILLS        - - A S D B P
            DELETE_SKILL       - - - - D - P
            PUT_AGENT          - - - - D - P
            LIST_AGENTS        - - - S D - P
            DELETE_AGENT       - - - - D - P
            SET_PASSWORD       - - - - D - P
            CREATE_APP_KEY     - - - - D - P
            LIST_APP_KEYS      - - - - D - P
            DELETE_APP_KEY     - - - - D - P
            LIST_WAITING       - - A S D B P
            LIST_OWNED         - - A S D B P
            EXPLAIN            - - A S D B P
            LIST_AGENT_STATES  - - - S D - P
            LIST_TRANSFER_TARGETS - - A S D B -
            ASSIGN_CHAT        - - - S D - -
            MOVE_CHAT          - - - S D - -
            PRIORITISE_CHAT    - - - S D - -
            LEAVE_MESSAGE      - C - - - - -
            LIST_OFFLINE_MESSAGES - - A S D B -
            ANSWER_OFFLINE_MESSAGE - - A S D B -
            READ_ANY_OFFLINE_MESSAGE - - - S D - -
            LIST_ANY_QUEUE     - - - S D - P
            EXPLAIN_ANY_CHAT   - - - S D - P
            """;

    @Test
    void shouldAllowExactlyWhatTheTableSays() {
        assertThat(COLUMNS).containsExactlyInAnyOrder(Role.values());
        Map<Action, String> rows = new EnumMap<>(Action.class);
        for (String line : TABLE.lines().toList()) {
            List<String> cells = List.of(line.strip().split(" +"));
            assertThat(cells).hasSize(1 + COLUMNS.size());
            rows.put(Action.valueOf(cells.get(0)), String.join("", cells.subList(1, cells.size())));
        }
        assertThat(rows).containsOnlyKeys(Action.values());
        List<String> wrong = new ArrayList<>();
        rows.forEach((action, cells) -> {
            for (int column = 0; column < COLUMNS.size(); column++) {
                boolean expected = cells.charAt(column) != '-';
                if (Policy.allows(COLUMNS.get(column), action) != expected) {
                    wrong.add(COLUMNS.get(column) + " " + action + " should be " + expected);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldHaveARowForEveryFrame() {
        for (ClientFrame.BodyCase body : ClientFrame.BodyCase.values()) {
            boolean known = body != ClientFrame.BodyCase.BODY_NOT_SET;
            assertThat(Action.of(body) != null).as(body.name()).isEqualTo(known);
        }
    }

    @Test
    void shouldHaveARowForEveryMethod() {
        List<String> missing = new ArrayList<>();
        Map.of(
                        "AuthService", "auth",
                        "AdminService", "admin",
                        "RoutingService", "routing",
                        "OfflineService", "offline")
                .forEach((name, service) -> descriptor(name).getMethods().forEach(method -> {
                    if (Action.of(service, method.getName()) == null) {
                        missing.add(service + "/" + method.getName());
                    }
                }));
        assertThat(missing).isEmpty();
        assertThat(Action.of("admin", "SignIn")).isNull();
    }

    private static ServiceDescriptor descriptor(String name) {
        var file = switch (name) {
            case "AuthService" -> SignInRequest.getDescriptor().getFile();
            case "OfflineService" -> LeaveMessageRequest.getDescriptor().getFile();
            default -> Site.getDescriptor().getFile();
        };
        return file.findServiceByName(name);
    }

    @Test
    void shouldKnowTheRoleOfEachIdentity() {
        assertThat(Role.of(null)).isEqualTo(Role.NOBODY);
        assertThat(Role.of(new Identity.Customer(new CustomerId(1), new SiteId(1), "", 0, 1)))
                .isEqualTo(Role.CUSTOMER);
        assertThat(Role.of(new Identity.Agent(new AgentId(1), AgentRole.AGENT, 0, 1)))
                .isEqualTo(Role.AGENT);
        assertThat(Role.of(new Identity.Agent(new AgentId(1), AgentRole.SUPERVISOR, 0, 1)))
                .isEqualTo(Role.SUPERVISOR);
        assertThat(Role.of(new Identity.Agent(new AgentId(1), AgentRole.ADMINISTRATOR, 0, 1)))
                .isEqualTo(Role.ADMINISTRATOR);
        assertThat(Role.of(new Identity.Agent(new AgentId(1), AgentRole.PROGRAM, 0, 1)))
                .isEqualTo(Role.BOT);
        assertThat(Role.of(new Identity.Program("1", true, 0, 1))).isEqualTo(Role.PROGRAM);
        assertThat(Role.of(new Identity.Program("1", false, 0, 1))).isEqualTo(Role.NOBODY);
    }
}
