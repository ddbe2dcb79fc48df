package dev.switchboard.server.browser;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.microsoft.playwright.WebSocketRoute;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Error;
import dev.switchboard.protocol.v1.ServerFrame;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What pages meet when the server has another version than they: on the way between both, frames are changed. */
final class OtherServer implements Consumer<WebSocketRoute> {
    private final Function<ServerFrame, List<ServerFrame>> said;
    private final Function<ClientFrame, Optional<Error>> refused;
    private WebSocketRoute last;

    /**
     * @param said what becomes of a frame of the server
     * @param refused with what a client's frame is refused that does not reach the server
     */
    OtherServer(Function<ServerFrame, List<ServerFrame>> said, Function<ClientFrame, Optional<Error>> refused) {
        this.said = said;
        this.refused = refused;
    }

    @Override
    public void accept(WebSocketRoute page) {
        last = page;
        WebSocketRoute server = page.connectToServer();
        server.onMessage(frame -> said.apply(parsed(frame.binary(), ServerFrame.parser()))
                .forEach(each -> page.send(each.toByteArray())));
        page.onMessage(frame -> {
            ClientFrame asked = parsed(frame.binary(), ClientFrame.parser());
            Optional<Error> error = refused.apply(asked);
            if (error.isEmpty()) {
                server.send(frame.binary());
            } else {
                page.send(ServerFrame.newBuilder()
                        .setReplyTo(asked.getId())
                        .setError(error.get())
                        .build()
                        .toByteArray());
            }
        });
    }

    /** Ends the newest connection in a way after which pages come back. */
    void breakOff() {
        last.close(new WebSocketRoute.CloseOptions().setCode(4000));
    }

    private static <T> T parsed(byte[] bytes, Parser<T> parser) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
