package dev.switchboard.server.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What a limit per address counts by: the address, or of IPv6 its first 64 bits, because one subscriber has them all. */
public final class Networks {
    private static final int NETWORK_BYTES = 8;

    private Networks() {}

    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address; // IPv4, or a caller within this process
        }
        try {
            // A literal, because of the colon: no name server is asked.
            byte[] network = Arrays.copyOf(InetAddress.getByName(address).getAddress(), NETWORK_BYTES);
            return InetAddress.getByAddress(Arrays.copyOf(network, 2 * NETWORK_BYTES))
                            .getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
