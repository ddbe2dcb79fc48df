package dev.switchboard.server.admin;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.AgentFormat;
import dev.switchboard.server.account.AppKeyFormat;
import dev.switchboard.server.account.Format;
import dev.switchboard.server.account.QueueFormat;
import dev.switchboard.server.account.RulesOfQueue;
import dev.switchboard.server.api.ApiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to delete what other stored objects name. Somebody may name it while the answer is on its way; who reads such an
 * object leaves out what is gone.
 */
final class Usages {
    /** The rest is counted: a refusal is for a person. */
    static final int NAMED_MAX = 10;

    private static final int PAGE = 500;

    private final AccountStore store;

    Usages(AccountStore store) {
        this.store = store;
    }

    /** Fails with IN_USE while chats overflow from other queues into it, or are widened to it. */
    CompletionStage<@Nullable Void> refuseUsedQueue(long id) {
        Map<String, String> details = new LinkedHashMap<>();
        return users(new QueueFormat(), queue -> RulesOfQueue.queuesOf(queue).contains(Math.toIntExact(id)))
                .thenAccept(queues -> {
                    note("queues", queues, details);
                    refuse(details);
                });
    }

    /** Fails with IN_USE while queues require or prefer the skill or agents have it. */
    CompletionStage<@Nullable Void> refuseUsedSkill(long id) {
        String skill = Long.toString(id);
        Map<String, String> details = new LinkedHashMap<>();
        return users(new QueueFormat(), queue -> RulesOfQueue.skillsOf(queue).contains(Math.toIntExact(id)))
                .thenCompose(queues -> {
                    note("queues", queues, details);
                    return users(
                            new AgentFormat(),
                            agent -> agent.getSkillsList().stream()
                                    .anyMatch(has -> has.getSkill().equals(skill)));
                })
                .thenAccept(agents -> {
                    note("agents", agents, details);
                    refuse(details);
                });
    }

    /** Fails with IN_USE while app keys speak for the site's customers. */
    CompletionStage<@Nullable Void> refuseUsedSite(String key) {
        Map<String, String> details = new LinkedHashMap<>();
        return users(new AppKeyFormat(), appKey -> appKey.getSite().equals(key)).thenAccept(keys -> {
            note("app_keys", keys, details);
            refuse(details);
        });
    }

    private <M extends Message> CompletionStage<List<String>> users(Format<M> format, Predicate<M> uses) {
        return users(format, uses, 0, new ArrayList<>());
    }

    private <M extends Message> CompletionStage<List<String>> users(
            Format<M> format, Predicate<M> uses, long after, List<String> found) {
        return store.list(format.kind(), after, PAGE).thenCompose(page -> {
            page.stream().filter(stored -> uses.test(format.parse(stored))).forEach(stored -> found.add(stored.name()));
            return page.size() < PAGE
                    ? CompletableFuture.completedStage(found)
                    : users(format, uses, page.get(page.size() - 1).id(), found);
        });
    }

    private static void note(String kind, List<String> names, Map<String, String> details) {
        if (!names.isEmpty()) {
            int more = names.size() - NAMED_MAX;
            String first = String.join(", ", names.subList(0, Math.min(NAMED_MAX, names.size())));
            details.put(kind, more > 0 ? first + " and " + more + " more" : first);
        }
    }

    private static void refuse(Map<String, String> details) {
        if (!details.isEmpty()) {
            throw new ApiException(ErrorCode.IN_USE, ErrorCode.IN_USE.text(), details);
        }
    }
}
