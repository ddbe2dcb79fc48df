package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.client.Chat;
import dev.switchboard.protocol.v1.AgentRule;
import dev.switchboard.protocol.v1.AgentSkill;
import dev.switchboard.protocol.v1.Holiday;
import dev.switchboard.protocol.v1.OpeningHours;
import dev.switchboard.protocol.v1.RelaxationStep;
import dev.switchboard.protocol.v1.Requirement;
import dev.switchboard.protocol.v1.WeeklyHours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each state of the screens of routing, with nothing, one and many, long names and names from right to left. */
class RoutingLooksIT {
    private static final int LONG_MS = 120_000;
    private static final int HOUR_MS = 3_600_000;
    private static final int MANY = 30;
    private static final String LONG_NAME = "Wilhelmina-Alexandra von Hohenstein-Schwarzenberg zu Altenburg";
    private static final String RIGHT_TO_LEFT = "عائشة بنت محمد العلي";

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    private static void look(Page page, String state) {
        Pictures.takeAll(page, "routing-" + state, () -> Axe.check(page, state));
    }

    private static Requirement.Builder requirement(String skill, int level) {
        return Requirement.newBuilder().setSkill(skill).setLevel(level);
    }

    private static WeeklyHours.Builder hours(int weekday, int from, int until) {
        return WeeklyHours.newBuilder()
                .setWeekday(weekday)
                .setFromMinute(60 * from)
                .setUntilMinute(60 * until);
    }

    @Test
    void shouldLetEverybodySupervise() throws Exception {
        Company company = STAGE.company().skill("german").skill("international-billing-and-refunds");
        company.queue("مكتب المساعدة للطلبات الدولية", LONG_MS)
                .queue(
                        "Orders and returns of customers abroad",
                        queue -> queue.setOfferTimeoutMs(LONG_MS)
                                .setAgentRule(AgentRule.AGENT_RULE_MOST_CAPABLE)
                                .setWeight(2)
                                .addRequirements(requirement(company.skillName(0), 5))
                                .addPreferences(requirement(company.skillName(1), 3))
                                .addSteps(RelaxationStep.newBuilder()
                                        .setLowerLevels(2)
                                        .setRaiseMs(60_000))
                                .addSteps(RelaxationStep.newBuilder()
                                        .setAfterMs(HOUR_MS)
                                        .setDropPreferences(true)
                                        .addWidenTo(company.queueName(0))))
                .person(
                        LONG_NAME,
                        agent -> agent.setCapacity(20)
                                .addQueues(company.queueName(1))
                                .addSkills(AgentSkill.newBuilder()
                                        .setSkill(company.skillName(0))
                                        .setLevel(4))
                                .addSkills(AgentSkill.newBuilder()
                                        .setSkill(company.skillName(1))
                                        .setLevel(4)))
                .person(RIGHT_TO_LEFT, agent -> agent.setCapacity(20).addQueues(company.queueName(1)))
                .supervisor("Sam Lee", 3)
                .site("Good Things");
        AgentPage sam = STAGE.signedIn(company, "Sam Lee");
        WaitingList list = WaitingList.open(sam, company.queueName(1));
        sam.sees("Nobody waits");
        look(sam.page, "01-nobody-waits");
        Chat first = STAGE.chat(company, company.queueName(1), "First");
        list.press(list.row(first.id()), "Why is this waiting?");
        sam.sees("It waits because");
        look(sam.page, "02-why-one-waits");
        AgentPage busy = STAGE.agent(company, LONG_NAME);
        busy.offer("First");
        assertThat(list.row(first.id())).containsText("Offered to");
        look(sam.page, "03-why-offered");
        busy.accept("First").press("Alt+z");
        assertThat(list.owned(first.id())).containsText("On hold");
        busy.become("Busy");
        look(sam.page, "04-one-with-an-agent");
        for (int i = 1; i < MANY; i++) {
            STAGE.chat(company, company.queueName(1), "Question " + i);
        }
        assertThat(list.rows()).hasCount(MANY - 1);
        look(sam.page, "05-many-wait");
        list.press(list.rows().last(), "More for");
        look(sam.page, "06-more");
        sam.press("Escape");
        Locator dialog = list.more(list.rows().first(), "Assign");
        assertThat(dialog.getByRole(AriaRole.RADIO).first()).isVisible();
        look(sam.page, "07-assign");
        sam.press("Escape");
        list.more(list.rows().first(), "Move");
        look(sam.page, "08-move");
        sam.press("Escape");
        list.more(list.rows().first(), "Change the priority");
        look(sam.page, "09-prioritise");
        sam.press("Escape");
        list.press(list.owned(first.id()), "Take over");
        assertThat(dialog).containsText("loses the chat");
        look(sam.page, "10-take-over");
        sam.press("Enter").said("First");
        busy.sees("has taken this chat");
        look(busy.page, "11-taken-over");
        look(sam.page, "12-on-hold-no-more");
    }

