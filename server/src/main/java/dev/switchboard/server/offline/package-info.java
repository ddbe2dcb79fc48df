/**
 * Messages that customers leave where nobody can chat with them: who may leave and read them ({@code OfflineService}), and the
 * port that keeps them ({@code OfflineStore}). Nothing here is decided by routing. Runs on the loop.
 */
@NullMarked
package dev.switchboard.server.offline;

import org.jspecify.annotations.NullMarked;
