package dev.switchboard.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceptionAnswersTest {
    @ParameterizedTest
    @CsvSource({"I want a HUMAN,support", "my invoice is wrong,billing", "Sales please,sales", "a person!,support"})
    void shouldHandOverToTheTeamThatWasAskedFor(String text, String queue) {
        assertThat(ReceptionAnswers.to(text).queue()).isEqualTo(queue);
    }

    @Test
    void shouldAnswerAloneWhatItKnows() {
        assertThat(ReceptionAnswers.to("When are you open?").queue()).isNull();
        assertThat(ReceptionAnswers.to("When are you open?").text()).contains("7:00");
    }

    @Test
    void shouldSayThatItDoesNotKnowAndOfferAPerson() {
        assertThat(ReceptionAnswers.to("¿?").text()).contains("human");
    }
}
