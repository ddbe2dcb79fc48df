package dev.switchboard.server.demo;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentClient;
import dev.switchboard.client.AuthorKind;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.Message;
import dev.switchboard.client.MessageKind;
import dev.switchboard.client.Presence;
import dev.switchboard.protocol.v1.AppKey;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bot at the reception: an agent like any other, which speaks through the SDK. It answers what it knows and hands the
 * chat over when the customer asks for a person; from then on the server refuses anything it might still say.
 */
public final class ReceptionBot implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReceptionBot.class);

    private final AgentClient client;

    /** @param server the WebSocket address of the server, e.g. {@code ws://127.0.0.1:8080/ws} */
    public ReceptionBot(URI server, AppKey key) {
        client = AgentClient.builder(server)
                .credentials(Credentials.programAsAgent(key.getId(), key.getSecret(), SampleDesk.BOT))
                .program("switchboard-demo-bot")
                .onChat(this::greet)
                .onMessage(this::answer)
                .build();
    }

    /** Connects and becomes available; completes when it can take chats. */
    public CompletableFuture<Void> start() {
        return client.connect()
                .thenCompose(done -> client.setPresence(Presence.AVAILABLE))
                .thenApply(status -> null);
    }

    private void greet(AgentChat chat) {
        said(chat.send(ReceptionAnswers.GREETING));
    }

    private void answer(AgentChat chat, Message message) {
        if (message.author().kind() != AuthorKind.CUSTOMER || message.kind() != MessageKind.TEXT || !chat.active()) {
            return;
        }
        ReceptionAnswers.Answer answer = ReceptionAnswers.to(message.text());
        CompletableFuture<?> sent = chat.send(answer.text());
        String queue = answer.queue();
        if (queue != null) {
            sent = sent.thenCompose(done -> chat.transferToQueue(queue, "Asked the bot: " + shortened(message.text())));
        }
        said(sent);
    }

    /** A note has the length limit of a message. */
    private static String shortened(String text) {
        return text.length() <= 500 ? text : text.substring(0, 500) + "…";
    }

    /** The chat may have gone on without the bot, which is no fault. */
    private static void said(CompletableFuture<?> sent) {
        CompletableFuture<?> unused = sent.whenComplete((done, failure) -> {
            if (failure != null) {
                log.debug("The bot could not speak", failure);
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
