package dev.switchboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.DeleteRequest;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.LeaveMessageRequest;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.SetPresence;
import dev.switchboard.protocol.v1.SignInRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/protocol.md} says what the code does: its tables are complete, and its bytes are what it says they are. */
class ProtocolDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/protocol.md");

    private static final List<FileDescriptor> FILES = List.of(
            ClientFrame.getDescriptor().getFile(),
            Done.getDescriptor().getFile(),
            SetPresence.getDescriptor().getFile(),
            SignInRequest.getDescriptor().getFile(),
            DeleteRequest.getDescriptor().getFile(),
            LeaveMessageRequest.getDescriptor().getFile());

    private static final Pattern EXAMPLE =
            Pattern.compile("```hex (client|server)\n(.*?)```\n```json\n(.*?)```", Pattern.DOTALL);

    @Test
    void shouldListEveryError() throws IOException {
        List<String> expected = Arrays.stream(ErrorCode.values())
                .map(code -> "%d `%s` %s %d"
                        .formatted(code.number(), code.name(), code.retryable() ? "yes" : "no", code.httpStatus()))
                .toList();

        assertThat(rows(section("## Errors"), 4)).isEqualTo(expected);
    }

    @Test
    void shouldListEveryCloseCode() throws IOException {
        List<String> expected = Arrays.stream(CloseCode.values())
                .sorted((one, other) -> Integer.compare(one.number(), other.number()))
                .map(code -> "%d `%s` %s"
                        .formatted(
                                code.number(),
                                code.name(),
                                code.action().name().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .toList();

        assertThat(rows(section("## Close codes"), 3)).isEqualTo(expected);
        assertThat(CloseCode.values())
                .allMatch(code -> CloseCode.actionOf(code.number()) == code.action(), "its range tells what to do");
    }

    @Test
    void shouldDescribeEveryFieldOfEveryMessage() throws IOException {
        Map<String, List<String>> expected = new TreeMap<>();
        for (FileDescriptor file : FILES) {
            file.getMessageTypes().forEach(type -> expected.put(type.getName(), rowsOf(type)));
            file.getEnumTypes().forEach(type -> expected.put(type.getName(), rowsOf(type)));
        }
        Map<String, List<String>> documented = new TreeMap<>();
        for (String heading : List.of("## Message reference", "## API message reference")) {
            for (String part : section(heading).split("\n### ", -1)) {
                documented.put(part.lines().findFirst().orElse("").trim(), rows(part, 2));
            }
        }
        documented.keySet().removeIf(name -> !Character.isUpperCase(name.isEmpty() ? ' ' : name.charAt(0)));

        assertThat(documented).isEqualTo(expected);
    }

    @Test
    void shouldGiveTheTypeOfEveryField() throws IOException {
        String document = Files.readString(DOCUMENT);
        for (FileDescriptor file : FILES) {
            for (Descriptor type : file.getMessageTypes()) {
                for (FieldDescriptor field : type.getFields()) {
                    assertThat(document)
                            .contains(
                                    "| `%s` | %d | %s |".formatted(field.getName(), field.getNumber(), typeOf(field)));
                }
            }
        }
    }

    @Test
    void shouldListEveryCall() throws IOException {
        List<String> expected = new ArrayList<>();
        for (FileDescriptor file : FILES) {
            for (ServiceDescriptor service : file.getServices()) {
                String name = service.getName().replace("Service", "").toLowerCase(Locale.ROOT);
                service.getMethods()
                        .forEach(method -> expected.add("`%s/%s` `%s` `%s`"
                                .formatted(
                                        name,
                                        method.getName(),
                                        method.getInputType().getName(),
                                        method.getOutputType().getName())));
            }
        }

        assertThat(rows(section("## HTTP API"), 3)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void shouldNameTheReplyOfEveryRequest() throws IOException {
        List<String> requests = ClientFrame.getDescriptor().getOneofs().get(0).getFields().stream()
                .map(body -> "`" + body.getMessageType().getName() + "`")
                .toList();
        List<String> documented = rows(section("## Frames"), 1);

        assertThat(documented).containsExactlyInAnyOrderElementsOf(requests);
    }

    @Test
    void shouldShowBytesThatAreWhatTheyAreSaidToBe() throws IOException {
        List<MatchResult> examples =
                EXAMPLE.matcher(Files.readString(DOCUMENT)).results().toList();

        assertThat(examples).hasSizeGreaterThanOrEqualTo(10);
        for (MatchResult example : examples) {
            byte[] bytes = HexFormat.of().parseHex(example.group(2).replaceAll("\\s", ""));
            Message prototype = example.group(1).equals("client")
                    ? ClientFrame.getDefaultInstance()
                    : ServerFrame.getDefaultInstance();
            Message.Builder fromJson = prototype.newBuilderForType();
            JsonFormat.parser().merge(example.group(3), fromJson);

            assertThat(prototype.getParserForType().parseFrom(bytes))
                    .as(example.group(3))
                    .isEqualTo(fromJson.build());
        }
    }

    private static List<String> rowsOf(Descriptor type) {
        return type.getFields().stream()
                .map(field -> "`%s` %d".formatted(field.getName(), field.getNumber()))
                .toList();
    }

    private static List<String> rowsOf(EnumDescriptor type) {
        return type.getValues().stream()
                .map(value -> "`%s` %d".formatted(value.getName(), value.getNumber()))
                .toList();
    }

    /** The first cells of those table rows that begin with a number or with a name in code. */
    private static List<String> rows(String text, int cells) {
        return text.lines()
                .filter(line -> line.matches("\\| (`|\\d).*"))
                .map(line -> line.substring(2).split(" \\| "))
                .filter(row -> row.length > cells)
                .map(row -> String.join(" ", Arrays.copyOf(row, cells)))
                .toList();
    }

    private static String section(String heading) throws IOException {
        String document = Files.readString(DOCUMENT);
        int from = document.indexOf("\n" + heading + "\n");
        assertThat(from).as(heading).isPositive();
        int to = document.indexOf("\n## ", from + 1);
        return document.substring(from, to < 0 ? document.length() : to);
    }

    private static String typeOf(FieldDescriptor field) {
        if (field.isMapField()) {
            return "map of texts";
        }
        String name = switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getName();
            case ENUM -> field.getEnumType().getName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
        return field.isRepeated() ? "list of " + name : name;
    }
}
