package dev.switchboard.server.tls;

/**
 * What is wrong with the files.
 *
 * @param what continues the name of the setting; never holds anything of a key or password
 * @param remedy what to do about it
 */
public record Problem(Part part, String what, String remedy) {

    /** Whose fault it is. */
    public enum Part {
        CERTIFICATE,
        KEY,
        PASSWORD
    }

    @Override
    public String toString() {
        return switch (part) {
                    case CERTIFICATE -> "The certificate file ";
                    case KEY -> "The key file ";
                    case PASSWORD -> "The password of the key ";
                }
                + what;
    }
}
