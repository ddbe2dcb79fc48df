import type { Queue, Site, Skill } from '#protocol/admin.js';
import type { ComponentChildren } from 'preact';
import type { Column } from '../../components/index.js';
import type { Kind } from '../kinds/kind.js';
import type { Stored } from '../service.js';
import type { Faults, Values } from '../state/form.js';
import type { Admin } from '../store.js';

/** What may be chosen in a form. */
export interface Choices {
    readonly queues: readonly Queue[];
    readonly skills: readonly Skill[];
    readonly sites: readonly Site[];
}

export interface FieldsProps<V> {
    readonly values: V;
    readonly faults: Faults;
    readonly set: (values: Partial<V>) => void;
    /** What somebody else stored in a field that was changed here too; nothing where that did not happen. */
    readonly note: (field: keyof V, show?: (value: never) => string) => ComponentChildren;
    readonly choices: Choices;
    /** Not stored yet. */
    readonly fresh: boolean;
    /** The account of who is signed in. */
    readonly own: boolean;
}

export interface SectionView<Item extends Stored, V extends Values<V>> {
    readonly kind: Kind<Item, V>;
    readonly columns: readonly Column<Item>[];
    /** What the form must know of. */
    readonly needs: readonly (keyof Choices)[];
    readonly Fields: (props: FieldsProps<V>) => ComponentChildren;
    /** What comes before everything else about a stored object. */
    readonly Ahead?: ((props: { item: Item }) => ComponentChildren) | undefined;
    /** Takes out of the service's answer what nobody else may have. */
    readonly received?: ((answer: Item, admin: Admin) => Item) | undefined;
    /** More about a stored object, below the form. */
    readonly Below?: ((props: { item: Item }) => ComponentChildren) | undefined;
    /** Where to go once a new object is stored; to the list without it. */
    readonly after?: ((item: Item) => string) | undefined;
    /** Whether somebody may delete this object; the own account he may not. */
    readonly deletable?: ((item: Item, subject: string) => boolean) | undefined;
}

export function hrefOfKind(path: string, ...rest: string[]): string {
    return ['#/admin', path, ...rest.map(encodeURIComponent)].join('/');
}

export function levelsText(levels: readonly { readonly skill: string; readonly level: number }[]): string {
    return levels.length === 0 ? 'none' : levels.map(({ skill, level }) => `${skill} ${level}`).join(', ');
}

export function namesText(names: readonly string[]): string {
    return names.length === 0 ? 'none' : names.join(', ');
}
