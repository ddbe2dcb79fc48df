/**
 * The administration service and the queries about routing. {@code AdminService} is the table of methods; an object's way is
 * {@code ObjectEditor} (check, store) and then {@code CoreProjection} (tell routing); {@code Reconciler} tells routing what it
 * lacks. Imports {@code account}, {@code api}, {@code auth}, {@code session}, {@code replica}, {@code record},
 * {@code routing}, {@code routing.model}, {@code storage}, {@code loop} and {@code protocol}. Runs on the loop.
 */
@NullMarked
package dev.switchboard.server.admin;

import org.jspecify.annotations.NullMarked;
