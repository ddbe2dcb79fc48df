package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchboard.protocol.golden.GoldenFrame;
import dev.switchboard.server.fuzz.Fuzz;
import dev.switchboard.server.fuzz.Mutator;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.pages.WebFiles;
import dev.switchboard.server.pages.WebPages;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** Whole connections without sockets: the pipeline of production is fed bytes, and everything ends in an answer or a close. */
@ExtendWith(LeakWatch.class)
class ConnectionFuzzTest {
    private static final GatewaySettings SETTINGS = TestGateway.SETTINGS;
    private static final String END = "\r\n\r\n";
    private static final List<String> HEADS = List.of(
            "GET / HTTP/1.1\r\nHost: h" + END,
            "GET /widget.js?v=0123456789abcdef HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip;q=0.5, *;q=0" + END,
            "HEAD /console/ HTTP/1.1\r\nHost: h\r\nIf-None-Match: W/\"abc\", \"*\"" + END,
            "POST /api/admin/PutQueue HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nAuthorization: Bearer x\r\n"
                    + "Content-Length: 13" + END + "{\"name\": \"a\"}",
            "POST /api/auth/CustomerToken HTTP/1.1\r\nHost: h\r\nOrigin: https://a\r\nTransfer-Encoding: chunked" + END
                    + "2\r\n{}\r\n0" + END,
            "OPTIONS /api/auth/Renew HTTP/1.1\r\nHost: h\r\nOrigin: https://a\r\nExpect: 100-continue" + END,
            RawWebSocket.upgrade("switchboard.v1.json, switchboard.v1.proto", "Origin: https://a\r\n"),
            "GET /ws HTTP/1.0\r\nConnection: keep-alive" + END);

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.switchboard.server.gateway");
    private SimWorld world;
    private RecordingEvents events;
    private Pipeline pipeline;

    @BeforeEach
    void open() throws Exception {
        logged.start();
        logger.addAppender(logged);
        fresh();
    }

    /** Forgets what was written down, so that millions of rounds fit. */
    private void fresh() throws Exception {
        world = new SimWorld(1);
        events = new RecordingEvents();
        SimLoop node = world.newLoop("node");
        Gateway.Api api = new Gateway.Api(
                List.of(), TestGateway.TOKENS, origin -> CompletableFuture.completedFuture(origin.length() % 2 == 0));
        GatewaySettings.Rate many = new GatewaySettings.Rate(1_000_000, 1_000_000);
        var admission = new GatewaySettings.Admission(
                1_000, 1_000, many, many, 1_000, 1_000, many, GatewaySettings.Proxies.NONE);
        AddressLimits addresses = new AddressLimits(admission, many, System::nanoTime);
        ConnectionLimit limit = new ConnectionLimit(admission, addresses, GatewayMeters.NONE, System::nanoTime);
        FrameLimits frames = new FrameLimits(SETTINGS.customerFlow(), SETTINGS.agentFlow(), addresses);
        Router router = new Router(
                limit,
                new WebSocketUpgrade(events, node, GatewayMeters.NONE, SETTINGS, limit, frames),
                new ApiEndpoint(api, node, SETTINGS.callsMax(), GatewayMeters.NONE),
                new PageEndpoint(new WebPages(WebFiles.load(), null)),
                GatewayMeters.NONE);
        pipeline = new Pipeline(SETTINGS, limit, router, GatewayMeters.NONE, null);
    }

    @AfterEach
    void close() {
        logger.detachAppender(logged);
    }

    /** @return all bytes that came back */
    private String feed(List<byte[]> pieces) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.pipeline().addLast(pipeline);
        channel.pipeline().fireChannelActive();
        for (byte[] piece : pieces) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.wrappedBuffer(piece));
            }
            world.runFor(1);
            channel.runPendingTasks();
        }
        world.runFor(20);
        channel.runPendingTasks();
        String answer = drain(channel);
        channel.finishAndReleaseAll();
        world.runFor(1);
        channel.checkException();
        assertThat(logged.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
        logged.list.clear();
        return answer;
    }

    private static String drain(EmbeddedChannel channel) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            if (next instanceof ByteBuf bytes) {
                byte[] content = new byte[bytes.readableBytes()];
                bytes.readBytes(content);
                out.writeBytes(content);
            }
            ReferenceCountUtil.release(next);
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static List<byte[]> cut(Random random, byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        return List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    @Test
    void shouldAnswerOrCloseWhateverTheRequest() throws Exception {
        Fuzz.run("requests", 1_000, random -> {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(3); i >= 0; i--) {
                text.append(Mutator.text(random, HEADS));
            }
            String answer = feed(cut(random, text.toString().getBytes(StandardCharsets.UTF_8)));
            assertThat(answer).matches(given -> given.isEmpty() || given.startsWith("HTTP/1.1 "));
            assertThat(answer).doesNotContain("HTTP/1.1 5");
            if (random.nextInt(200) == 0) {
                fresh();
            }
        });
    }

    @Test
    void shouldCloseOrGoOnWhateverTheFrames() throws Exception {
        // The session layer behind it is a stand-in, and knows roles by name alone.
        List<byte[]> golden =
                GoldenFrame.fromClients().stream().map(GoldenFrame::bytes).toList();
        Fuzz.run("frames of a socket", 1_000, random -> {
            boolean json = random.nextBoolean();
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            for (int i = random.nextInt(6); i >= 0; i--) {
                frames.writeBytes(frame(random, Mutator.bytes(random, golden), json));
            }
            byte[] input = random.nextInt(3) == 0
                    ? Mutator.bytes(random, List.of(frames.toByteArray()))
                    : frames.toByteArray();
            byte[] upgrade = RawWebSocket.upgrade(json ? "switchboard.v1.json" : "switchboard.v1.proto", "")
                    .getBytes(StandardCharsets.US_ASCII);
            String answer = feed(List.of(upgrade, input));
            assertThat(answer).startsWith("HTTP/1.1 101 ");
            if (random.nextInt(200) == 0) {
                fresh();
            }
        });
        assertThat(events.seen.stream().filter(seen -> seen.equals("closed"))).hasSameSizeAs(events.connections);
    }

    private static byte[] frame(Random random, byte[] payload, boolean json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int kind = random.nextInt(12) == 0 ? random.nextInt(16) : json ? RawWebSocket.TEXT : RawWebSocket.BINARY;
        out.write((random.nextInt(10) == 0 ? random.nextInt(16) << 4 : 0x80) | kind);
        int mask = random.nextInt(20) == 0 ? 0 : 0x80;
        if (payload.length < 126) {
            out.write(mask | payload.length);
        } else {
            out.write(mask | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        }
        if (mask != 0) {
            out.writeBytes(new byte[4]);
        }
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
