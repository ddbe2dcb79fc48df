package dev.switchboard.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.routing.MalformedBytesException;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.ChosenBy;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.DecisionFacts;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.SiteId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private static final DecisionRecord OFFERED = new DecisionRecord(
            70,
            1_767_600_000_123L,
            5_000,
            DecisionRecord.Kind.OFFERED,
            new ChatId(69),
            2,
            new AgentId(4),
            new QueueId(1),
            "",
            new DecisionFacts(ChosenBy.LEAST_LOADED, 0, 3, 12_000, 5, 800, 0, 0));
    private static final DecisionRecord ENDED = new DecisionRecord(
            71, 1, 2, DecisionRecord.Kind.OFFER_ENDED, new ChatId(69), 2, null, null, "DECLINED:BUSY", null);
    private static final ClosedChatRecord CLOSED = new ClosedChatRecord(
            99,
            new ChatId(69),
            new CustomerId(-77),
            new SiteId(1),
            new QueueId(1),
            new QueueId(2),
            10,
            20,
            30,
            40,
            50,
            60,
            70,
            80,
            3,
            2,
            List.of(new AgentId(4), new AgentId(9)),
            "SOLVED");

    @Test
    void shouldReadBackWhatItWrote() {
        for (StoredRecord stored : List.of(OFFERED, ENDED, CLOSED)) {
            assertThat(RecordCodec.decode(RecordCodec.encode(stored))).isEqualTo(stored);
        }
    }

    /** Records are kept for months: what is written now must stay readable. */
    @Test
    void shouldKeepItsForm() {
        assertThat(HexFormat.of().formatHex(RecordCodec.encode(ENDED)))
                .isEqualTo("02018e010204028a010400001a" + "88018a018601980192019c018a018801748401aa01a601b201" + "00");
    }

    @Test
    void shouldRefuseAnyCutAndAnyUnknownVersion() {
        byte[] whole = RecordCodec.encode(CLOSED);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> RecordCodec.decode(cut)).isInstanceOf(MalformedBytesException.class);
        }
        whole[0] = 3;
        assertThatThrownBy(() -> RecordCodec.decode(whole)).hasMessageContaining("version");
    }
}
