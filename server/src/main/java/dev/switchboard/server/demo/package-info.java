/**
 * The demo: a sample site with queues, skills and agents, made through the administration service, and a bot that chats
 * through the SDK like any other agent. Imports {@code admin}, {@code api} and the SDK. Sample data is made on the loop; the
 * bot runs on the SDK's threads. Start reading at {@code SampleDesk} and {@code ReceptionBot}.
 */
@NullMarked
package dev.switchboard.server.demo;

import org.jspecify.annotations.NullMarked;
