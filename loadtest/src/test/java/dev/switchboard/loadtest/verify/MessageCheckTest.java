package dev.switchboard.loadtest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** P5 on made-up histories: customer says "hello", anna answers "hi". */
class MessageCheckTest {

    private static final String CUSTOMER = Observation.CUSTOMER;

    private final History history = new History();

    private void assertViolation(String what) {
        Findings findings = history.findings();
        assertThat(findings.violations())
                .isNotEmpty()
                .allMatch(violation -> violation.promise() == Promise.P5_MESSAGES)
                .anyMatch(violation -> violation.what().contains(what));
    }

    private void assertClean() {
        assertThat(history.findings().violations()).isEmpty();
    }

    private History talk() {
        return history.agent("anna", 3)
                .start(1)
                .sent(1, CUSTOMER, "hello")
                .acked(1, CUSTOMER, "hello", 1)
                .offer("anna", 1)
                .accept("anna", 1)
                .seen(1, "anna", 1, "hello")
                .sent(1, "anna", "hi")
                .acked(1, "anna", "hi", 2)
                .seen(1, CUSTOMER, 2, "hi");
    }

    @Test
    void shouldPassAProperTalk() {
        talk().transcript(1, "hello", "hi").settled(1);

        assertClean();
        assertThat(history.findings().checkedCount(Promise.P5_MESSAGES)).isEqualTo(2);
    }

    @Test
    void shouldFindAnAcknowledgedMessageThatIsLost() {
        talk().transcript(1, "hello").settled(1);

        assertViolation("'hi' was acknowledged as 2 and is lost");
    }

    @Test
    void shouldFindADoubledMessage() {
        talk().transcript(1, "hello", "hi", "hi").settled(1);

        assertViolation("'hi' is in the transcript more than once");
    }

    @Test
    void shouldFindAMessageStoredUnderAnotherNumber() {
        talk().transcript(1, "hi", "hello").settled(1);

        assertViolation("'hello' was acknowledged as 1 and stored as 2");
    }

    @Test
    void shouldFindAGapInTheTranscript() {
        talk().transcript(1, List.of(new Line(1, false, "x", "hello"), new Line(3, false, "x", "hi")))
                .settled(1);

        assertViolation("has line 3 where 2 belongs");
    }

    @Test
    void shouldFindAMessageThatNeverReachedTheOtherSide() {
        talk().sent(1, "anna", "bye")
                .acked(1, "anna", "bye", 3)
                .transcript(1, "hello", "hi", "bye")
                .settled(1);

        assertViolation("'bye' (line 3) never reached customer");
    }

    @Test
    void shouldFindAMessageThatNeverReachedTheLastOwner() {
        talk().sent(1, CUSTOMER, "more").acked(1, CUSTOMER, "more", 3);
        history.transcript(1, "hello", "hi", "more").settled(1);

        assertViolation("'more' (line 3) never reached anna");
    }

    @Test
    void shouldFindALineThatIsHandedOutTwice() {
        talk().seen(1, CUSTOMER, 2, "hi").transcript(1, "hello", "hi").settled(1);

        assertViolation("customer got line 2 twice");
    }

    @Test
    void shouldFindLinesOutOfOrder() {
        talk().sent(1, "anna", "a")
                .sent(1, "anna", "b")
                .seen(1, CUSTOMER, 4, "b")
                .seen(1, CUSTOMER, 3, "a");

        assertViolation("customer got line 3 after line 4");
    }

    @Test
    void shouldFindWhatNobodySent() {
        talk().seen(1, CUSTOMER, 3, "ghost");

        assertViolation("'ghost', which nobody sent");
    }

    @Test
    void shouldFindWhatNobodySentInTheTranscript() {
        talk().transcript(1, "hello", "hi", "ghost").settled(1);

        assertViolation("the transcript has 'ghost', which nobody sent");
    }

    @Test
    void shouldFindALineThatDiffersFromTheTranscript() {
        talk().sent(1, "anna", "yes").sent(1, "anna", "no").seen(1, CUSTOMER, 3, "yes");
        history.transcript(1, "hello", "hi", "no").settled(1);

        assertViolation("customer got 'yes' as line 3, the transcript has 'no'");
    }

    @Test
    void shouldFindTwoNumbersForOneMessage() {
        talk().acked(1, "anna", "hi", 3);

        assertViolation("acknowledged as 2 and as 3");
    }

    @Test
    void shouldFindAMessageThatStandsBeforeWhatWasAcknowledgedBeforeIt() {
        talk().sent(1, "anna", "late").acked(1, "anna", "late", 2);

        assertViolation("was sent after 2 was acknowledged");
    }

    @Test
    void shouldFindATranscriptThatCannotBeRead() {
        talk().settled(1);

        assertViolation("the transcript could not be read");
    }

    @Test
    void shouldAllowAnUnacknowledgedMessageToBeThereOrNot() {
        talk().sent(1, "anna", "maybe").transcript(1, "hello", "hi", "maybe").settled(1);
        history.start(2).sent(2, CUSTOMER, "perhaps").transcript(2, List.of()).settled(2);

        assertClean();
    }

    @Test
    void shouldFindAnUnacknowledgedMessageThatIsThereTwice() {
        talk().sent(1, "anna", "maybe")
                .transcript(1, "hello", "hi", "maybe", "maybe")
                .settled(1);

        assertViolation("'maybe' is in the transcript more than once");
    }

    @Test
    void shouldLetAResetClientReadFromTheStart() {
        talk().reset(1, CUSTOMER).seen(1, CUSTOMER, 1, "hello").seen(1, CUSTOMER, 2, "hi");
        history.transcript(1, "hello", "hi").settled(1);

        assertClean();
    }

    @Test
    void shouldLetAnAgentReadFromTheStartWhoGetsTheChatAgain() {
        talk().released("anna", 1).requeued(1).offer("anna", 1).accept("anna", 1);
        history.seen(1, "anna", 1, "hello")
                .seen(1, "anna", 2, "hi")
                .transcript(1, "hello", "hi")
                .settled(1);

        assertClean();
    }

    @Test
    void shouldForgetSettledChats() {
        talk().transcript(1, "hello", "hi").settled(1);
        // Another chat may have the same texts: nothing is left of the first.
        history.start(2)
                .sent(2, CUSTOMER, "hello")
                .acked(2, CUSTOMER, "hello", 1)
                .transcript(2, "hello")
                .settled(2);

        assertClean();
    }
}
