import type { AppKey } from '#protocol/admin.js';
import { faultsOf, indexIn } from '../state/inputs.js';
import type { Kind } from './kind.js';

/** As which agents a program may act. */
export type Actors = 'none' | 'some' | 'all';

export interface AppKeyValues {
    readonly title: string;
    /** Key of a site; empty for none. */
    readonly site: string;
    readonly actors: Actors;
    /** Sign-in names, one per line. */
    readonly agents: string;
    readonly administration: boolean;
}

/** Stands for every agent. */
const ALL = '*';

const FIELDS: Readonly<Record<string, keyof AppKeyValues>> = {
    title: 'title',
    site: 'site',
    agents: 'agents',
    administration: 'administration',
};

export const appKeyKind: Kind<AppKey, AppKeyValues> = {
    path: 'app-keys',
    icon: 'settings',
    title: 'App keys',
    one: 'app key',
    many: 'app keys',
    about: 'With an app key a bot or a program signs in: for customers of a site, as agents, or to administer. It cannot be changed: make another, and delete the old one.',
    deleting: 'Programs that use it are signed out and cannot sign in any more.',
    unique: 'title',
    outcomeUnknown: 'It is not known whether the app key was made. If it is in the list, delete it there and make another: its secret is lost.',
    fixed: true,
    objects: (service) => service.appKeys,
    nameOf: (key) => key.title,
    textOf: (key) => [key.title, key.id, key.site, ...key.agents, key.administration ? 'administration' : ''].join(' '),
    blank: { title: '', site: '', actors: 'none', agents: '', administration: false },
    valuesOf: ({ title, site, agents, administration }) => {
        const actors = agents.includes(ALL) ? 'all' : agents.length > 0 ? 'some' : 'none';
        return { title, site, actors, agents: actors === 'some' ? agents.join('\n') : '', administration };
    },
    check: (values) =>
        faultsOf({
            title: values.title.trim() === '' ? 'Say what the key is for.' : undefined,
            agents: values.actors === 'some' && namesOf(values).length === 0 ? 'Name at least one agent.' : undefined,
            administration:
                !values.administration && values.site === '' && values.actors === 'none' ?
                    'Such a key would be good for nothing: choose a site or agents, or allow administration.'
                :   undefined,
        }),
    itemOf: (values, { id, revision }) => ({
        id,
        revision,
        title: values.title,
        site: values.site,
        agents: values.actors === 'all' ? [ALL] : values.actors === 'some' ? namesOf(values) : [],
        administration: values.administration,
        secret: '',
    }),
    placeOf(path) {
        const line = indexIn('agents', path);
        if (line !== undefined) {
            return { field: 'agents', about: `Name ${line + 1}` };
        }
        const field = FIELDS[path];
        return field === undefined ? undefined : { field };
    },
};

/** As which agents it may act, in a word or two. */
export function actorsText({ agents }: Pick<AppKey, 'agents'>): string {
    const [first] = agents;
    return (
        first === undefined ? 'none'
        : agents.includes(ALL) ? 'every agent'
        : agents.length === 1 ? first
        : `${first} +${agents.length - 1}`
    );
}

function namesOf({ agents }: AppKeyValues): string[] {
    return agents.split(/[\s,]+/).filter((name) => name !== '');
}
