package dev.switchboard.server.dispatch;

import dev.switchboard.server.record.LastAgents;
import dev.switchboard.server.session.SiteDirectory;
import dev.switchboard.server.session.TokenVerifier;
import java.util.function.LongSupplier;

/**
 * Whom the frontend asks about those who come.
 *
 * @param random 64 random bits each; spreads reconnects
 */
public record Gates(TokenVerifier verifier, SiteDirectory sites, LastAgents lastAgents, LongSupplier random) {}
