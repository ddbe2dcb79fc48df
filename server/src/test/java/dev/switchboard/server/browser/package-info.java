/**
 * Widget and console in a real browser against the real jar. Start with {@link dev.switchboard.server.browser.Stage}, which
 * gives a test its people; {@link dev.switchboard.server.browser.CustomerPage} and {@link
 * dev.switchboard.server.browser.AgentPage} find everything by role and accessible name, so that each test is also one of
 * accessibility. Nothing sleeps: Playwright's assertions wait.
 */
@NullMarked
package dev.switchboard.server.browser;

import org.jspecify.annotations.NullMarked;
