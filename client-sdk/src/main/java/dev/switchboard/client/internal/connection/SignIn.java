package dev.switchboard.client.internal.connection;

import com.google.protobuf.Message;
import dev.switchboard.protocol.v1.CustomerTokenRequest;
import dev.switchboard.protocol.v1.ProgramTokenRequest;
import dev.switchboard.protocol.v1.RedeemLinkRequest;
import dev.switchboard.protocol.v1.SignInRequest;

/** A way to get tokens without having any: method and body of a call to the token service. */
public sealed interface SignIn {

    /** Method of the token service. */
    String method();

    /** The call's body, made for one call: an assertion is good for one use. */
    Message request(Environment environment);

    /** Origin header of all connections; empty for none. */
    default String origin() {
        return "";
    }

    /** Whether it works a second time. */
    default boolean repeatable() {
        return true;
    }

    /** An anonymous customer of a site. */
    record Customer(String site, String origin) implements SignIn {
        @Override
        public String method() {
            return "CustomerToken";
        }

        @Override
        public Message request(Environment environment) {
            return CustomerTokenRequest.newBuilder().setSite(site).build();
        }

        @Override
        public String toString() {
            return "customer of site " + site;
        }
    }

    /** A program with an app key; {@code subject} is "customer:…" or "agent:…". */
    record Program(String keyId, String secret, String subject) implements SignIn {
        @Override
        public String method() {
            return "ProgramToken";
        }

        @Override
        public Message request(Environment environment) {
            return ProgramTokenRequest.newBuilder()
                    .setAssertion(Assertion.sign(this, environment))
                    .build();
        }

        @Override
        public String toString() {
            return "app key " + keyId + " as " + subject;
        }
    }

    /** A person with a password. */
    record Password(String name, String password) implements SignIn {
        @Override
        public String method() {
            return "SignIn";
        }

        @Override
        public Message request(Environment environment) {
            return SignInRequest.newBuilder()
                    .setName(name)
                    .setPassword(password)
                    .build();
        }

        @Override
        public String toString() {
            return "password of " + name;
        }
    }

    /** A one-time link. */
    record Link(String code) implements SignIn {
        @Override
        public String method() {
            return "RedeemLink";
        }

        @Override
        public Message request(Environment environment) {
            return RedeemLinkRequest.newBuilder().setCode(code).build();
        }

        @Override
        public boolean repeatable() {
            return false;
        }

        @Override
        public String toString() {
            return "one-time link";
        }
    }
}
