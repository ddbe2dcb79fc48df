package dev.switchboard.server.admin;

import dev.switchboard.protocol.v1.Candidate;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.Explanation;
import dev.switchboard.protocol.v1.FilterCount;
import dev.switchboard.protocol.v1.Requirement;
import dev.switchboard.protocol.v1.WaitingChat;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.RoutingView.Because;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.ChosenBy;
import java.util.List;

/** What the core says about a chat, in words. */
final class ExplanationText {
    private ExplanationText() {}

    /** @param names of the candidates, in their order */
    static Explanation.Builder of(RoutingView view, RoutingView.Explanation explained, Chat chat, List<String> names) {
        Explanation.Builder text = Explanation.newBuilder()
                .setChat(chat)
                .setWaitedMs(waitedMs(view, explained.chat()))
                .setCreditMs(explained.chat().creditMs())
                .addAllRequirements(requirements(view, explained.chat()))
                .setWaitingBecause(because(explained.because()));
        for (RoutingView.Filtered filter : explained.filters()) {
            text.addFilters(FilterCount.newBuilder()
                    .setFilter(filter.filter())
                    .setRemoved(filter.removed())
                    .setRemaining(filter.remaining()));
        }
        for (int i = 0; i < explained.candidates().size(); i++) {
            RoutingView.Candidate candidate = explained.candidates().get(i);
            text.addCandidates(Candidate.newBuilder()
                    .setAgent(Long.toString(candidate.agent().value()))
                    .setName(names.get(i))
                    .setLoad(candidate.load())
                    .setCapacity(candidate.capacity())
                    .setIdleMs(candidate.idleMs()));
        }
        if (explained.nextChangeMs() > 0) {
            text.setNextChangeInMs(Math.max(1, explained.nextChangeMs() - view.timeMs()));
        }
        return text;
    }

    static WaitingChat waiting(RoutingView view, ChatView chat, Chat shown) {
        return WaitingChat.newBuilder()
                .setChat(shown)
                .setWaitedMs(waitedMs(view, chat))
                .setCreditMs(chat.creditMs())
                .addAllRequirements(requirements(view, chat))
                .build();
    }

    private static long waitedMs(RoutingView view, ChatView chat) {
        return Math.max(0, view.timeMs() - chat.startedMs());
    }

    private static List<Requirement> requirements(RoutingView view, ChatView chat) {
        return chat.requirements().stream()
                .map(requirement -> {
                    String skill = view.skillName(requirement.skill());
                    return Requirement.newBuilder()
                            .setSkill(skill == null ? "" : skill)
                            .setLevel(requirement.level())
                            .setLevelMax(requirement.levelMax())
                            .build();
                })
                .toList();
    }

    static String rule(ChosenBy reason) {
        return switch (reason) {
            case LEAST_LOADED -> "least relative load, then longest idle";
            case LONGEST_IDLE -> "longest idle";
            case MOST_CAPABLE -> "highest levels in the skills asked for, then least relative load";
            case ROUND_ROBIN -> "round robin: longest without a new chat";
            case FILL_FIRST -> "highest relative load, then longest idle";
            case PREFERRED -> "preferred agent of this chat";
            case TRANSFERRED -> "transferred to this agent";
            case TAKEN -> "taken from the queue by this agent";
            case TAKEN_OVER -> "taken over by this agent";
            case ASSIGNED -> "assigned to this agent by a supervisor";
        };
    }

    private static String because(Because because) {
        return switch (because) {
            case ASSIGNED, CLOSED -> "";
            case OFFERED -> "it is offered to an agent who has not answered yet";
            case NO_AGENT_SERVES_QUEUE -> "no agent serves the queue";
            case NO_AGENT_HAS_SKILLS -> "no agent of the queue has the required skills";
            case NO_AGENT_AVAILABLE -> "no agent of the queue is available";
            case TOO_HEAVY -> "the chat weighs more than any agent who fits may carry";
            case KEPT_FOR_PREFERRED -> "it is kept for its preferred agents";
            case QUEUE_CLOSED -> "the queue is closed";
            case ACTIVE_LIMIT -> "the queue has as many chats with agents as it may";
            case ALL_FULL -> "all agents that fit are at their capacity";
            case ASKED_BEFORE_PAUSE -> "the only agent that fits was asked a moment ago";
        };
    }
}
