package dev.switchboard.protocol.golden;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the golden frames that are missing and leaves all others as they are. Run from the module's directory. */
public final class GoldenFramesWriter {

    private GoldenFramesWriter() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException {
        for (Map.Entry<String, Message> sample : Samples.all().entrySet()) {
            Path bin = GoldenFramesTest.DIRECTORY.resolve(sample.getKey() + ".bin");
            if (!Files.exists(bin)) {
                byte[] bytes = sample.getValue().toByteArray();
                Message frame = sample.getKey().startsWith("client-")
                        ? ClientFrame.parseFrom(bytes)
                        : ServerFrame.parseFrom(bytes);
                Files.write(bin, bytes);
                Files.writeString(
                        GoldenFramesTest.DIRECTORY.resolve(sample.getKey() + ".json"),
                        JsonFormat.printer().print(frame) + "\n");
            }
        }
    }
}
