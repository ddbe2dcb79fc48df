package dev.switchboard.client;

import dev.switchboard.client.internal.connection.SignIn;
import java.util.Objects;

/**
 * Who a client is. Immutable; kept in memory while the client lives, because a renewal token may run out. Never printed.
 */
public final class Credentials {

    private final SignIn signIn;

    private Credentials(SignIn signIn) {
        this.signIn = signIn;
    }

    /**
     * An anonymous customer of a site that does not check the origin of programs.
     *
     * @param siteKey the site's public key
     * @return the credentials
     */
    public static Credentials customer(String siteKey) {
        return customer(siteKey, "");
    }

    /**
     * An anonymous customer of a site, with the header that a browser would send. For tests and load tests of a website's
     * settings.
     *
     * @param siteKey the site's public key
     * @param origin for example {@code https://shop.example.com}; empty for none
     * @return the credentials
     */
    public static Credentials customer(String siteKey, String origin) {
        return new Credentials(new SignIn.Customer(
                Objects.requireNonNull(siteKey, "siteKey"), Objects.requireNonNull(origin, "origin")));
    }

    /**
     * A program that speaks for one of its site's customers.
     *
     * @param keyId id of the app key
     * @param secret the app key's secret, as given when it was made
     * @param customer the program's own id of the customer, 1–64 characters; the same id is the same customer
     * @return the credentials
     */
    public static Credentials programForCustomer(String keyId, String secret, String customer) {
        return new Credentials(new SignIn.Program(keyId, secret, "customer:" + customer));
    }

    /**
     * A bot or program that acts as an agent.
     *
     * @param keyId id of the app key
     * @param secret the app key's secret, as given when it was made
     * @param agentName sign-in name of the agent, one that the key may act as
     * @return the credentials
     */
    public static Credentials programAsAgent(String keyId, String secret, String agentName) {
        return new Credentials(new SignIn.Program(keyId, secret, "agent:" + agentName));
    }

    /**
     * An agent, supervisor or administrator.
     *
     * @param name sign-in name
     * @param password the password
     * @return the credentials
     */
    public static Credentials password(String name, String password) {
        return new Credentials(new SignIn.Password(name, password));
    }

    /**
     * A one-time sign-in link. When the renewal token it gives runs out, the client closes with {@link
     * StateReason#SIGN_IN_FAILED}.
     *
     * @param code the code in the link
     * @return the credentials
     */
    public static Credentials oneTimeLink(String code) {
        return new Credentials(new SignIn.Link(code));
    }

    SignIn signIn() {
        return signIn;
    }

    /**
     * Says what kind of credentials these are, without secrets.
     *
     * @return for example "password of anna"
     */
    @Override
    public String toString() {
        return signIn.toString();
    }
}