    @Test
    void shouldLetAgentsFinish() throws Exception {
        Company company = STAGE.company()
                .queue("Sales", queue -> queue.setWrapUpMs(HOUR_MS).setWrapUpHoldsUnits(true))
                .agent(RIGHT_TO_LEFT, 5)
                .site("Good Things");
        AgentPage agent = STAGE.agent(company, RIGHT_TO_LEFT);
        for (int i = 0; i < 3; i++) {
            STAGE.chat(company, "", "Question " + i);
            agent.accept("Question " + i).press("Alt+c");
            assertThat(agent.page.getByRole(AriaRole.DIALOG)).isVisible();
            agent.press("Enter").sees("This chat is over: solved.");
        }
        STAGE.chat(company, "", "هل هذا المنتج متوفر باللون الأحمر؟");
        agent.accept("هل هذا المنتج متوفر باللون الأحمر؟").press("Alt+z");
        assertThat(agent.button("On hold: take the chat back")).isVisible();
        agent.choose("Away").is("Available, away after wrap-up");
        look(agent.page, "13-on-hold-with-work-after-chats");
        agent.press("Alt+p");
        look(agent.page, "14-presence-after-wrap-up");
        agent.press("Escape");
        agent.page.setViewportSize(390, 844);
        agent.button("Back to the list").click();
        look(agent.page, "15-list-with-work-after-chats");
    }

    @Test
    void shouldLetAdministratorsSetEveryRule() throws Exception {
        Company company = STAGE.company().skill("german").skill("international-billing-and-refunds");
        company.queue("Support", LONG_MS)
                .queue(
                        "Orders",
                        queue -> queue.setAgentRule(AgentRule.AGENT_RULE_MOST_CAPABLE)
                                .addRequirements(requirement(company.skillName(0), 5))
                                .addPreferences(requirement(company.skillName(1), 3))
                                .addSteps(RelaxationStep.newBuilder()
                                        .setAfterMs(30_000)
                                        .setLowerLevels(2))
                                .addSteps(RelaxationStep.newBuilder()
                                        .setAfterMs(90_000)
                                        .setDropPreferences(true)
                                        .addWidenTo(company.queueName(0))
                                        .setRaiseMs(60_000))
                                .setOpeningHours(OpeningHours.newBuilder()
                                        .setTimeZone("America/Argentina/Buenos_Aires")
                                        .addWeekly(hours(1, 8, 12))
                                        .addWeekly(hours(1, 13, 17))
                                        .addWeekly(hours(5, 22, 6))
                                        .addHolidays(Holiday.newBuilder()
                                                .setDate("2031-12-24")
                                                .setName("Noche Buena, for which only half of the day is worked")
                                                .addHours(hours(0, 8, 12)))
                                        .addHolidays(Holiday.newBuilder()
                                                .setDate("2031-12-25")
                                                .setName("عيد الميلاد"))))
                .administrator("Alex Kim");
        AdminPage alex = new AdminPage(STAGE.signedIn(company, "Alex Kim"));
        alex.open("queues/" + company.queueId(1)).has("Name", company.queueName(1));
        look(alex.page, "16-queue");
        var unused =
                alex.page.evaluate("() => document.querySelectorAll('details').forEach(fold => { fold.open = true; })");
        Pictures.takeHigh(
                alex.page, "routing-17-queue-with-all-rules", () -> Axe.check(alex.page, "a queue with all rules"));
        alex.press("Add a day");
        assertThat(alex.field("Date, day 3")).isFocused();
        alex.press("Remove day 3");
        assertThat(alex.console.button("Add a day")).isFocused();
        alex.press("Add a step");
        assertThat(alex.field("After (seconds)").last()).isFocused();
        alex.press("Remove step 3");
        assertThat(alex.console.button("Add a step")).isFocused();
    }
}
