/**
 * Who is who: access and renewal tokens, sign-in, assertions of programs, revocation. Start reading at {@code AuthService},
 * and for the way of a token at {@code JwtTokenVerifier}. Imports {@code account}, {@code api}, {@code session},
 * {@code replica}, {@code routing}, {@code routing.model}, {@code storage}, {@code loop} and {@code protocol}; Nimbus and
 * Password4j are seen here only. Runs on the loop, except password hashing, which has threads of its own. Tokens, passwords
 * and secrets are in no log line and no {@code toString}.
 */
@NullMarked
package dev.switchboard.server.auth;

import org.jspecify.annotations.NullMarked;
