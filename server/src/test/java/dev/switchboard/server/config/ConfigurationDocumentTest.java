package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The document says what the code does: each setting has its row, and each row its setting. */
class ConfigurationDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/configuration.md");

    @Test
    void shouldDocumentEverySettingAndNothingElse() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .isEqualTo(
                        Keys.all().stream().map(ConfigurationDocumentTest::row).toList());
    }

    @Test
    void shouldGiveEachSettingItsOwnEnvironmentVariable() {
        assertThat(Keys.all()).extracting(Key::environmentVariable).doesNotHaveDuplicates();
        assertThat(Keys.all()).extracting(Key::name).doesNotHaveDuplicates();
    }

    private static String row(Key<?> key) {
        return "| `%s` | %s | %s | %s | `%s` | %s |"
                .formatted(
                        key.name(),
                        key.kind().type(),
                        key.defaultText().isEmpty() ? "–" : "`" + key.defaultText() + "`",
                        key.kind().bounds().isEmpty() ? "–" : key.kind().bounds(),
                        key.environmentVariable(),
                        key.meaning());
    }
}
