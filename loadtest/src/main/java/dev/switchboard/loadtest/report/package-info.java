/**
 * What a run found out, for people and for programs. Pure functions of {@link
 * dev.switchboard.loadtest.report.RunReport}.
 *
 * <p>Imports {@code measure} and {@code verify}. Start reading at {@link dev.switchboard.loadtest.report.RunReport}.
 */
@NullMarked
package dev.switchboard.loadtest.report;

import org.jspecify.annotations.NullMarked;
