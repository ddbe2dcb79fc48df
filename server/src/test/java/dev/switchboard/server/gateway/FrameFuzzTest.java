package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.golden.GoldenFrame;
import dev.switchboard.protocol.v1.Admin;
import dev.switchboard.protocol.v1.Auth;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.fuzz.Fuzz;
import dev.switchboard.server.fuzz.Mutator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that decodes what clients send either reads it or says so by the one exception that its caller expects. */
class FrameFuzzTest {
    private static final List<GoldenFrame> CLIENT = GoldenFrame.fromClients();
    private static final List<byte[]> CLIENT_BYTES =
            CLIENT.stream().map(GoldenFrame::bytes).toList();
    private static final List<String> CLIENT_TEXTS =
            CLIENT.stream().map(GoldenFrame::json).toList();
    private static final List<byte[]> SERVER_BYTES = GoldenFrame.all().stream()
            .filter(golden -> !golden.isFromClient())
            .map(GoldenFrame::bytes)
            .toList();
    private static final List<MethodDescriptor> METHODS = Stream.of(Admin.getDescriptor(), Auth.getDescriptor())
            .map(FileDescriptor::getServices)
            .flatMap(List::stream)
            .flatMap(service -> service.getMethods().stream())
            .toList();

    private static void decode(FrameForm form, byte[] input) {
        try {
            ClientFrame frame = form.read(Unpooled.wrappedBuffer(input));
            assertThat(frame.getSerializedSize()).isLessThanOrEqualTo(6 * input.length + 16);
        } catch (IOException expected) {
            assertThat(expected).isInstanceOfAny(InvalidProtocolBufferException.class, Json.NotJson.class);
        }
    }

    @Test
    void shouldReadOrRefuseBinaryFrames() {
        Fuzz.run("binary frames", 20_000, random -> decode(FrameForm.BINARY, Mutator.bytes(random, CLIENT_BYTES)));
    }

    @Test
    void shouldReadOrRefuseTexts() {
        Fuzz.run("texts", 8_000, random -> decode(FrameForm.JSON, text(random, CLIENT_TEXTS)));
    }

    private static byte[] text(Random random, List<String> samples) {
        byte[] text = Mutator.text(random, samples).getBytes(StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? Mutator.bytes(random, List.of(text)) : text;
    }

    /** What one form can say the other can say, too. */
    @Test
    void shouldReadTheSameInBothForms() {
        Fuzz.run("both forms", 1_000, random -> {
            ClientFrame frame = Mutator.message(random, ClientFrame.getDefaultInstance());
            String json = JsonFormat.printer().print(frame);
            assertThat(FrameForm.JSON.read(Unpooled.wrappedBuffer(json.getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(FrameForm.BINARY.read(Unpooled.wrappedBuffer(frame.toByteArray())));
        });
    }

    /** Entries that other nodes have stored are spliced into frames without being read. */
    @Test
    void shouldWriteOrRefuseServerFramesAsJson() {
        Fuzz.run("server frames", 5_000, random -> {
            byte[] frame = Mutator.bytes(random, SERVER_BYTES);
            try {
                String text = new String(FrameForm.JSON.write(frame), StandardCharsets.UTF_8);
                assertThat(JsonParser.parseString(text).isJsonObject()).isTrue();
            } catch (IOException expected) {
                assertThat(expected).isInstanceOf(InvalidProtocolBufferException.class);
            }
        });
    }

    @Test
    void shouldReadOrRefuseBodiesOfEveryMethod() {
        assertThat(METHODS).hasSizeGreaterThan(20);
        Fuzz.run("bodies", 8_000, random -> {
            Message prototype = DynamicMessage.getDefaultInstance(
                    METHODS.get(random.nextInt(METHODS.size())).getInputType());
            byte[] sample = Mutator.message(random, prototype).toByteArray();
            boolean json = random.nextBoolean();
            byte[] body = json
                    ? text(
                            random,
                            List.of(
                                    JsonFormat.printer()
                                            .print(prototype.getParserForType().parseFrom(sample)),
                                    "{}"))
                    : Mutator.bytes(random, List.of(sample));
            try {
                ApiBody.parse(
                        prototype,
                        json ? HttpReply.Format.JSON : HttpReply.Format.BINARY,
                        Unpooled.wrappedBuffer(body));
            } catch (ApiException refused) {
                assertThat(refused.code()).isIn(ErrorCode.BAD_FRAME, ErrorCode.INVALID_FIELD);
                assertThat(refused.getMessage()).isEqualTo(refused.code().text());
            }
        });
    }
}
