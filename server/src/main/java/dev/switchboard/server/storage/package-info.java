/**
 * What all storage ports share: the one way in which they fail. Imports the JDK only.
 */
@NullMarked
package dev.switchboard.server.storage;

import org.jspecify.annotations.NullMarked;
