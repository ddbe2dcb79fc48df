package dev.switchboard.server.admin;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.CreateAppKeyRequest;
import dev.switchboard.protocol.v1.DeleteRequest;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.ListRequest;
import dev.switchboard.protocol.v1.OpeningHours;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.QueueList;
import dev.switchboard.protocol.v1.SetPasswordRequest;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.protocol.v1.SiteList;
import dev.switchboard.protocol.v1.Skill;
import dev.switchboard.protocol.v1.SkillList;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.AccountStore.Kind;
import dev.switchboard.server.account.QueueFormat;
import dev.switchboard.server.account.SiteFormat;
import dev.switchboard.server.account.SkillFormat;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.api.Failures;
import dev.switchboard.server.api.Methods;
import dev.switchboard.server.auth.PasswordHasher;
import dev.switchboard.server.auth.Revocations;
import dev.switchboard.server.hours.Schedule;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The administration service of admin.proto, as a table of its methods. What routing has to know is stored first and then
 * sent through the log; when the second fails, so does the call, and repeating it with the same content heals it. Only a queue
 * that routing refuses, because its overflow and one put at the same time make a circle, is put back as it was.
 */
public final class AdminService {
    private static final String NEVER_OPENS = "never-opens";

    private final Loop loop;
    private final ObjectEditor<Site> sites;
    private final ObjectEditor<Queue> queues;
    private final ObjectEditor<Skill> skills;
    private final Usages usages;
    private final CoreProjection projection;

    private AdminService(Loop loop, AccountStore store, CoreProjection projection) {
        this.loop = loop;
        this.sites = new ObjectEditor<>(store, new SiteFormat());
        this.queues = new ObjectEditor<>(store, new QueueFormat());
        this.skills = new ObjectEditor<>(store, new SkillFormat());
        this.usages = new Usages(store);
        this.projection = projection;
    }

    public static ApiRequest.Service create(
            Loop loop,
            AccountStore store,
            ControlPath control,
            Revocations revocations,
            PasswordHasher hasher,
            SecureRandom random) {
        CoreProjection projection = new CoreProjection(store, control);
        AdminService admin = new AdminService(loop, store, projection);
        AgentEditor agents = new AgentEditor(store, projection, revocations, hasher);
        AppKeyEditor keys = new AppKeyEditor(store, revocations, random);
        ListRequest list = ListRequest.getDefaultInstance();
        DeleteRequest delete = DeleteRequest.getDefaultInstance();
        return new Methods("admin")
                .add("PutSite", Site.getDefaultInstance(), (body, request) -> admin.putSite(body))
                .add("ListSites", list, (body, request) -> admin.listSites(body))
                .add("DeleteSite", delete, (body, request) -> admin.deleteSite(body))
                .add("PutQueue", Queue.getDefaultInstance(), (body, request) -> admin.putQueue(body))
                .add("ListQueues", list, (body, request) -> admin.listQueues(body))
                .add("DeleteQueue", delete, (body, request) -> admin.deleteQueue(body))
                .add("PutSkill", Skill.getDefaultInstance(), (body, request) -> admin.putSkill(body))
                .add("ListSkills", list, (body, request) -> admin.listSkills(body))
                .add("DeleteSkill", delete, (body, request) -> admin.deleteSkill(body))
                .add("PutAgent", Agent.getDefaultInstance(), (body, request) -> agents.put(body))
                .add("ListAgents", list, (body, request) -> agents.list(body))
                .add("DeleteAgent", delete, (body, request) -> agents.delete(body))
                .add(
                        "SetPassword",
                        SetPasswordRequest.getDefaultInstance(),
                        (body, request) -> agents.setPassword(body))
                .add("CreateAppKey", CreateAppKeyRequest.getDefaultInstance(), (body, request) -> keys.create(body))
                .add("ListAppKeys", list, (body, request) -> keys.list(body))
                .add("DeleteAppKey", delete, (body, request) -> keys.delete(body));
    }

    private CompletionStage<Site> putSite(Site body) {
        return sites.put(body).thenApply(sites::shown);
    }

