package dev.switchboard.server.session;

import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.SiteId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Port of {@code account} towards sessions: the sites that may embed the widget. At most 5 s behind a change. On the loop;
 * stages complete on the loop, with null when there is no such site, and fail with
 * {@link dev.switchboard.server.storage.StorageException}.
 */
public interface SiteDirectory {
    CompletionStage<@Nullable SiteView> site(SiteId id);

    /** @param key the public key that the widget names */
    CompletionStage<@Nullable SiteView> byKey(String key);

    /**
     * @param origins allowed origins in canonical form, see {@link #allows}
     * @param defaultQueue for a chat that names no queue; null when it was deleted
     * @param queues the queues that customers of the site may use, the default one included
     */
    record SiteView(
            SiteId id,
            String key,
            String name,
            List<String> origins,
            @Nullable QueueId defaultQueue,
            List<QueueId> queues) {
        public SiteView {
            origins = List.copyOf(origins);
            queues = List.copyOf(queues);
        }

        /** Whether a page of this origin may speak for the site: scheme, host and port must be equal. */
        public boolean allows(String origin) {
            String canonical = Origins.canonical(origin);
            return canonical != null && origins.contains(canonical);
        }

        public boolean mayUse(QueueId queue) {
            return queues.contains(queue);
        }

        /**
         * The queue in which its customers may start chats under that name; null for none.
         *
         * @param name empty for the default queue
         */
        public @Nullable QueueId startable(String name, RoutingView view) {
            QueueId wanted = defaultQueue;
            if (!name.isEmpty()) {
                QueueView named = view.queueNamed(name);
                wanted = named == null ? null : named.id();
            }
            return wanted != null && mayUse(wanted) && view.queue(wanted) != null ? wanted : null;
        }
    }
}
