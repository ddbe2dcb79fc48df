package dev.switchboard.server.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.log.LogStore.Tip;
import dev.switchboard.server.sim.Observations.End;
import dev.switchboard.server.sim.Observations.Line;
import dev.switchboard.server.sim.Observations.Seen;
import dev.switchboard.server.sim.Observations.Sent;
import dev.switchboard.server.sim.Observations.Taken;
import dev.switchboard.server.sim.StoredChat.StoredLine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A check that cannot fail proves nothing: each is shown what it must find, and one flawless chat. */
class ChecksTest {
    private static final String CHAT = "r0-1";
    private static final StoredLine JOINED = line(1, "", "joined", "7", "1");
    private static final StoredLine HELLO = line(2, "hello", "", "7", "");
    private static final StoredLine LEFT = line(3, "", "left", "7", "1");
    private static final StoredLine CLOSED = line(4, "", "closed", "", "");

    private final Observations observations = new Observations();

    @Test
    void shouldFindNothingInFlawlessChat() {
        observations.acknowledged.add(new Sent(CHAT, "hello", 2));
        seen(End.CLOSED, JOINED, HELLO, LEFT, CLOSED);
        seen(End.LOST, JOINED, HELLO);
        assertThat(messages(JOINED, HELLO, LEFT, CLOSED)).isEmpty();
        assertThat(owners(List.of(new Taken(CHAT + ".1", "7")), JOINED, HELLO, LEFT, CLOSED))
                .isEmpty();
    }

    @Test
    void shouldFindLostMessage() {
        observations.acknowledged.add(new Sent(CHAT, "gone", 3));
        assertThat(messages(JOINED, HELLO)).singleElement().asString().contains("not stored", "gone");
    }

    @Test
    void shouldFindDoubledMessageAndGapInNumbers() {
        assertThat(messages(JOINED, HELLO, line(4, "hello", "", "7", ""))).hasSize(2);
    }

    @Test
    void shouldFindWhatOneSideMissedOrSawInAnotherOrderOrTwice() {
        seen(End.CLOSED, JOINED, HELLO, LEFT);
        seen(End.NONE, HELLO, JOINED, LEFT, CLOSED);
        seen(End.LOST, JOINED, HELLO, HELLO);
        assertThat(messages(JOINED, HELLO, LEFT, CLOSED)).hasSize(3);
    }

    @Test
    void shouldFindWhatAnotherCustomerWroteEvenIfItIsVoidNow() {
        Seen carl = observations.newSeen("carl", false);
        carl.chat = CHAT;
        carl.shown.add(new Line(1, "carl1", ""));
        carl.shown.add(new Line(2, "dora1", ""));
        Seen dora = observations.newSeen("dora", false);
        dora.shown.add(new Line(1, "dora1", ""));
        assertThat(messages()).singleElement().asString().contains("P7", "carl was shown", "dora1");
    }

    @Test
    void shouldFindSecondOwner() {
        assertThat(owners(List.of(), JOINED, line(2, "", "joined", "8", "2")))
                .singleElement()
                .asString()
                .contains("second owner");
    }

    @Test
    void shouldFindTextOfAnotherThanTheOwner() {
        assertThat(owners(List.of(), JOINED, line(2, "mine", "", "8", ""))).hasSize(1);
        assertThat(owners(List.of(), JOINED, LEFT, HELLO)).hasSize(1);
    }

    @Test
    void shouldFindWhatFollowsTheEnd() {
        assertThat(owners(List.of(), CLOSED, line(2, "late", "", "", ""))).hasSize(1);
    }

    @Test
    void shouldFindConfirmedAcceptanceThatCameToNothing() {
        assertThat(owners(List.of(new Taken(CHAT + ".2", "7")), JOINED)).hasSize(1);
    }

    @Test
    void shouldFindStatesThatPartedAndOverloadedAgent() {
        StateCheck check = new StateCheck();
        check.compare("one", new Tip(32, "a"), 1);
        check.compare("other", new Tip(32, "a"), 1);
        check.compare("other", new Tip(32, "b"), 2);
        check.load("one", 33, 7, 2, 2);
        assertThat(check.findings()).isEmpty();
        check.compare("other", new Tip(32, "a"), 2);
        check.load("one", 34, 7, 3, 2);
        assertThat(check.findings()).hasSize(2);
    }

    @Test
    void shouldForgiveTwoPastsBeforeRenewalOnly() {
        StoredLine other = line(2, "", "joined", "8", "1");
        StoredLine renewed = line(3, "", "renewed", "", "");
        StoredLine text = line(4, "hi", "", "8", "");
        List<Taken> taken = List.of(new Taken(CHAT + ".1", "8"));
        assertThat(ownersAfterFailover(taken, JOINED, other, renewed, text, line(5, "", "left", "8", "1")))
                .isEmpty();
        assertThat(ownersAfterFailover(taken, JOINED, other, renewed, text, line(5, "me", "", "7", "")))
                .hasSize(1);
        assertThat(ownersAfterFailover(taken, renewed, line(5, "", "joined", "7", "2"), other))
                .singleElement()
                .asString()
                .contains("second owner");
    }

    private void seen(End end, StoredLine... lines) {
        Seen seen = observations.newSeen("somebody", true);
        seen.chat = CHAT;
        seen.end = end;
        for (StoredLine line : lines) {
            seen.lines.add(line.line());
        }
    }

    private List<String> messages(StoredLine... stored) {
        return MessageCheck.findings(Map.of(CHAT, new StoredChat(CHAT, List.of(stored))), observations, false);
    }

    private static List<String> owners(List<Taken> taken, StoredLine... stored) {
        return OwnerCheck.findings(Map.of(CHAT, new StoredChat(CHAT, List.of(stored))), taken, false);
    }

    private static List<String> ownersAfterFailover(List<Taken> taken, StoredLine... stored) {
        return OwnerCheck.findings(Map.of(CHAT, new StoredChat(CHAT, List.of(stored))), taken, true);
    }

    private static StoredLine line(long sequence, String text, String key, String agent, String assignment) {
        return new StoredLine(new Line(sequence, text, key), false, agent, assignment);
    }
}
