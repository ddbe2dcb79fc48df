package dev.switchboard.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class WebFilesTest {
    private final Build build = new Build();

    @Test
    void shouldDoWithoutFiles() throws WebFilesException {
        assertThat(WebFiles.load(name -> null).count()).isZero();
    }

    @Test
    void shouldKeepWhatTheListNamesWithTypeAndHash() throws Exception {
        String text = "let one = 1;\n".repeat(100);
        WebFiles files = build.with("console/console.js", text)
                .with("console/tiny.css", "a{}")
                .with("console/ring.mp3", "music ".repeat(100))
                .with("console/strange.xyz", "?")
                .load();
        WebFile script = files.get("console/console.js");

        assertThat(files.count()).isEqualTo(4);
        assertThat(script.contentType()).isEqualTo("text/javascript; charset=utf-8");
        assertThat(script.hash()).isEqualTo(Build.hash(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(script.content()).asString(StandardCharsets.UTF_8).isEqualTo(text);
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(script.gzip()))) {
            assertThat(plain.readAllBytes()).isEqualTo(script.content());
        }
        assertThat(files.get("console/tiny.css").gzip()).as("gains nothing").isNull();
        assertThat(files.get("console/ring.mp3").gzip()).as("no text").isNull();
        assertThat(files.get("console/strange.xyz").contentType()).isEqualTo("application/octet-stream");
        assertThat(files.get("files.txt")).as("the list itself").isNull();
    }

    @Test
    void shouldRefuseAFileThatIsMissingOrAnother() {
        build.with("a.js", "one");
        build.files.remove("web/a.js");
        assertThatThrownBy(build::load).isInstanceOf(WebFilesException.class).hasMessageContaining("a.js");
        build.files.put("web/a.js", "two".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(build::load)
                .isInstanceOf(WebFilesException.class)
                .hasMessage("The file a.js for browsers is not the one web/files.txt names.");
    }

    @Test
    void shouldRefuseLinesThatAreNoPathWithHash() {
        for (String line : new String[] {
            "a.js", "a.js\t12", "../a.js\t0123456789abcdef", "/a.js\t0123456789abcdef", "a//b\t0123456789abcdef",
            "a/../b\t0123456789abcdef", ".a\t0123456789abcdef", "a b\t0123456789abcdef", "a\t0123456789ABCDEF", ""
        }) {
            Build odd = new Build();
            odd.list.append(line).append('\n');
            assertThatThrownBy(odd::load).as(line).isInstanceOf(WebFilesException.class);
        }
    }

    @Test
    void shouldBoundBytesAndFiles() throws Exception {
        int half = WebFiles.BYTES_MAX / 2;
        build.with("a.png", "a".repeat(half)).with("b.png", "b".repeat(half));
        assertThat(build.load().count()).isEqualTo(2);
        build.with("c.png", "c");
        assertThatThrownBy(build::load).isInstanceOf(WebFilesException.class).hasMessageContaining("more than 16 MiB");

        Build many = new Build();
        for (int i = 0; i <= WebFiles.FILES_MAX; i++) {
            many.with("f" + i, "x");
        }
        assertThatThrownBy(many::load).isInstanceOf(WebFilesException.class).hasMessageContaining("1000 files");
    }

    @Test
    void shouldSayWhenAFileCannotBeRead() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("damaged");
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                throw new IOException("damaged");
            }
        };
        assertThatThrownBy(() -> WebFiles.load(name -> broken))
                .isInstanceOf(WebFilesException.class)
                .hasMessageContaining("web/files.txt")
                .hasMessageContaining("damaged");
    }
}
