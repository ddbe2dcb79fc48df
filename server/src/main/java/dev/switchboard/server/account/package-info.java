/**
 * Sites, queues, skills, agents, app keys and password hashes as the administration service knows them: port and values.
 * Imports {@code routing.model} and {@code session} for roles.
 */
@NullMarked
package dev.switchboard.server.account;

import org.jspecify.annotations.NullMarked;
