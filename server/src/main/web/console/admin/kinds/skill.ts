import type { Skill } from '#protocol/admin.js';
import type { Kind } from './kind.js';

export interface SkillValues {
    readonly name: string;
}

export const skillKind: Kind<Skill, SkillValues> = {
    path: 'skills',
    icon: 'accept',
    title: 'Skills',
    one: 'skill',
    many: 'skills',
    about: 'What an agent is able to do, such as a language. Queues ask for skills, agents have them at a level from 1 to 10.',
    deleting: 'This is possible only while no queue asks for it and no agent has it.',
    unique: 'name',
    objects: (service) => service.skills,
    nameOf: (skill) => skill.name,
    textOf: (skill) => skill.name,
    blank: { name: '' },
    valuesOf: ({ name }) => ({ name }),
    check: () => ({}),
    itemOf: ({ name }, { id, revision }) => ({ id, revision, name }),
    placeOf: (path) => (path === 'name' ? { field: 'name' } : undefined),
};
