package dev.switchboard.loadtest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** P1, P2, P3 on made-up histories: each check must be seen to fail, and to hold its tongue where it cannot know. */
class RoutingChecksTest {

    private final History history = new History();

    private void assertOnly(Promise promise, int violations) {
        Findings findings = history.findings();
        for (Promise each : Promise.values()) {
            assertThat(findings.violationCount(each))
                    .as("%s: %s", each, findings.violations())
                    .isEqualTo(each == promise ? violations : 0);
        }
    }

    private void assertClean() {
        assertThat(history.findings().violations()).isEmpty();
    }

    // P1, owner

    @Test
    void shouldFindTwoOwners() {
        history.agent("anna", 3)
                .agent("ben", 3)
                .start(1)
                .offer("anna", 1)
                .accept("anna", 1)
                .offer("ben", 1)
                .accept("ben", 1);

        assertOnly(Promise.P1_OWNER, 1);
    }

    @Test
    void shouldAllowAnotherOwnerWhoIsSeenALittleEarlyByTheClock() {
        history.agent("anna", 3)
                .agent("ben", 3)
                .start(1)
                .offer("anna", 1)
                .accept("anna", 1)
                .offer("ben", 1);
        history.accept("ben", 1).pause(50).released("anna", 1);

        assertClean();
    }

    @Test
    void shouldAllowAnotherOwnerAfterTheFirstOneLostTheConnection() {
        history.agent("anna", 3)
                .agent("ben", 3)
                .start(1)
                .offer("anna", 1)
                .accept("anna", 1)
                .lost("anna");
        history.pause(30_000).requeued(1).offer("ben", 1).accept("ben", 1);

        assertClean();
    }

    @Test
    void shouldFindTwoOwnersInATranscript() {
        history.start(1).transcript(1, "started:", "joined:anna", "joined:ben");

        assertOnly(Promise.P1_OWNER, 1);
    }

    @Test
    void shouldAllowOneOwnerAfterAnotherInATranscript() {
        history.start(1).transcript(1, "started:", "joined:anna", "left:anna", "joined:ben", "closed:");

        assertClean();
    }

    // P1, capacity

    @Test
    void shouldFindMoreChatsThanTheCapacity() {
        history.agent("anna", 1)
                .start(1)
                .start(2)
                .offer("anna", 1)
                .accept("anna", 1)
                .offer("anna", 2)
                .accept("anna", 2);

        assertOnly(Promise.P1_CAPACITY, 1);
    }

    @Test
    void shouldCountOpenOffersAsLoad() {
        history.agent("anna", 1).start(1).start(2).offer("anna", 1).offer("anna", 2);

        assertOnly(Promise.P1_CAPACITY, 1);
    }

    @Test
    void shouldNotCountChatsThatSomebodyIsEnding() {
        history.agent("anna", 1)
                .start(1)
                .start(2)
                .start(3)
                .offer("anna", 1)
                .accept("anna", 1)
                .close("anna", 1);
        history.offer("anna", 2).accept("anna", 2).leave(2).offer("anna", 3).accept("anna", 3);

        assertClean();
    }

    @Test
    void shouldNotCountWhatAnAgentHadBeforeTheConnectionBroke() {
        history.agent("anna", 1)
                .start(1)
                .start(2)
                .offer("anna", 1)
                .accept("anna", 1)
                .lost("anna")
                .ready("anna");
        history.offer("anna", 2).accept("anna", 2);

        assertClean();
    }

    // P2

    @Test
    void shouldFindAChatThatWaitsWhileAnAgentHasRoom() {
        history.agent("anna", 1).start(1).pause(300).offer("anna", 1);

        assertOnly(Promise.P2_NO_IDLE_WAIT, 1);
    }

    @Test
    void shouldFindAChatThatIsNeverOffered() {
        history.agent("anna", 1).start(1);

        assertOnly(Promise.P2_NO_IDLE_WAIT, 1);
    }

    @Test
    void shouldFindAnAgentWhoGotRoomAndNoChat() {
        history.agent("anna", 1)
                .start(1)
                .offer("anna", 1)
                .accept("anna", 1)
                .start(2)
                .pause(5_000);
        history.close("anna", 1).released("anna", 1).pause(400).leave(2);

        assertOnly(Promise.P2_NO_IDLE_WAIT, 1);
    }

    @Test
    void shouldLetChatsWaitForFullAbsentOrUnskilledAgents() {
        history.agent("full", 1).start(1).offer("full", 1).accept("full", 1);
        history.agent("absent", 1).lost("absent").agent("unskilled", 1);
        history.start(2, Map.of("german", 3)).pause(10_000).leave(2);

        assertClean();
    }

    @Test
    void shouldKnowLevels() {
        history.agent("anna", 1, Map.of("german", 2))
                .start(1, Map.of("german", 3))
                .pause(400)
                .leave(1);
        assertClean();

        history.agent("ben", 1, Map.of("german", 3)).start(2, Map.of("german", 3));
        assertOnly(Promise.P2_NO_IDLE_WAIT, 1);
    }

    @Test
    void shouldNotCallAnAgentIdleToWhomChatsKeepComing() {
        history.agent("anna", 3)
                .start(1)
                .start(2)
                .start(3)
                .pause(200)
                .offer("anna", 1)
                .pause(200)
                .offer("anna", 2);
        history.pause(200).offer("anna", 3);

        assertClean();
    }

