package dev.switchboard.protocol.golden;

import com.google.protobuf.Message;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The golden frames for tests of other modules, which find them on the class path.
 *
 * @param bytes of the binary form
 * @param json the same frame as Protobuf's JSON
 */
public record GoldenFrame(String name, byte[] bytes, String json) {

    /** All of which there is a sample, by name. */
    public static List<GoldenFrame> all() {
        return Samples.all().keySet().stream().map(GoldenFrame::of).toList();
    }

    /** {@return those that clients send} */
    public static List<GoldenFrame> fromClients() {
        return all().stream().filter(GoldenFrame::isFromClient).toList();
    }

    public boolean isFromClient() {
        return name.startsWith("client-");
    }

    /** {@return what it is decoded as} */
    public Message prototype() {
        return isFromClient() ? ClientFrame.getDefaultInstance() : ServerFrame.getDefaultInstance();
    }

    private static GoldenFrame of(String name) {
        return new GoldenFrame(name, read(name + ".bin"), new String(read(name + ".json"), StandardCharsets.UTF_8));
    }

    private static byte[] read(String file) {
        try (InputStream in = GoldenFrame.class.getResourceAsStream("/golden/" + file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
