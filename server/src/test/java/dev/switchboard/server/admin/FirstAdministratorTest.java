package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.SignInRequest;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.server.session.TokenVerifier.Why;
import org.junit.jupiter.api.Test;

class FirstAdministratorTest {
    private final Desk desk = new Desk();
    private final FirstAdministrator first = new FirstAdministrator(desk.loop, desk.store, desk.auth.hasher());

    private Tokens signIn(String name, String password) {
        SignInRequest request =
                SignInRequest.newBuilder().setName(name).setPassword(password).build();
        return desk.tokens("SignIn", request, "");
    }

    @Test
    void shouldMakeAnAdministratorWhoCanSignIn() {
        assertThat(desk.await(first::exists)).isFalse();
        desk.await(() -> first.create("root", "a long password"));
        assertThat(desk.await(first::exists)).isTrue();
        desk.world.runFor(1);
        assertThat(signIn("root", "a long password").getRole()).isEqualTo(Role.ROLE_ADMINISTRATOR);
        assertThat(desk.control.takeSubmitted()).as("it needs no node").isEmpty();
    }

    @Test
    void shouldGiveAnExistingAccountTheRoleAndANewPassword() {
        Agent anna = desk.agent("anna", Role.ROLE_AGENT, "first password");
        Tokens before = signIn("anna", "first password");
        Agent made = desk.await(() -> first.create("anna", "second password"));
        assertThat(made.getId()).isEqualTo(anna.getId());
        assertThat(made.getDisplayName()).isEqualTo(anna.getDisplayName());
        assertThat(desk.whyRejected(before.getAccessToken())).isEqualTo(Why.REVOKED);
        desk.world.runFor(1);
        assertThat(signIn("anna", "second password").getRole()).isEqualTo(Role.ROLE_ADMINISTRATOR);
    }

    @Test
    void shouldRefuseBadNamesAndPasswords() {
        assertThat(desk.refusal(() -> first.create("No Name!", "a long password"))
                        .code())
                .isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(desk.refusal(() -> first.create("root", "short")).code()).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(desk.await(first::exists)).isFalse();
    }
}
