import type { Site } from '#protocol/admin.js';
import { faultsOf, indexIn } from '../state/inputs.js';
import { originsFault, originsOf } from '../state/origins.js';
import type { Kind } from './kind.js';

export interface SiteValues {
    readonly name: string;
    readonly key: string;
    /** One per line. */
    readonly origins: string;
    readonly defaultQueue: string;
    readonly queues: readonly string[];
}

const FIELDS: Readonly<Record<string, keyof SiteValues>> = {
    name: 'name',
    key: 'key',
    origins: 'origins',
    default_queue: 'defaultQueue',
    queues: 'queues',
};

export const siteKind: Kind<Site, SiteValues> = {
    path: 'sites',
    icon: 'chat',
    title: 'Sites',
    one: 'site',
    many: 'sites',
    about: 'A website that shows the chat widget: which addresses may, and which queues its visitors reach.',
    deleting: 'Its customers cannot connect any more, and the widget no longer works on its pages. Open chats go on to their end.',
    unique: 'key',
    objects: (service) => service.sites,
    nameOf: (site) => site.name,
    textOf: (site) => [site.name, site.key, ...site.origins, site.defaultQueue, ...site.queues].join(' '),
    blank: { name: '', key: '', origins: '', defaultQueue: '', queues: [] },
    valuesOf: (site) => ({
        name: site.name,
        key: site.key,
        origins: site.origins.join('\n'),
        defaultQueue: site.defaultQueue,
        queues: site.queues,
    }),
    check: (values) =>
        faultsOf({
            origins: originsFault(values.origins),
            defaultQueue: values.defaultQueue === '' ? 'Choose the queue for chats that name none.' : undefined,
        }),
    itemOf: (values, { id, revision }) => ({
        id,
        revision,
        name: values.name,
        key: values.key,
        origins: originsOf(values.origins),
        defaultQueue: values.defaultQueue,
        queues: [...values.queues],
    }),
    placeOf(path) {
        const line = indexIn('origins', path);
        if (line !== undefined) {
            return { field: 'origins', about: `Address ${line + 1}` };
        }
        if (indexIn('queues', path) !== undefined) {
            return { field: 'queues', about: `Queue ${(indexIn('queues', path) ?? 0) + 1} of those chosen` };
        }
        const field = FIELDS[path];
        return field === undefined ? undefined : { field };
    },
};