    private CompletionStage<SiteList> listSites(ListRequest body) {
        return sites.list(body)
                .thenApply(page -> SiteList.newBuilder()
                        .addAllItems(page.items())
                        .setNextCursor(page.nextCursor())
                        .build());
    }

    private CompletionStage<Done> deleteSite(DeleteRequest body) {
        long id = Requests.id(body.getId());
        return sites.get(id)
                .thenCompose(site -> usages.refuseUsedSite(site.getKey()))
                .thenCompose(unused -> sites.delete(id, body.getRevision()))
                .thenApply(deleted -> Done.getDefaultInstance());
    }

    private CompletionStage<Queue> putQueue(Queue body) {
        return queues.put(body)
                .thenCompose(change -> projection
                        .projectQueue(change.id())
                        .exceptionallyCompose(failure -> undoIfCyclic(change, failure))
                        .thenApply(done -> queues.shown(change)))
                .thenApply(this::withWarnings);
    }

    /** Another put, at the same time, led chats of this queue's overflow back to it, and was the first in the log. */
    private CompletionStage<Void> undoIfCyclic(ObjectEditor.Change<Queue> change, Throwable failure) {
        CompletionStage<Void> failed = CompletableFuture.failedStage(failure);
        boolean cyclic =
                Failures.cause(failure) instanceof ApiException refusal && refusal.code() == ErrorCode.CYCLIC_OVERFLOW;
        return cyclic ? queues.undo(change).thenCompose(done -> failed) : failed;
    }

    private Queue withWarnings(Queue queue) {
        if (!queue.hasOpeningHours()) {
            return queue;
        }
        return opensEver(queue.getOpeningHours())
                ? queue
                : queue.toBuilder().addWarnings(NEVER_OPENS).build();
    }

    private boolean opensEver(OpeningHours hours) {
        try {
            Schedule schedule = new Schedule(hours);
            Instant now = Instant.ofEpochMilli(loop.utcMs());
            return schedule.isOpen(now) || schedule.opensAfter(now).isPresent();
        } catch (DateTimeException unknown) {
            // Another node took it, which knows newer time zones than this one; here the queue stays open.
            return true;
        }
    }

    private CompletionStage<QueueList> listQueues(ListRequest body) {
        return queues.list(body)
                .thenApply(page -> QueueList.newBuilder()
                        .addAllItems(
                                page.items().stream().map(this::withWarnings).toList())
                        .setNextCursor(page.nextCursor())
                        .build());
    }

    private CompletionStage<Done> deleteQueue(DeleteRequest body) {
        long id = Requests.smallId(body.getId());
        return deleteFromRouting(
                Kind.QUEUE,
                id,
                usages.refuseUsedQueue(id).thenCompose(unused -> queues.delete(id, body.getRevision())));
    }

    /** An object that is not stored any more, but known to routing, is the rest of an earlier call. */
    private CompletionStage<Done> deleteFromRouting(Kind kind, long id, CompletionStage<Boolean> deletion) {
        return deletion.thenCompose(deleted -> projection.project(kind, id).thenApply(commands -> {
            if (!deleted && commands == 0) {
                throw ObjectEditor.notFound();
            }
            return Done.getDefaultInstance();
        }));
    }

    private CompletionStage<Skill> putSkill(Skill body) {
        return skills.put(body)
                .thenCompose(change ->
                        projection.project(Kind.SKILL, change.id()).thenApply(commands -> skills.shown(change)));
    }

    private CompletionStage<SkillList> listSkills(ListRequest body) {
        return skills.list(body)
                .thenApply(page -> SkillList.newBuilder()
                        .addAllItems(page.items())
                        .setNextCursor(page.nextCursor())
                        .build());
    }

    private CompletionStage<Done> deleteSkill(DeleteRequest body) {
        long id = Requests.smallId(body.getId());
        return deleteFromRouting(
                Kind.SKILL,
                id,
                usages.refuseUsedSkill(id).thenCompose(unused -> skills.delete(id, body.getRevision())));
    }
}
