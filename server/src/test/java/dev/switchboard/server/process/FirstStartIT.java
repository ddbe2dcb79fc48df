package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.ChatException;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.ErrorCode;
import dev.switchboard.protocol.v1.Role;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From an empty directory to an agent who is signed in. */
class FirstStartIT {

    @RegisterExtension
    private final Servers servers = new Servers();

    /**
     * 1. Without an administrator nothing is served. 2. One is made, the password comes on standard input. 3. Now it serves;
     * administrator and agent sign in by their passwords, and by no others.
     */
    @Test
    void shouldServeOnceThereIsAnAdministrator() throws Exception {
        ServerProcess server = servers.create();
        String password = servers.secret("correct horse battery");
        String agentPassword = servers.secret("staple anna staple");

        ServerProcess.Ended refused = server.run("", "serve");
        assertThat(refused.exitCode()).isEqualTo(69);
        assertThat(refused.err().lines())
                .singleElement()
                .asString()
                .startsWith("Cannot start: There is no administrator yet.")
                .contains("init-admin --name NAME");

        ServerProcess.Ended tooShort = server.run("short\n", "init-admin", "--name", "ada");
        assertThat(tooShort.exitCode()).isEqualTo(69);
        assertThat(tooShort.err().lines()).singleElement().asString().contains("password");

        ServerProcess.Ended made = server.run(password + "\n", "init-admin", "--name", "ada");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out()).contains("The administrator 'ada' can sign in.");

        server.start("serve");
        var admin = new AdminApi(server.http());
        assertThat(admin.signIn("ada", password).getRole()).isEqualTo(Role.ROLE_ADMINISTRATOR);
        admin.makeDesk("anna", agentPassword, 3, "http://localhost");

        Colleague anna = servers.colleague(server, Credentials.password("anna", agentPassword));
        anna.available();
        assertThat(anna.client.status().orElseThrow().name()).isEqualTo("Agent anna");

        Colleague stranger = servers.colleague(server, Credentials.password("anna", "a wrong password"));
        assertThatThrownBy(() -> Talk.done(stranger.client.connect()))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SIGN_IN_FAILED));
    }
}
