package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentEndReason;
import dev.switchboard.client.Chat;
import dev.switchboard.client.ChatException;
import dev.switchboard.client.CloseReason;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.ErrorCode;
import dev.switchboard.client.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody sees who tries the demo. */
class DemoIT {

    @RegisterExtension
    private final Servers servers = new Servers();

    /**
     * 1. A customer is greeted by the bot and asks for a person. 2. An agent who signed in by a printed link takes the chat.
     * 3. They talk, the agent closes. 4. Both have the same transcript.
     */
    @Test
    void shouldLetACustomerTalkToBotAndPerson() throws Exception {
        ServerProcess server = servers.create().start("demo");
        Credentials link = Credentials.oneTimeLink(servers.secret(code(server, "dai")));
        Colleague dai = servers.colleague(server, link).available();
        Customer customer = servers.customer(server);

        Chat chat = customer.open("");
        await("greeting").until(() -> Talk.texts(customer.seen).size() == 1);
        assertThat(Talk.texts(customer.seen)).singleElement().asString().startsWith("Hello, I am Robin");
        Talk.done(chat.send(servers.secret("a human, please")));

        AgentChat taken = dai.acceptNext();
        assertThat(taken.id()).isEqualTo(chat.id());
        Talk.done(taken.send(servers.secret("Dai here, what can I do?")));
        Talk.untilTextIs(customer.seen, "Dai here, what can I do?");
        Talk.done(chat.send("It works now"));
        Talk.untilTextIs(dai.seen(chat.id()), "It works now");
        Talk.done(taken.close(AgentEndReason.SOLVED));

        assertThat(Talk.done(customer.closed)).isEqualTo(CloseReason.SOLVED);
        await("last line").until(() -> lastLine(dai.seen(chat.id())).equals("closed"));
        assertThat(lastLine(customer.seen)).isEqualTo("closed");
        Talk.assertUnbroken(dai.seen(chat.id()));
        // The bot's note on handing over is for staff alone.
        assertThat(Talk.withoutNotes(dai.seen(chat.id()))).isEqualTo(Talk.script(customer.seen));
        assertThat(Talk.texts(customer.seen))
                .hasSize(5)
                .endsWith(
                        "a human, please",
                        "I am asking the support team to join you.",
                        "Dai here, what can I do?",
                        "It works now");

        Colleague second = servers.colleague(server, link);
        assertThatThrownBy(() -> Talk.done(second.client.connect()))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SIGN_IN_FAILED));
        assertThat(server.terminate()).isEqualTo(143);
    }

    @Test
    void shouldBeReachableFromThisMachineOnly() throws Exception {
        ServerProcess server = servers.create().start("demo");

        assertThat(reachable(InetAddress.getLoopbackAddress(), server.port())).isTrue();
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        assertThat(others).noneMatch(address -> reachable(address, server.port()));
    }

    /** The bot used to connect to 127.0.0.1 whatever the server listened on, and the demo ended without it. */
    @Test
    void shouldListenWhereItIsTold() throws Exception {
        ServerProcess server =
                servers.create().with("HTTP_ADDRESS", "127.0.0.2").start("demo");

        Pattern link = Pattern.compile("http://127\\.0\\.0\\.2:" + server.port() + "/console/#");
        await("links").until(() -> link.matcher(server.out()).find());
        assertThat(reachable(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), server.port()))
                .isTrue();
        assertThat(reachable(InetAddress.getLoopbackAddress(), server.port())).isFalse();
    }

    private static boolean reachable(InetAddress address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static String lastLine(List<Message> seen) {
        return seen.get(seen.size() - 1).textKey();
    }

    /** The code in a person's link, as printed for a person. */
    static String code(ServerProcess server, String name) {
        Pattern line = Pattern.compile("^  " + name + " +http://localhost:\\d+/console/#(\\S+)$", Pattern.MULTILINE);
        Matcher[] found = new Matcher[1];
        await("link of " + name).atMost(Duration.ofSeconds(Talk.PATIENCE_S)).until(() -> {
            found[0] = line.matcher(server.out());
            return found[0].find();
        });
        return found[0].group(1);
    }
}
