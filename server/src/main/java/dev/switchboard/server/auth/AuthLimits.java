package dev.switchboard.server.auth;

/**
 * How often the token service may be asked.
 *
 * @param signInsPerName failed sign-ins per name and address in 5 minutes, and {@value #ADDRESSES_WORTH} times that from
 *     all addresses: else whoever knows a name could keep its owner out; a success starts anew
 * @param signInsPerAddress failed sign-ins and one-time links per address in 5 minutes; colleagues may share one
 * @param customersPerAddress new anonymous customers per address and minute; each takes room in the store for a year
 */
public record AuthLimits(int signInsPerName, int signInsPerAddress, int customersPerAddress) {
    static final int ADDRESSES_WORTH = 10;

    public static final AuthLimits DEFAULTS = new AuthLimits(10, 200, 3_000);

    public AuthLimits withCustomersPerAddress(int max) {
        return new AuthLimits(signInsPerName, signInsPerAddress, max);
    }
}
