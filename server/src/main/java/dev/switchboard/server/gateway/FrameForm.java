package dev.switchboard.server.gateway;

import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How frames are written on a connection; the client chooses by the WebSocket's subprotocol. */
enum FrameForm {
    /** For programs and browsers. */
    BINARY("switchboard.v1.proto", 2) {
        @Override
        boolean carries(WebSocketFrame message) {
            return message instanceof BinaryWebSocketFrame;
        }

        @Override
        ClientFrame read(ByteBuf content) throws IOException {
            return ClientFrame.parseFrom(content.nioBuffer());
        }

        @Override
        byte[] write(byte[] frame) {
            return frame;
        }
    },

    /** For people with a command-line client: the same messages, several times as much work. */
    JSON("switchboard.v1.json", 1) {
        @Override
        boolean carries(WebSocketFrame message) {
            return message instanceof TextWebSocketFrame;
        }

        @Override
        ClientFrame read(ByteBuf content) throws IOException {
            ClientFrame.Builder frame = ClientFrame.newBuilder();
            Json.readFrame(content.nioBuffer(), frame);
            return frame.build();
        }

        @Override
        byte[] write(byte[] frame) throws IOException {
            return Json.write(ServerFrame.parseFrom(frame));
        }
    };

    private final String subprotocol;
    private final int opcode;

    FrameForm(String subprotocol, int opcode) {
        this.subprotocol = subprotocol;
        this.opcode = opcode;
    }

    /** The first of ours among those that a client offers, in its order. */
    static Optional<FrameForm> chosenFrom(List<String> offered) {
        return offered.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .flatMap(name -> Arrays.stream(values()).filter(form -> form.subprotocol.equals(name.trim())))
                .findFirst();
    }

    String subprotocol() {
        return subprotocol;
    }

    /** {@return the opcode of a WebSocket message in this form} */
    int opcode() {
        return opcode;
    }

    abstract boolean carries(WebSocketFrame message);

    abstract ClientFrame read(ByteBuf content) throws IOException;

    /**
     * @param frame bytes of a {@link ServerFrame}
     * @return what goes into the WebSocket message
     */
    abstract byte[] write(byte[] frame) throws IOException;
}
