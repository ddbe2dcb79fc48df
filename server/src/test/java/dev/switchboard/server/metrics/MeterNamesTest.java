package dev.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterNamesTest {

    @Test
    void shouldFollowOnePattern() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Field field : MeterNames.class.getFields()) {
            names.add((String) field.get(null));
        }

        assertThat(names).hasSizeGreaterThan(10).doesNotHaveDuplicates();
        assertThat(names).allMatch(name -> name.matches("switchboard(\\.[a-z]+){2,4}"));
    }
}
