package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.golden.GoldenFrame;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.fuzz.Fuzz;
import dev.switchboard.server.fuzz.Mutator;
import dev.switchboard.server.session.Identity.AgentRole;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Frames that can be read and that nobody means, from strangers, customers and agents, in the middle of a real chat: each is
 * answered once, by its reply or by an error that is not INTERNAL, and the node serves on. An exception on the loop fails the run.
 */
class FrontendFuzzTest {
    private static final List<byte[]> GOLDEN =
            GoldenFrame.fromClients().stream().map(GoldenFrame::bytes).toList();

    private SimCluster cluster;
    private SimServer server;
    private String chat = "";

    private void fresh(long seed) {
        cluster = new SimCluster(seed);
        server = cluster.startServer();
        SimClient agent = cluster.agent(server, 5);
        chat = cluster.start(cluster.customer(server, 7));
        cluster.accept(agent, chat);
    }

    @Test
    void shouldAnswerEveryFrameAndServeOn() {
        Fuzz.run("dispatched frames", 100, random -> {
            fresh(random.nextLong());
            for (int i = 0; i < 10; i++) {
                client(random);
            }
            assertStillServing();
        });
    }

    private void client(Random random) {
        SimClient client = switch (random.nextInt(4)) {
            case 0 -> cluster.connect(server);
            case 1 -> cluster.customer(server, 7 + random.nextInt(3));
            case 2 -> cluster.device(server, 5, AgentRole.AGENT);
            default -> cluster.device(server, 5, AgentRole.SUPERVISOR);
        };
        for (int i = 0; i < 8 && client.closed() == null; i++) {
            ClientFrame.Builder frame = frame(random);
            int before = client.frames().size();
            long id = client.post(frame);
            cluster.world().runFor(200);
            List<ServerFrame> replies = client.frames().stream()
                    .skip(before)
                    .filter(reply -> reply.getReplyTo() == id)
                    .toList();
            boolean silent = frame.getBodyCase() == ClientFrame.BodyCase.TYPING;
            if (client.closed() == null && !silent) {
                assertThat(replies).as("answers to %s", frame.getBodyCase()).hasSizeLessThanOrEqualTo(1);
            }
            assertThat(replies)
                    .as("answers to %s", frame.getBodyCase())
                    .noneMatch(reply -> reply.getError().getCode() == ErrorCode.INTERNAL.number());
        }
        if (client.closed() == null) {
            client.disconnect();
        }
    }

    private ClientFrame.Builder frame(Random random) {
        ClientFrame.Builder frame;
        try {
            frame = random.nextBoolean()
                    ? Mutator.message(random, ClientFrame.getDefaultInstance()).toBuilder()
                    : ClientFrame.parseFrom(Mutator.bytes(random, GOLDEN)).toBuilder();
        } catch (InvalidProtocolBufferException unreadable) {
            return SimCluster.send(chat, "message-" + random.nextInt(5), "hello");
        }
        if (random.nextInt(3) == 0) {
            aim(random, frame);
        }
        return frame;
    }

    /** At what there is, so that not everything fails at the first check. */
    private void aim(Random random, ClientFrame.Builder frame) {
        switch (frame.getBodyCase()) {
            case HELLO -> {
                Hello.Builder hello = frame.getHelloBuilder();
                hello.setToken(
                        random.nextBoolean()
                                ? cluster.directory().customerToken(7)
                                : cluster.directory().agentToken(5, AgentRole.AGENT));
                hello.getResumeBuilderList().forEach(point -> point.setChat(chat));
            }
            case SEND -> frame.getSendBuilder().setChat(chat);
            case TYPING -> frame.getTypingBuilder().setChat(chat);
            case CLOSE_CHAT -> frame.getCloseChatBuilder().setChat(chat);
            case GET_ENTRIES -> frame.getGetEntriesBuilder().setChat(chat);
            case TRANSFER_CHAT -> frame.getTransferChatBuilder().setChat(chat);
            case TAKE_CHAT -> frame.getTakeChatBuilder().setChat(chat).setOwner("5");
            case HOLD_CHAT -> frame.getHoldChatBuilder().setChat(chat).setAssignment(1);
            case EXTEND_WRAP_UP -> frame.getExtendWrapUpBuilder().setChat(chat);
            case END_WRAP_UP -> frame.getEndWrapUpBuilder().setChat(chat);
            default -> {
                // Names nothing.
            }
        }
    }

    private void assertStillServing() {
        cluster.world().runFor(2_000);
        SimClient customer = cluster.customer(server, 1_000);
        String own = SimCluster.reply(customer.ask(SimCluster.startChat("key-serves-on", "support")))
                .getChat()
                .getId();
        assertThat(customer.ask(SimCluster.send(own, "message-0001", "hello")).hasSent())
                .isTrue();
    }
}
