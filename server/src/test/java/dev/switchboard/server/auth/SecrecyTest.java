package dev.switchboard.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchboard.protocol.v1.AppKey;
import dev.switchboard.protocol.v1.CreateAppKeyRequest;
import dev.switchboard.protocol.v1.RenewRequest;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.SignInRequest;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.server.admin.Desk;
import dev.switchboard.server.storage.StorageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Listens to every logger at TRACE while secrets pass through. */
class SecrecyTest {
    private static final String PASSWORD = "correct horse battery";

    @Test
    void shouldLogNoSecret() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        root.addAppender(logged);
        root.setLevel(Level.TRACE);
        List<String> secrets;
        try {
            secrets = passThrough();
            LoggerFactory.getLogger(SecrecyTest.class).trace("the appender listens");
        } finally {
            root.setLevel(before);
            root.detachAppender(logged);
        }
        assertThat(logged.list).isNotEmpty();
        for (ILoggingEvent event : logged.list) {
            assertThat(event.getFormattedMessage()).doesNotContain(secrets.toArray(String[]::new));
        }
    }

    private static List<String> passThrough() {
        Desk desk = new Desk();
        desk.agent("anna", Role.ROLE_AGENT, PASSWORD);
        SignInRequest signIn =
                SignInRequest.newBuilder().setName("anna").setPassword(PASSWORD).build();
        Tokens tokens = desk.tokens("SignIn", signIn, "");
        RenewRequest renewal = RenewRequest.newBuilder()
                .setRenewalToken(tokens.getRenewalToken())
                .build();
        desk.tokens("Renew", renewal, "");
        desk.verified(tokens.getAccessToken());
        desk.whyRejected(tokens.getAccessToken() + "x");
        AppKey key = desk.admin(
                "CreateAppKey",
                CreateAppKeyRequest.newBuilder()
                        .setTitle("t")
                        .setAdministration(true)
                        .build(),
                AppKey.class);
        desk.control.failNext(1, StorageException.Reason.UNAVAILABLE);
        desk.adminRefusal("PutQueue", Desk.queueOf("sales").build());
        return List.of(PASSWORD, tokens.getAccessToken(), tokens.getRenewalToken(), key.getSecret());
    }
}
