package dev.switchboard.server.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the reception bot knows: a pure function from a customer's text to what to do. */
final class ReceptionAnswers {
    static final String GREETING =
            "Hello, I am Robin, the shop's bot. Ask me about opening hours, delivery or returns. "
                    + "Say \"human\" to talk to a person, or name the team: sales, billing or support.";

    private static final String FALLBACK =
            "I do not know that. I can tell you about opening hours, delivery and returns, "
                    + "or say \"human\" and a person will help you.";

    /** Asked-for words and the queue of people who answer. First match wins. */
    private static final List<Map.Entry<String, String>> HAND_OVER = List.of(
            Map.entry("sales", "sales"),
            Map.entry("buy", "sales"),
            Map.entry("billing", "billing"),
            Map.entry("invoice", "billing"),
            Map.entry("refund", "billing"),
            Map.entry("support", "support"),
            Map.entry("human", "support"),
            Map.entry("person", "support"),
            Map.entry("agent", "support"),
            Map.entry("mensch", "support"));

    private static final List<Map.Entry<String, String>> ANSWERS = List.of(
            Map.entry("hour", "We are here Monday to Friday, 7:00 to 21:00."),
            Map.entry("open", "We are here Monday to Friday, 7:00 to 21:00."),
            Map.entry("deliver", "Orders placed before 14:00 leave the same day and arrive within two working days."),
            Map.entry("shipping", "Orders placed before 14:00 leave the same day and arrive within two working days."),
            Map.entry("return", "You can return anything within 30 days; the label is in the parcel."),
            Map.entry("thank", "You are welcome!"),
            Map.entry("hello", "Hello! What can I do for you?"));

    private ReceptionAnswers() {}

    /** @param queue to hand over to, null to go on alone; {@code text} is said in both cases */
    record Answer(String text, @Nullable String queue) {}

    static Answer to(String question) {
        String words = question.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> team : HAND_OVER) {
            if (words.contains(team.getKey())) {
                return new Answer("I am asking the " + team.getValue() + " team to join you.", team.getValue());
            }
        }
        for (Map.Entry<String, String> known : ANSWERS) {
            if (words.contains(known.getKey())) {
                return new Answer(known.getValue(), null);
            }
        }
        return new Answer(FALLBACK, null);
    }
}
