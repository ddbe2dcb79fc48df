package dev.switchboard.server.config;

import dev.switchboard.server.config.Kind.Malformed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All addresses that begin with the same bits; a single one when all its bits count. */
public record Network(InetAddress address, int bits) {

    /** Literals only: a name would be looked up. */
    private static final Pattern SHAPE =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/([0-9]{1,3}))?");

    static Network parse(String text) throws Malformed {
        Matcher matcher = SHAPE.matcher(text);
        if (matcher.matches()) {
            try {
                InetAddress address = InetAddress.getByName(matcher.group(1));
                int max = address.getAddress().length * Byte.SIZE;
                int bits = matcher.group(2) == null ? max : Integer.parseInt(matcher.group(2));
                if (bits <= max && isZeroBeyond(address.getAddress(), bits)) {
                    return new Network(address, bits);
                }
            } catch (UnknownHostException e) {
                // Said below, as for every other fault.
            }
        }
        throw new Malformed(
                "is not a network: " + Kinds.quote(text),
                "Give an address, e.g. 10.0.0.7, or a network whose other bits are zero, e.g. 10.0.0.0/8 or fd00::/8");
    }

    /** 10.0.0.7/8 is more likely a slip than meant. */
    private static boolean isZeroBeyond(byte[] address, int bits) {
        for (int bit = bits; bit < address.length * Byte.SIZE; bit++) {
            if ((address[bit / Byte.SIZE] & (0x80 >> (bit % Byte.SIZE))) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }
}
