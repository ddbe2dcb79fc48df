package dev.switchboard.server.gateway;

import dev.switchboard.server.gateway.GatewaySettings.ForwardedHeader;
import dev.switchboard.server.gateway.GatewaySettings.Network;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is believed to speak for others, and whom they speak for: of the addresses that a header lists, the last one that is
 * no trusted proxy itself. What stands left of it was written by the client and is not even read. Only one header counts,
 * because a proxy that writes one passes on whatever the client wrote into the other.
 */
final class TrustedProxies {

    private static final String X_FORWARDED_FOR = "x-forwarded-for";
    private static final String FORWARDED = "forwarded";

    /** "for" of RFC 7239, with or without quotes, among other pairs. */
    private static final Pattern FOR = Pattern.compile("(?i)(?:^|;)\\s*for=(\"?)([^\";]*)\\1\\s*(?:;|$)");

    /** An address with a port; that of IPv6 in brackets. */
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+))(?::[0-9]{1,5})?");

    /** A proxy that does not know or does not tell: then it is itself the client. */
    private static final Pattern HIDDEN = Pattern.compile("unknown|_[A-Za-z0-9._-]+");

    private final List<Network> trusted;
    private final ForwardedHeader header;

    TrustedProxies(GatewaySettings.Proxies proxies) {
        trusted = proxies.trusted();
        header = proxies.header();
    }

    /** A proxy that is trusted wrote what cannot be read: nobody knows whom the request is from. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("The header that names the client cannot be read.", null, false, false);
        }
    }

    boolean trusts(@Nullable InetAddress peer) {
        return peer != null && trusted.stream().anyMatch(network -> contains(network, peer.getAddress()));
    }

    /** Whom the request of a trusted peer is from. */
    InetAddress clientOf(InetAddress peer, HttpHeaders headers) throws Unreadable {
        List<String> hops = hops(headers);
        InetAddress client = peer;
        for (int i = hops.size() - 1; i >= 0 && trusts(client); i--) {
            String hop = hops.get(i).strip();
            if (HIDDEN.matcher(hop).matches()) {
                return client;
            }
            client = parse(hop);
        }
        return client;
    }

    private List<String> hops(HttpHeaders headers) {
        List<String> hops = new ArrayList<>();
        boolean pairs = header == ForwardedHeader.FORWARDED;
        for (String line : headers.getAll(pairs ? FORWARDED : X_FORWARDED_FOR)) {
            for (String element : line.split(",", -1)) {
                hops.add(pairs ? forOf(element) : element);
            }
        }
        return hops;
    }

    /** An element without "for" tells nothing of the client, as one that hides it. */
    private static String forOf(String element) {
        Matcher matcher = FOR.matcher(element);
        return matcher.find() ? matcher.group(2) : "unknown";
    }

    private static InetAddress parse(String hop) throws Unreadable {
        Matcher matcher = WITH_PORT.matcher(hop);
        String literal = hop;
        if (matcher.matches()) {
            literal = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        }
        // Takes literals only and never asks a name server.
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(literal);
        if (address == null) {
            throw new Unreadable();
        }
        return address;
    }

    private static boolean contains(Network network, byte[] address) {
        byte[] prefix = network.address().getAddress();
        if (prefix.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < network.bits(); bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((prefix[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
