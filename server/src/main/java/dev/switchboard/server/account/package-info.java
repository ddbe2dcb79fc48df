/**
 * Who and what is known besides routing: sites, queues, skills, agents and app keys. The port {@code AccountStore}, how each
 * kind is checked, stored and shown ({@code Format}), the directories that sessions ask, and the one table of rights
 * ({@code Policy}). Imports {@code protocol}, {@code routing.model}, {@code loop}, {@code storage} and {@code session}, whose
 * interfaces it implements. Everything runs on the loop.
 */
@NullMarked
package dev.switchboard.server.account;

import org.jspecify.annotations.NullMarked;
