package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.google.protobuf.UnknownFieldSet;
import dev.switchboard.protocol.golden.GoldenFrame;
import dev.switchboard.protocol.v1.ChatUpdate;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameFormTest {

    @TestFactory
    Stream<DynamicTest> shouldSpeakTheGoldenFramesAsJson() {
        return GoldenFrame.all().stream().map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check(golden)));
    }

    private static void check(GoldenFrame golden) throws IOException {
        if (golden.isFromClient()) {
            assertThat(json(golden.json())).isEqualTo(ClientFrame.parseFrom(golden.bytes()));
        } else {
            String text = new String(FrameForm.JSON.write(golden.bytes()), StandardCharsets.UTF_8);
            assertThat(text).doesNotContain("\n");
            assertThat(JsonParser.parseString(text)).isEqualTo(JsonParser.parseString(golden.json()));
            assertThat(FrameForm.BINARY.write(golden.bytes())).isSameAs(golden.bytes());
        }
    }

    @Test
    void shouldTakeTheFirstFormThatTheClientOffers() {
        assertThat(FrameForm.chosenFrom(List.of("mqtt, switchboard.v1.json , switchboard.v1.proto")))
                .contains(FrameForm.JSON);
        assertThat(FrameForm.chosenFrom(List.of("mqtt", "switchboard.v1.proto")))
                .contains(FrameForm.BINARY);
        assertThat(FrameForm.chosenFrom(List.of("", "switchboard.v2.json,switchboard.v1")))
                .isEmpty();
    }

    /** What newer clients send. */
    @Test
    void shouldLeaveOutWhatItDoesNotKnow() throws IOException {
        ClientFrame frame = json("{\"id\": \"7\", \"colour\": {\"r\": [1, {}]}, \"closeChat\": {\"chat\": \"c\","
                + " \"reason\": \"CLOSE_REASON_OF_TOMORROW\"}, \"sing\": true}");

        assertThat(frame.getId()).isEqualTo(7);
        assertThat(frame.getCloseChat().getChat()).isEqualTo("c");
        assertThat(frame.getCloseChat().getReasonValue()).isZero();
    }

    /** What newer nodes have stored. */
    @Test
    void shouldWriteWhatItDoesNotKnow() throws IOException {
        ServerFrame.Builder frame = ServerFrame.newBuilder().setReplyTo(7);
        frame.setChatUpdate(ChatUpdate.newBuilder()
                .setChat(
                        dev.switchboard.protocol.v1.Chat.newBuilder().setId("c").setPhaseValue(77)));
        frame.setUnknownFields(UnknownFieldSet.newBuilder()
                .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build());

        assertThat(new String(FrameForm.JSON.write(frame.build().toByteArray()), StandardCharsets.UTF_8))
                .isEqualTo("{\"replyTo\":\"7\",\"chatUpdate\":{\"chat\":{\"id\":\"c\",\"phase\":77}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "1",
                "[]",
                "{id: 1}",
                "{'id': 1}",
                "{\"id\": 1,}",
                "{\"id\"; 1}",
                "{\"id\": NaN}",
                "{\"id\": 01}",
                "{\"id\": -1}",
                "{\"id\": 1e999999999}",
                "{\"id\": 1e-999999999}",
                "{\"id\": 18446744073709551616}",
                "{\"id\": 1} {\"id\": 2}",
                "{\"id\": 1} # hello",
                ")]}'\n{\"id\": 1}",
                "{\"heartbeat\": {}, \"typing\": {}}",
                "{\"send\": {\"text\": {}}}",
                "{\"send\": {\"text\": \"\\ud800\"}}",
                "{\"send\": {\"text\": \"\\udc00\\ud800\"}}",
                "{\"\\ud800\": 1}",
                "{\"send\": {\"text\": \"a\tb\"}}",
            })
    void shouldReadNothingButJsonOfAFrame(String text) {
        assertThatThrownBy(() -> json(text)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldReadNothingThatIsDeeperThanFramesAre() throws IOException {
        String unknown = "{\"x\":" + "[".repeat(90) + "]".repeat(90) + ",\"id\":3}";
        assertThat(json(unknown).getId()).isEqualTo(3);

        for (String deep : List.of("[".repeat(60_000), "{\"a\":".repeat(10_000), "{\"x\":" + "[".repeat(101))) {
            assertThatThrownBy(() -> json(deep))
                    .isInstanceOf(Json.NotJson.class)
                    .hasMessage("no JSON");
        }
    }

    @Test
    void shouldReadUtf8Alone() throws IOException {
        byte[] text = "{\"send\": {\"text\": \"Grüße 👋 \\ud83d\\udc4b\"}}".getBytes(StandardCharsets.UTF_8);
        assertThat(FrameForm.JSON.read(Unpooled.wrappedBuffer(text)).getSend().getText())
                .isEqualTo("Grüße 👋 👋");

        byte[] latin = "{\"send\": {\"text\": \"Grüße\"}}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> FrameForm.JSON.read(Unpooled.wrappedBuffer(latin)))
                .isInstanceOf(Json.NotJson.class);
    }

    private static ClientFrame json(String text) throws IOException {
        return FrameForm.JSON.read(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8)));
    }
}
