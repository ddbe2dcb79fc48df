package dev.switchboard.server.account;

import com.google.protobuf.Parser;
import dev.switchboard.protocol.v1.Skill;

/** Skills. */
public final class SkillFormat implements Format<Skill> {
    @Override
    public AccountStore.Kind kind() {
        return AccountStore.Kind.SKILL;
    }

    @Override
    public int countMax() {
        return References.COUNT_MAX;
    }

    @Override
    public Parser<Skill> parser() {
        return Skill.parser();
    }

    @Override
    public String idOf(Skill given) {
        return given.getId();
    }

    @Override
    public long revisionOf(Skill given) {
        return given.getRevision();
    }

    @Override
    public String uniqueName(Skill stored) {
        return stored.getName();
    }

    @Override
    public Skill canonical(Skill given, References references, Faults faults) {
        return Skill.newBuilder()
                .setName(new Fields(faults).name("name", given.getName()))
                .build();
    }

    @Override
    public Skill shown(Skill stored, long id, long revision, References references) {
        return stored.toBuilder().setId(Long.toString(id)).setRevision(revision).build();
    }
}
