package dev.switchboard.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.DeleteRequest;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.server.admin.Desk;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.session.ProfileDirectory.Profile;
import dev.switchboard.server.session.SiteDirectory.SiteView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DirectoriesTest {
    private final Desk desk = new Desk();

    private SiteView shop() {
        return desk.await(() -> desk.sites.byKey("shop"));
    }

    @Test
    void shouldShowASiteAtMostFiveSecondsLate() {
        assertThat(shop()).isNull();
        Site site = desk.shop();
        assertThat(shop()).as("known not to exist").isNull();
        desk.world.runFor(5_000);
        SiteView view = shop();
        assertThat(view.id().value()).isEqualTo(Integer.parseInt(site.getId()));
        assertThat(view.defaultQueue()).isNotNull();
        assertThat(view.mayUse(view.defaultQueue())).isTrue();
        assertThat(view.mayUse(new QueueId(99))).isFalse();
        assertThat(desk.await(() -> desk.sites.site(view.id()))).isEqualTo(view);
        assertThat(desk.await(() -> desk.sites.site(new SiteId(99)))).isNull();

        desk.admin(
                "PutSite", site.toBuilder().addOrigins("http://localhost:8080").build(), Site.class);
        assertThat(shop().allows("http://localhost:8080")).isFalse();
        desk.world.runFor(5_000);
        assertThat(shop().allows("http://localhost:8080")).isTrue();
    }

    @Test
    void shouldLeaveOutDeletedQueues() {
        Site site = desk.shop();
        Queue other = desk.queue("other");
        desk.admin("PutSite", site.toBuilder().addQueues("other").build(), Site.class);
        assertThat(shop().queues()).hasSize(2);
        desk.admin(
                "DeleteQueue",
                DeleteRequest.newBuilder().setId(other.getId()).setRevision(1).build(),
                Done.class);
        String sales = Integer.toString(shop().defaultQueue().value());
        desk.admin(
                "DeleteQueue",
                DeleteRequest.newBuilder().setId(sales).setRevision(1).build(),
                Done.class);
        desk.world.runFor(5_000);
        assertThat(shop().queues()).isEmpty();
        assertThat(shop().defaultQueue()).isNull();
    }

    @Test
    void shouldShowATitleAtMostFiveSecondsLateAndANewQueueAtOnce() {
        StoredQueues queues = new StoredQueues(desk.store, desk.loop);
        Queue sales = desk.queue("sales");
        QueueId id = new QueueId(Integer.parseInt(sales.getId()));
        assertThat(queues.title(id)).as("not read yet").isNull();
        desk.await(() -> queues.prepare(List.of(id)));
        assertThat(queues.title(id)).isEqualTo("The queue sales");

        desk.admin("PutQueue", sales.toBuilder().setTitle("Buying").build(), Queue.class);
        desk.await(() -> queues.prepare(List.of(id)));
        assertThat(queues.title(id)).isEqualTo("The queue sales");
        QueueId other = new QueueId(Integer.parseInt(desk.queue("other").getId()));
        desk.await(() -> queues.prepare(List.of(other)));
        assertThat(queues.title(other)).isEqualTo("The queue other");
        desk.admin(
                "PutQueue",
                sales.toBuilder().setRevision(2).setTitle("Shopping").build(),
                Queue.class);
        desk.world.runFor(StoredQueues.LIFE_MS);
        desk.await(() -> queues.prepare(List.of(id)));
        assertThat(queues.title(id)).isEqualTo("Shopping");
    }

    @Test
    void shouldSayWhichQueuesPreferTheLastAgent() {
        StoredQueues queues = new StoredQueues(desk.store, desk.loop);
        QueueId plain = new QueueId(Integer.parseInt(desk.queue("plain").getId()));
        Queue sales = desk.admin(
                "PutQueue", Desk.queueOf("sales").setPrefersLastAgent(true).build(), Queue.class);
        QueueId id = new QueueId(Integer.parseInt(sales.getId()));
        assertThat(queues.prefersLastAgent(id)).as("not read yet").isFalse();
        desk.await(() -> queues.prepare(List.of(id, plain)));
        assertThat(queues.prefersLastAgent(id)).isTrue();
        assertThat(queues.prefersLastAgent(plain)).isFalse();
    }

    /** 1. A reading begins. 2. A title changes. 3. Who asks now must not get what was read before. */
    @Test
    void shouldReadAnewWhatChanged() {
        StoredQueues queues = new StoredQueues(desk.store, desk.loop);
        Queue sales = desk.queue("sales");
        QueueId id = new QueueId(Integer.parseInt(sales.getId()));
        desk.await(() -> queues.prepare(List.of(id)));
        desk.admin("PutQueue", sales.toBuilder().setTitle("Buying").build(), Queue.class);
        desk.loop.run(queues::changed);
        desk.await(() -> queues.prepare(List.of(id)));
        assertThat(queues.title(id)).isEqualTo("Buying");

        CompletableFuture<Void> after = desk.loop.call(() -> {
            queues.changed();
            var early = queues.prepare(List.of(id));
            queues.changed();
            var late = queues.prepare(List.of(id));
            assertThat(queues.prepare(List.of(id))).as("shared").isSameAs(late);
            assertThat(late).isNotSameAs(early);
            return late.thenAccept(
                            done -> assertThat(early.toCompletableFuture()).isDone())
                    .toCompletableFuture();
        });
        desk.await(() -> after);
        assertThat(after).isCompleted();
    }

    @Test
    void shouldKeepTitlesWhileTheStorageIsAway() {
        StoredQueues queues = new StoredQueues(desk.store, desk.loop);
        QueueId id = new QueueId(Integer.parseInt(desk.queue("sales").getId()));
        desk.await(() -> queues.prepare(List.of(id)));
        desk.world.runFor(StoredQueues.LIFE_MS);
        desk.faults.down(true);
        desk.await(() -> queues.prepare(List.of(id)));
        assertThat(queues.title(id)).isEqualTo("The queue sales");
    }

    @Test
    void shouldReloadAProfileWhenItsRevisionRises() {
        Agent anna = desk.agent("anna", Role.ROLE_PROGRAM, null);
        AgentId id = new AgentId(Long.parseLong(anna.getId()));
        assertThat(desk.profiles.known(id, 1)).isNull();
        Profile profile = desk.await(() -> desk.profiles.profile(id, 1));
        assertThat(profile).isEqualTo(new Profile(id, "Agent anna", true));
        assertThat(desk.profiles.known(id, 1)).isEqualTo(profile);
        desk.admin("PutAgent", anna.toBuilder().setDisplayName("Anna").build(), Agent.class);
        assertThat(desk.profiles.known(id, 2)).isNull();
        assertThat(desk.await(() -> desk.profiles.profile(id, 2)).displayName()).isEqualTo("Anna");
        assertThat(desk.profiles.known(id, 1).displayName()).isEqualTo("Anna");
        assertThat(desk.await(() -> desk.profiles.profile(new AgentId(99), 0)))
                .isEqualTo(new Profile(new AgentId(99), "", false));
    }
}
