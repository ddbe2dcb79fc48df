package dev.switchboard.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Frames that were encoded once and are kept: what old clients and servers have sent must be understood for ever. A file
 * is never changed; a new body gets new files, see {@link GoldenFramesWriter}.
 */
class GoldenFramesTest {

    static final Path DIRECTORY = Path.of("src/test/resources/golden");

    @TestFactory
    List<DynamicTest> shouldStillDecodeAndEncode() throws IOException {
        return names().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> check(name)))
                .toList();
    }

    private static void check(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(DIRECTORY.resolve(name + ".bin"));
        Message prototype =
                name.startsWith("client-") ? ClientFrame.getDefaultInstance() : ServerFrame.getDefaultInstance();
        Message.Builder fromJson = prototype.newBuilderForType();
        JsonFormat.parser().merge(Files.readString(DIRECTORY.resolve(name + ".json")), fromJson);

        Message decoded = prototype.getParserForType().parseFrom(bytes);

        assertThat(decoded).isEqualTo(fromJson.build());
        assertThat(decoded.getUnknownFields().asMap()).isEmpty();
        assertThat(decoded.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void shouldHaveASampleOfEachBody() throws IOException {
        Set<String> bodies = new TreeSet<>();
        for (FieldDescriptor body :
                ClientFrame.getDescriptor().getOneofs().get(0).getFields()) {
            bodies.add("client-" + body.getName());
        }
        for (FieldDescriptor body :
                ServerFrame.getDescriptor().getOneofs().get(0).getFields()) {
            bodies.add("server-" + body.getName());
        }

        assertThat(names()).containsAll(bodies);
    }

    /** A field that was added after the files were made has none; it gets a new file of its own, not a change of the old. */
    @Test
    void shouldHaveEveryFieldInSomeFile() throws IOException {
        Set<String> present = new TreeSet<>();
        for (String name : names()) {
            Message prototype =
                    name.startsWith("client-") ? ClientFrame.getDefaultInstance() : ServerFrame.getDefaultInstance();
            collect(
                    prototype.getParserForType().parseFrom(Files.readAllBytes(DIRECTORY.resolve(name + ".bin"))),
                    present);
        }
        Set<String> expected = new TreeSet<>();
        Samples.all().values().forEach(sample -> collect(sample, expected));

        assertThat(present).containsAll(expected);
    }

    private static void collect(Message message, Set<String> fields) {
        message.getAllFields().forEach((field, value) -> {
            fields.add(field.getFullName());
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isMapField()) {
                List<?> values = field.isRepeated() ? (List<?>) value : List.of(value);
                values.forEach(inner -> collect((Message) inner, fields));
            }
        });
    }

    private static Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.(bin|json)$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