    @Test
    void shouldNotExpectAnOfferToAnAgentWhoHadOneOfTheSameChat() {
        history.agent("anna", 1)
                .start(1)
                .offer("anna", 1)
                .pause(15_000)
                .over("anna", 1)
                .pause(5_000)
                .leave(1);

        assertClean();
    }

    @Test
    void shouldExpectNothingWhileTheCustomerIsAwayAndAllAgainWhenBack() {
        history.agent("anna", 1).start(1).customerLost(1).pause(5_000);
        assertClean();

        history.customerBack(1, true);
        assertOnly(Promise.P2_NO_IDLE_WAIT, 1);
    }

    @Test
    void shouldCountFromTheEndOfADisturbance() {
        history.agent("anna", 1)
                .start(1)
                .pause(200)
                .disturbed()
                .pause(200)
                .disturbed()
                .pause(200)
                .offer("anna", 1);

        assertClean();
    }

    @Test
    void shouldFindARequeuedChatThatWaitsWhileAnAgentHasRoom() {
        history.agent("anna", 1)
                .agent("ben", 1)
                .start(1)
                .offer("anna", 1)
                .accept("anna", 1)
                .seenByCustomer("anna", 1);
        history.lost("anna").pause(30_000).requeued(1).ready("anna").released("anna", 1);

        assertThat(history.findings().violationCount(Promise.P2_NO_IDLE_WAIT)).isZero();
        history.requeued(1);
        assertOnly(Promise.P2_NO_IDLE_WAIT, 1);
    }

    // P3

    @Test
    void shouldFindAYoungerChatThatIsOfferedFirst() {
        history.agent("anna", 1).start(9).offer("anna", 9).accept("anna", 9);
        history.start(1)
                .pause(500)
                .start(2)
                .pause(500)
                .close("anna", 9)
                .released("anna", 9)
                .offer("anna", 2);

        assertOnly(Promise.P3_ORDER, 1);
    }

    @Test
    void shouldFindAYoungerChatWhoseOfferIsSeenBeforeItsCustomerHasTheAnswer() {
        history.agent("anna", 1)
                .start(9)
                .offer("anna", 9)
                .accept("anna", 9)
                .start(1)
                .pause(500);
        history.close("anna", 9)
                .released("anna", 9)
                .request(2, Map.of())
                .offer("anna", 2)
                .started(2);

        assertOnly(Promise.P3_ORDER, 1);
    }

    @Test
    void shouldAllowOffersThatTravelDifferently() {
        history.agent("anna", 1).agent("ben", 1).start(8).offer("anna", 8).accept("anna", 8);
        history.start(9)
                .offer("ben", 9)
                .accept("ben", 9)
                .start(1)
                .pause(500)
                .start(2)
                .pause(500);
        history.close("anna", 8).released("anna", 8).close("ben", 9).released("ben", 9);
        history.offer("ben", 2).pause(50).offer("anna", 1);

        assertClean();
    }

    @Test
    void shouldNotOrderChatsThatStartTogether() {
        history.agent("anna", 1).start(9).offer("anna", 9).accept("anna", 9);
        history.start(1)
                .start(2)
                .pause(500)
                .close("anna", 9)
                .released("anna", 9)
                .offer("anna", 2);

        assertClean();
    }

    @Test
    void shouldNotOrderChatsOfDifferentDemand() {
        history.agent("anna", 1).start(9).offer("anna", 9).accept("anna", 9);
        history.start(1, Map.of("german", 1)).pause(500).start(2).pause(500);
        history.close("anna", 9).released("anna", 9).offer("anna", 2);

        assertClean();
    }

    @Test
    void shouldAllowAYoungerChatForAnAgentWhoHadTheOlderOne() {
        history.agent("anna", 1)
                .start(1)
                .offer("anna", 1)
                .over("anna", 1)
                .lost("anna")
                .pause(500)
                .start(2);
        history.pause(500).ready("anna").offer("anna", 2);

        assertClean();
    }

    // Settling

    @Test
    void shouldFindStuckChats() {
        history.start(1).stuck(1);

        assertOnly(Promise.SETTLED, 1);
    }

    @Test
    void shouldCountWhatItChecked() {
        history.agent("anna", 1).start(1).offer("anna", 1).accept("anna", 1);

        Findings findings = history.findings();
        assertThat(findings.clean()).isTrue();
        assertThat(findings.checkedCount(Promise.P1_OWNER)).isEqualTo(1);
        assertThat(findings.checkedCount(Promise.P1_CAPACITY)).isEqualTo(2);
        assertThat(findings.checkedCount(Promise.P2_NO_IDLE_WAIT)).isEqualTo(1);
        assertThat(findings.checkedCount(Promise.P3_ORDER)).isEqualTo(1);
    }

    @Test
    void shouldKeepTheFirstViolationsInWordsAndCountTheRest() {
        for (int number = 0; number < Findings.KEPT_MAX + 10; number++) {
            history.stuck(number);
        }

        assertThat(history.findings().violations()).hasSize(Findings.KEPT_MAX);
        assertThat(history.findings().violationCount(Promise.SETTLED)).isEqualTo(Findings.KEPT_MAX + 10);
    }
}
