/**
 * From a client's frame to a reply: the shape of every request is checked, then the caller's right, then it becomes a
 * command of the log or an entry of a transcript, and its outcome a reply or a typed error. Runs on the node's loop. Start
 * reading at {@code Frontend}, which takes what connections report, then {@code Requests}, the table of all requests.
 */
@NullMarked
package dev.switchboard.server.dispatch;

import org.jspecify.annotations.NullMarked;
