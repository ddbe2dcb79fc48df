package dev.switchboard.server.pages;

import java.util.concurrent.CompletionStage;

/** Answers requests for pages. Called on an I/O thread; must not block, and may complete on any thread. */
@FunctionalInterface
public interface PageSource {

    CompletionStage<PageAnswer> answer(PageRequest request);
}
