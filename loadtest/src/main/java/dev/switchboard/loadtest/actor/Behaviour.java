package dev.switchboard.loadtest.actor;

import java.time.Duration;

/**
 * How the actors behave beyond what each visit says.
 *
 * @param messages texts per served chat, the customer's first one included; customer and agent take turns, at equal
 *     distances over the work
 * @param messageChars length of each text
 * @param connectAhead how long before the arrival a customer's client connects: the page was open already
 * @param compression model seconds per real second; waits are reported in model time
 * @param stallTolerance the generator's own standstill beyond which observations are not taken for certain
 */
public record Behaviour(
        int messages, int messageChars, Duration connectAhead, double compression, Duration stallTolerance) {}
