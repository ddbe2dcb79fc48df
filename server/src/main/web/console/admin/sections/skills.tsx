import type { Skill } from '#protocol/admin.js';
import { Field } from '../../components/index.js';
import { skillKind, type SkillValues } from '../kinds/skill.js';
import { type FieldsProps, hrefOfKind, type SectionView } from './section.js';

export const skills: SectionView<Skill, SkillValues> = {
    kind: skillKind,
    needs: [],
    columns: [
        {
            key: 'name',
            title: 'Name',
            head: true,
            cell: (skill) => <a href={hrefOfKind('skills', skill.id)}>{skill.name}</a>,
        },
    ],
    Fields: SkillFields,
};

function SkillFields({ values, faults, set, note }: FieldsProps<SkillValues>) {
    return (
        <section class="admin-card">
            <Field
                label="Name"
                exact
                value={values.name}
                error={faults['name']}
                hint="1–40 characters of a–z, 0–9 and -, for example german. Queues and agents that have it follow when it is renamed."
                onInput={(name) => set({ name })}
            />
            {note('name')}
        </section>
    );
}
