package dev.switchboard.server.account;

import com.google.protobuf.Parser;
import dev.switchboard.protocol.v1.AppKey;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * App keys. They are made once and never changed. Agents are named, not referred to by id: a key may be made before the
 * agents it speaks for. The site is given by its key, which never changes, and is checked by the caller.
 */
public final class AppKeyFormat implements Format<AppKey> {
    /** Stands for every agent. */
    public static final String ALL_AGENTS = "*";

    private static final int COUNT_MAX = 1_000;
    private static final int AGENTS_MAX = 10_000;

    @Override
    public AccountStore.Kind kind() {
        return AccountStore.Kind.APP_KEY;
    }

    @Override
    public int countMax() {
        return COUNT_MAX;
    }

    @Override
    public Parser<AppKey> parser() {
        return AppKey.parser();
    }

    @Override
    public String idOf(AppKey given) {
        return given.getId();
    }

    @Override
    public long revisionOf(AppKey given) {
        return given.getRevision();
    }

    /** Titles need not differ, so each key gets a name of its own; its id is not known yet. */
    @Override
    public String uniqueName(AppKey stored) {
        throw new UnsupportedOperationException("an app key is named after its id");
    }

    @Override
    public AppKey canonical(AppKey given, References references, Faults faults) {
        Fields fields = new Fields(faults);
        AppKey.Builder stored = AppKey.newBuilder()
                .setTitle(fields.title("title", given.getTitle()))
                .setAdministration(given.getAdministration());
        if (!given.getSite().isEmpty()) {
            stored.setSite(fields.siteKey("site", given.getSite()));
        }
        fields.atMost("agents", given.getAgentsCount(), AGENTS_MAX);
        Set<String> agents = new LinkedHashSet<>();
        for (int i = 0; i < given.getAgentsCount() && i < AGENTS_MAX; i++) {
            String name = given.getAgents(i).strip();
            agents.add(name.equals(ALL_AGENTS) ? name : fields.agentName("agents[" + i + "]", name));
        }
        stored.addAllAgents(agents);
        faults.check(
                stored.getAdministration() || !stored.getSite().isEmpty() || !agents.isEmpty(),
                "administration",
                "the key would be good for nothing: name a site or agents, or allow administration");
        return stored.build();
    }

    @Override
    public AppKey shown(AppKey stored, long id, long revision, References references) {
        return stored.toBuilder().setId(Long.toString(id)).setRevision(revision).build();
    }
}
