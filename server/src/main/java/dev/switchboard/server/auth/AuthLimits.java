package dev.switchboard.server.auth;

/**
 * How often the token service may be asked.
 *
 * @param signInsPerName sign-ins per name in 5 minutes; a success starts anew
 * @param signInsPerAddress sign-ins and one-time links per address in 5 minutes; colleagues may share one
 * @param customersPerAddress new anonymous customers per address and minute; each takes room in the store for a year
 */
public record AuthLimits(int signInsPerName, int signInsPerAddress, int customersPerAddress) {
    public static final AuthLimits DEFAULTS = new AuthLimits(10, 200, 3_000);
}
