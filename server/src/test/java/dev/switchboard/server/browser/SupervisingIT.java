package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.client.Chat;
import dev.switchboard.protocol.v1.AgentRule;
import dev.switchboard.protocol.v1.AgentSkill;
import dev.switchboard.protocol.v1.RelaxationStep;
import dev.switchboard.protocol.v1.Requirement;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Supervisors, who see what waits and why, and change it; and two of them who change the same. */
class SupervisingIT {
    private static final int LONG_MS = 120_000;
    private static final int HOUR_MS = 3_600_000;

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    /** 1. Who was left out, and by what. 2. What was given up, what comes next and when. 3. Who got the offer, with his levels. */
    @Test
    void shouldSayWhyAChatWaits() throws Exception {
        Company company = STAGE.company().skill("german").queue("Billing", LONG_MS);
        String german = company.skillName(0);
        company.queue(
                        "Sales",
                        queue -> queue.setOfferTimeoutMs(LONG_MS)
                                .setAgentRule(AgentRule.AGENT_RULE_MOST_CAPABLE)
                                .addRequirements(Requirement.newBuilder()
                                        .setSkill(german)
                                        .setLevel(5))
                                .addSteps(RelaxationStep.newBuilder().setLowerLevels(2))
                                .addSteps(RelaxationStep.newBuilder()
                                        .setAfterMs(HOUR_MS)
                                        .addWidenTo(company.queueName(0))))
                .person(
                        "Anna Berg",
                        agent -> agent.setCapacity(3)
                                .addQueues(company.queueName(1))
                                .addSkills(
                                        AgentSkill.newBuilder().setSkill(german).setLevel(4)))
                .agentOf(1, "Ben Okafor", 3)
                .supervisor("Sam Lee", 1)
                .site("Good Things");
        Chat chat = STAGE.chat(company, company.queueName(1), "Guten Tag");
        AgentPage sam = STAGE.signedIn(company, "Sam Lee");
        WaitingList list = WaitingList.open(sam, company.queueName(1));
        Locator row = list.row(chat.id());
        list.press(row, "Why is this waiting?");
        assertThat(row).containsText("It waits because no agent of the queue is available.");
        assertThat(row).containsText(german + " ≥ 3");
        assertThat(line(row, "agents serve this queue")).containsText("2");
        assertThat(line(row, "has the required skills")).containsText("1 lacks a skill");
        assertThat(line(row, "are available")).containsText("0");
        assertThat(row).containsText("It has taken 1 step so far.");
        assertThat(row).containsText(Texts.containing("Next, in 59 min: agents of "));

        AgentPage anna = STAGE.agent(company, "Anna Berg");
        anna.offer("Guten Tag");
        assertThat(row).containsText("Offered to Anna Berg, who carried 0 of 3 and had levels 4 in all");
        anna.accept("Guten Tag");
        assertThat(list.rows()).hasCount(0);
        sam.sees("Nobody waits");
    }

    private static Locator line(Locator row, String text) {
        return row.getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText(text))
                .last();
    }

    /** 1. A later chat goes to the front. 2. One is moved. 3. One is assigned to somebody who is busy. */
    @Test
    void shouldPrioritiseMoveAndAssign() throws Exception {
        Company company = company("Returns");
        Chat first = STAGE.chat(company, "", "First");
        Chat second = STAGE.chat(company, "", "Second");
        AgentPage dora = STAGE.signedIn(company, "Dora Quist").become("Busy");
        WaitingList list = WaitingList.open(STAGE.signedIn(company, "Sam Lee"), company.queueName(0));
        assertThat(list.rows()).hasText(new Pattern[] {Texts.containing(first.id()), Texts.containing(second.id())});
        list.prioritise(list.row(second.id()), 300);
        list.console.sees("Credit set: ");
        assertThat(list.rows()).hasText(new Pattern[] {Texts.containing(second.id()), Texts.containing(first.id())});
        assertThat(list.row(second.id())).containsText("5 min priority");

        list.move(list.row(first.id()), "Returns").console.sees("Moved: ");
        assertThat(list.rows()).hasCount(1);
        list.assign(list.row(second.id()), "Dora Quist").console.sees("Assigned: ");
        assertThat(list.row(second.id())).containsText("On offer");
        dora.offer("Second");
        dora.press("Alt+a").said("Second");
        assertThat(list.rows()).hasCount(0);
        WaitingList other = WaitingList.open(STAGE.signedIn(company, "Kim Roe"), company.queueName(1));
        assertThat(other.row(first.id())).isVisible();
    }

    /** 1. One has a dialog open. 2. The other changes the chat. 3. The first is told, and nothing of his is done. */
    @Test
    void shouldDoNothingWhereAnotherWasFaster() throws Exception {
        STAGE.watch().requestsMayBeRefused();
        Company company = company("Repairs");
        Chat chat = STAGE.chat(company, "", "Hello");
        AgentPage anna = STAGE.signedIn(company, "Anna Berg").become("Busy");
        WaitingList sam = WaitingList.open(STAGE.signedIn(company, "Sam Lee"), company.queueName(0));
        WaitingList kim = WaitingList.open(STAGE.signedIn(company, "Kim Roe"), company.queueName(0));
        for (String act : List.of("Assign", "Move", "Change the priority")) {
            Locator dialog = sam.more(sam.row(chat.id()), act);
            if (act.equals("Change the priority")) {
                sam.console.page.keyboard().type("7200");
            } else {
                Locator target = dialog.getByRole(AriaRole.RADIO).first();
                sam.console.tabTo(target).press("Space");
            }
            int minutes = 10 + act.length();
            kim.prioritise(kim.row(chat.id()), minutes * 60);
            assertThat(kim.row(chat.id())).containsText(minutes + " min priority");
            sam.console.press("Enter").sees("Somebody was faster: the chat with");
            assertThat(dialog).isHidden();
            assertThat(sam.row(chat.id())).containsText(minutes + " min priority");
            sam.console.button("Dismiss").click();
        }
        assertThat(anna.offers).hasCount(0);
        assertThat(sam.row(chat.id())).not().containsText("On offer");
    }

    /** @param other title of a queue beside "Sales"; a supervisor chooses among the queues of all tests */
    private static Company company(String other) throws Exception {
        return STAGE.company()
                .queue("Sales", LONG_MS)
                .queue(other, LONG_MS)
                .agentOf(0, "Anna Berg", 1)
                .agentOf(0, "Dora Quist", 1)
                .supervisor("Sam Lee", 1)
                .supervisor("Kim Roe", 1)
                .site("Good Things");
    }
}
