import type { IconName } from '../../components/index.js';
import type { AdminService, Objects, Stored } from '../service.js';
import type { Faults, Values } from '../state/form.js';
import type { FieldNames } from '../state/refusal.js';

/** What lists and forms must know of a kind of object; pure. */
export interface Kind<Item extends Stored, V extends Values<V>> extends FieldNames {
    /** Its part of the address: "#/admin/queues". */
    readonly path: string;
    readonly icon: IconName;
    /** "Queues" */
    readonly title: string;
    /** "queues" */
    readonly many: string;
    /** What these are for: under the heading, and where there are none yet. */
    readonly about: string;
    /** What ends with one. */
    readonly deleting: string;
    readonly objects: (service: AdminService) => Objects<Item>;
    /** Set for what is made once and cannot be changed after that. */
    readonly fixed?: boolean | undefined;
    /** How people call it. */
    readonly nameOf: (item: Item) => string;
    /** What the filter looks at. */
    readonly textOf: (item: Item) => string;
    readonly blank: V;
    readonly valuesOf: (item: Item) => V;
    /** Puts in order what was typed, before it is checked and sent, so that faults stand where the service counts them. */
    readonly tidy?: ((values: V) => V) | undefined;
    /** What is wrong as far as the page can tell; the service tells the rest. */
    readonly check: (values: V) => Faults;
    /** The object to be stored; only for values without faults. */
    readonly itemOf: (values: V, stored: Stored) => Item;
}

/** Identity of an object that is not stored yet. */
export const unstored: Stored = { id: '', revision: 0 };
