/** Encoded frames of each released version, which must be understood for ever. */
@NullMarked
package dev.switchboard.protocol.golden;

import org.jspecify.annotations.NullMarked;
