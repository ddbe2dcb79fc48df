import type { Queue, Site, Skill } from '#protocol/admin.js';
import type { ComponentChildren } from 'preact';
import type { Column } from '../../components/index.js';
import type { Kind } from '../kinds/kind.js';
import type { Stored } from '../service.js';
import type { Faults, Values } from '../state/form.js';
import { type Level, LEVEL_MAX } from '../state/inputs.js';
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
    /** Empty for a new object. */
    readonly id: string;
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
    /** What is allowed and yet hardly meant, as a sentence; undefined for nothing. */
    readonly warning?: ((item: Item) => string | undefined) | undefined;
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

/** "german 3, billing 2–5" */
export function levelsText(levels: readonly Level[]): string {
    return levels.length === 0 ? 'none' : levels.map(levelText).join(', ');
}

export function levelText({ skill, level, levelMax = LEVEL_MAX }: Level): string {
    return levelMax === LEVEL_MAX ? `${skill} ${level}` : `${skill} ${level}–${levelMax}`;
}

export function namesText(names: readonly string[]): string {
    return names.length === 0 ? 'none' : names.join(', ');
}

export function onOff(on: boolean): string {
    return on ? 'on' : 'off';
}
