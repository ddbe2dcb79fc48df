package dev.switchboard.server.auth;

import java.time.Duration;

/**
 * How long tokens are good for.
 *
 * @param access access tokens; also how long a revoked one could be remembered by a node that missed the revocation
 * @param staffRenewal renewal tokens of agents and programs
 * @param customerRenewal renewal tokens of customers: as long as an anonymous customer is known again
 */
public record TokenLives(Duration access, Duration staffRenewal, Duration customerRenewal) {
    public static final TokenLives DEFAULTS =
            new TokenLives(Duration.ofMinutes(15), Duration.ofDays(30), Duration.ofDays(365));

    long renewalMs(TokenSubject subject) {
        return (subject.kind() == TokenSubject.Kind.CUSTOMER ? customerRenewal : staffRenewal).toMillis();
    }
}
