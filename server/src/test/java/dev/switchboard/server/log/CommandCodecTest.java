package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.CoreDriver;
import dev.switchboard.server.routing.model.*;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CommandCodecTest {
    private static final NodeId NODE = new NodeId(3);
    private static final AgentId AGENT = new AgentId(70);
    private static final CustomerId CUSTOMER = new CustomerId(-5_000_000_000L);
    private static final SessionId SESSION = new SessionId(Long.MIN_VALUE);
    private static final QueueId QUEUE = new QueueId(2);
    private static final ChatId CHAT = new ChatId(1_234_567);
    private static final OfferId OFFER = new OfferId(CHAT, 4);
    private static final Requirement GERMAN = new Requirement(new SkillId(9), -1);

    private static final QueueRules EVERYTHING = new QueueRules(
            "all",
            1,
            new QueueRules.Skills(
                    List.of(GERMAN),
                    List.of(new Requirement(new SkillId(10), 2, 7)),
                    List.of(new RelaxationStep(30_000, true, 2, List.of(QUEUE), 60_000))),
            new QueueRules.Offering(AgentRule.ROUND_ROBIN, 15_000, true, 3, 20_000),
            new QueueRules.Limits(10, 5, 60_000, QUEUE, false),
            new QueueRules.Units(2, 4, false, 90_000),
            new QueueRules.WrapUp(45_000, true));

    /** At least one of each type, with every optional field both ways. */
    private static final List<Command> SAMPLES = List.of(
            new Command.NodeJoined(NODE, 1, 2),
            new Command.NodeLeft(NODE),
            new Command.Heartbeat(NODE),
            new Command.Tick(),
            new Command.Recovered(77),
            new Command.SwitchCore(2),
            new Command.ConfigureSettings(new Settings(1, 2, 3, 4, 5, 6, 3)),
            new Command.ConfigureSkill(new SkillId(9), "german"),
            new Command.ConfigureQueue(
                    QUEUE, CoreDriver.queueRules("sales", 5_000, List.of(GERMAN), 15_000, true, 1_000)),
            new Command.RemoveQueue(QUEUE),
            new Command.ConfigureAgent(
                    AGENT, new AgentRules(8, 3, List.of(QUEUE), List.of(new SkillLevel(new SkillId(9), 10)))),
            new Command.RemoveAgent(AGENT),
            new Command.ConnectAgent(AGENT, SESSION, NODE),
            new Command.DisconnectAgent(AGENT, SESSION),
            new Command.SetPresence(AGENT, Presence.AWAY),
            new Command.StartChat(
                    "Schlüssel-1", CUSTOMER, new SiteId(1), QUEUE, Wishes.required(List.of(GERMAN)), SESSION, NODE),
            new Command.ConnectCustomer(CUSTOMER, SESSION, NODE),
            new Command.DisconnectCustomer(CUSTOMER, SESSION),
            new Command.AcceptOffer(OFFER, AGENT),
            new Command.DeclineOffer(OFFER, AGENT, DeclineReason.LEAVING),
            new Command.TransferChat(CHAT, 4, AGENT, QUEUE, null),
            new Command.TransferChat(CHAT, 4, AGENT, null, AGENT),
            new Command.CloseChat(CHAT, new Actor.Customer(CUSTOMER), 0, CloseReason.CUSTOMER_LEFT),
            new Command.CloseChat(CHAT, new Actor.Agent(AGENT), 4, CloseReason.SOLVED),
            new Command.CloseChat(CHAT, new Actor.Supervisor(AGENT), 0, CloseReason.SPAM),
            new Command.CloseChat(CHAT, new Actor.Core(), 0, CloseReason.ADMINISTRATIVE),
            new Command.RevokeCustomer(CUSTOMER, 1_700_000_000_000L),
            new Command.RevokeAgent(AGENT, 1_700_000_000_000L),
            new Command.RemoveSkill(new SkillId(9)),
            new Command.ConfigureQueue(QUEUE, EVERYTHING),
            new Command.SetQueueOpen(QUEUE, false),
            new Command.StartChat(
                    "k",
                    CUSTOMER,
                    new SiteId(1),
                    QUEUE,
                    new Wishes(List.of(GERMAN), List.of(GERMAN), List.of(AGENT), 3, 60_000),
                    SESSION,
                    NODE),
            new Command.TakeChat(CHAT, AGENT, null),
            new Command.TakeChat(CHAT, AGENT, new AgentId(71)),
            new Command.AssignChat(CHAT, AGENT, new AgentId(71), 9),
            new Command.MoveChat(CHAT, QUEUE, AGENT, 9),
            new Command.PrioritiseChat(CHAT, 60_000, AGENT, 9),
            new Command.HoldChat(CHAT, 4, AGENT, true),
            new Command.ReportActivity(CHAT, 4, 120_000),
            new Command.ExtendWrapUp(AGENT, CHAT),
            new Command.EndWrapUp(AGENT, CHAT));

    @Test
    void shouldHaveASampleOfEveryCommand() {
        Set<Class<?>> sampled = SAMPLES.stream().map(Object::getClass).collect(Collectors.toSet());
        assertThat(sampled).containsExactlyInAnyOrder(Command.class.getPermittedSubclasses());
    }

    @Test
    void shouldGiveBackEveryCommand() {
        for (Command command : SAMPLES) {
            byte[] payload = CommandCodec.encode(NODE, 123_456_789_012L, command);
            assertThat(CommandCodec.decode(payload)).isEqualTo(new CommandCodec.Entry(NODE, 123_456_789_012L, command));
        }
    }

    /** Logs written by earlier programs must stay readable: these bytes may never change. */
    @Test
    void shouldKeepItsBytes() {
        assertThat(hex(new Command.Tick())).isEqualTo("02060204");
        assertThat(hex(new Command.Heartbeat(NODE))).isEqualTo("0206020306");
        assertThat(hex(new Command.RemoveSkill(new SkillId(9)))).isEqualTo("0206021012");
        assertThat(hex(SAMPLES.get(8)))
                .isEqualTo("0206020c04" + "0a" + "e601c201d801ca01e601" + "904e" + "02120114" + "0000" + "00" + "b0ea01"
                        + "01" + "0200" + "d00f" + "0000" + "0001" + "000001000000");
        assertThat(hex(SAMPLES.get(14))).isEqualTo("02060216" + "8c01" + "02");
        assertThat(hex(new Command.StartChat(
                        "k", new CustomerId(1), new SiteId(1), QUEUE, Wishes.NONE, new SessionId(2), NODE)))
                .isEqualTo("0206021e" + "02d601" + "0000000000000001" + "02" + "04" + "0000000000" + "0000000000000002"
                        + "06");
        assertThat(hex(SAMPLES.get(19))).isEqualTo("02060220" + "8eda9601" + "08" + "8c01" + "02");
        assertThat(hex(SAMPLES.get(23))).isEqualTo("02060222" + "8eda9601" + "028c01" + "08" + "00");
    }

    @Test
    void shouldRefuseEveryCutAndEveryTail() {
        for (Command command : SAMPLES) {
            byte[] payload = CommandCodec.encode(NODE, 5, command);
            for (int length = 0; length < payload.length; length++) {
                byte[] cut = Arrays.copyOf(payload, length);
                assertThatThrownBy(() -> CommandCodec.decode(cut)).isInstanceOf(UndecodableEntryException.class);
            }
            byte[] longer = Arrays.copyOf(payload, payload.length + 1);
            assertThatThrownBy(() -> CommandCodec.decode(longer)).isInstanceOf(UndecodableEntryException.class);
        }
    }

    @Test
    void shouldRefuseUnknownTypesAndVersions() {
        assertThatThrownBy(() -> CommandCodec.decode(new byte[] {2, 6, 2, 99}))
                .isInstanceOf(UndecodableEntryException.class)
                .hasMessageContaining("unknown command type 99");
        assertThatThrownBy(() -> CommandCodec.decode(new byte[] {3, 6, 2, 4}))
                .isInstanceOf(UndecodableEntryException.class)
                .hasMessageContaining("unknown format version 3");
    }

    @Test
    void shouldGiveAValueOrItsOneErrorForAnyBytes() {
        Random random = new Random(1);
        for (int run = 0; run < 20_000; run++) {
            byte[] bytes = CommandCodec.encode(NODE, 5, SAMPLES.get(random.nextInt(SAMPLES.size())));
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(CommandCodec.decode(bytes)).isNotNull();
            } catch (UndecodableEntryException expected) {
                assertThat(expected).hasMessageMatching("(?s).+");
            }
        }
    }

    private static String hex(Command command) {
        return HexFormat.of().formatHex(CommandCodec.encode(NODE, 1, command));
    }
}
