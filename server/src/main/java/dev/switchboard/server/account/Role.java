package dev.switchboard.server.account;

import dev.switchboard.server.session.Identity;
import org.jspecify.annotations.Nullable;

/** The columns of the {@link Policy} table. */
public enum Role {
    /** No token, or one that gives no rights. */
    NOBODY,
    CUSTOMER,
    AGENT,
    SUPERVISOR,
    ADMINISTRATOR,
    /** A bot: an agent that is a program. */
    BOT,
    /** A program that administers and takes no part in chats. */
    PROGRAM;

    public static Role of(@Nullable Identity identity) {
        if (identity instanceof Identity.Customer) {
            return CUSTOMER;
        }
        if (identity instanceof Identity.Agent agent) {
            return switch (agent.role()) {
                case AGENT -> AGENT;
                case SUPERVISOR -> SUPERVISOR;
                case ADMINISTRATOR -> ADMINISTRATOR;
                case PROGRAM -> BOT;
            };
        }
        return identity instanceof Identity.Program program && program.administration() ? PROGRAM : NOBODY;
    }
}
