package dev.switchboard.server.account;

import com.google.protobuf.Parser;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.session.Origins;
import dev.switchboard.server.session.SiteDirectory.SiteView;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sites. */
public final class SiteFormat implements Format<Site> {
    private static final int COUNT_MAX = 1_000;
    private static final int ORIGINS_MAX = 50;
    private static final int QUEUES_MAX = 200;

    @Override
    public AccountStore.Kind kind() {
        return AccountStore.Kind.SITE;
    }

    @Override
    public int countMax() {
        return COUNT_MAX;
    }

    @Override
    public Parser<Site> parser() {
        return Site.parser();
    }

    @Override
    public String idOf(Site given) {
        return given.getId();
    }

    @Override
    public long revisionOf(Site given) {
        return given.getRevision();
    }

    @Override
    public String uniqueName(Site stored) {
        return stored.getKey();
    }

    @Override
    public Site canonical(Site given, References references, Faults faults) {
        Fields fields = new Fields(faults);
        Site.Builder stored = Site.newBuilder()
                .setName(fields.title("name", given.getName()))
                .setKey(fields.siteKey("key", given.getKey()));
        fields.atMost("origins", given.getOriginsCount(), ORIGINS_MAX);
        Set<String> origins = new LinkedHashSet<>();
        for (int i = 0; i < given.getOriginsCount() && i < ORIGINS_MAX; i++) {
            String origin = Origins.canonical(given.getOrigins(i).strip());
            if (origin == null) {
                faults.add("origins[" + i + "]", "scheme, host and port only, e.g. https://shop.example.com");
            } else {
                origins.add(origin);
            }
        }
        stored.addAllOrigins(origins);
        stored.setDefaultQueue(
                fields.reference("default_queue", given.getDefaultQueue(), references.queueIds(), "queue"));
        stored.addAllQueues(fields.queues("queues", given.getQueuesList(), QUEUES_MAX, references));
        return stored.build();
    }

    @Override
    public void checkChange(Site before, Site after, Faults faults) {
        faults.check(before.getKey().equals(after.getKey()), "key", "cannot be changed: pages of the site name it");
    }

    @Override
    public Site shown(Site stored, long id, long revision, References references) {
        String defaultQueue = references.queueIds().nameOf(stored.getDefaultQueue());
        Site.Builder shown = stored.toBuilder()
                .setId(Long.toString(id))
                .setRevision(revision)
                .setDefaultQueue(defaultQueue == null ? "" : defaultQueue)
                .clearQueues();
        for (String queue : stored.getQueuesList()) {
            String name = references.queueIds().nameOf(queue);
            if (name != null) {
                shown.addQueues(name);
            }
        }
        return shown.build();
    }

    /** What sessions are told of a stored site; deleted queues are left out. */
    static SiteView view(Site stored, long id, References references) {
        QueueId defaultQueue = queue(stored.getDefaultQueue(), references);
        Set<QueueId> queues = new LinkedHashSet<>();
        if (defaultQueue != null) {
            queues.add(defaultQueue);
        }
        for (String name : stored.getQueuesList()) {
            QueueId queue = queue(name, references);
            if (queue != null) {
                queues.add(queue);
            }
        }
        return new SiteView(
                new SiteId(Math.toIntExact(id)),
                stored.getKey(),
                stored.getName(),
                stored.getOriginsList(),
                defaultQueue,
                queues.stream().toList());
    }

    private static @Nullable QueueId queue(String id, References references) {
        return references.queueIds().nameOf(id) == null ? null : new QueueId(Integer.parseInt(id));
    }
}
