import { ChatError } from '../../../client/errors.js';
import { messageOf } from '../../api.js';
import type { Faults, Problem } from './form.js';

/** Where the service's name of a field is in a form, and what to say ahead of the fault there. */
export interface Place {
    readonly field: string;
    readonly about?: string | undefined;
}

export interface FieldNames {
    /** "queue", "agent": what the texts speak of. */
    readonly one: string;
    /** The field whose value must be unique. */
    readonly unique: string;
    /** What to say when nobody knows whether it was done, where doing it again is not harmless. */
    readonly outcomeUnknown?: string | undefined;
    /** From a path as in admin.proto, such as "display_name" or "skills[2].level"; undefined for one that no field shows. */
    readonly placeOf: (path: string) => Place | undefined;
}

export interface Refusal {
    readonly faults: Faults;
    readonly problem: Problem | undefined;
}

/** What to show at fields and above the form when a call was refused. */
export function refusalOf(error: unknown, names: FieldNames): Refusal {
    const code = error instanceof ChatError ? error.code : '';
    switch (code) {
        case 'INVALID_FIELD':
        case 'CYCLIC_OVERFLOW':
            return invalid(error as ChatError, names);
        case 'NAME_TAKEN':
            return { faults: { [names.unique]: `Another ${names.one} has this ${names.unique} already.` }, problem: undefined };
        case 'CONFLICT':
            return whole(
                'conflict',
                `Somebody else changed this ${names.one} since you opened it. Nothing was saved; what you entered is still here.`,
            );
        case 'NOT_FOUND':
            return whole('gone', `This ${names.one} was deleted meanwhile. What you entered is still here, to be copied.`);
        case 'FORBIDDEN':
            return whole('failed', 'Your account may not do this any more. Ask another administrator.');
        case 'OUTCOME_UNKNOWN':
        case 'UNREACHABLE':
            return whole('failed', names.outcomeUnknown ?? `${messageOf(error)} Save again: doing it twice does no harm.`);
        default:
            return whole('failed', `${messageOf(error)} What you entered is still here.`);
    }
}

const USERS: readonly (readonly [string, string])[] = [
    ['queues', 'queues'],
    ['agents', 'agents'],
    ['app_keys', 'app keys'],
];

/** Why an object could not be deleted. */
export function deletionRefused(error: unknown, one: string): string {
    if (error instanceof ChatError && error.code === 'CONFLICT') {
        return `Somebody else changed this ${one} since you opened it. Open it again from the list, and look whether it may go.`;
    }
    if (error instanceof ChatError && error.code === 'IN_USE') {
        const users = USERS.filter(([kind]) => error.details[kind] !== undefined);
        const named = users.map(([kind, name]) => `${name}: ${error.details[kind]}`).join('; ');
        return `This ${one} is still in use by ${named === '' ? 'others' : named}. Take it away there first.`;
    }
    return messageOf(error);
}

function invalid(error: ChatError, names: FieldNames): Refusal {
    const faults: Record<string, string> = {};
    const homeless: string[] = [];
    for (const path of (error.details['field'] ?? '').split(', ').filter((each) => each !== '')) {
        const fault = sentence(error.details[path] ?? error.message);
        const place = names.placeOf(path);
        if (place === undefined) {
            homeless.push(`${path}: ${fault}`);
        } else {
            const text = place.about === undefined ? fault : `${place.about}: ${fault}`;
            const before = faults[place.field];
            faults[place.field] = before === undefined ? text : `${before} ${text}`;
        }
    }
    const nothing = homeless.length === 0 && Object.keys(faults).length === 0;
    const text = nothing ? error.message : homeless.join(' ');
    return { faults, problem: text === '' ? undefined : { kind: 'failed', text } };
}

/** "there is no such queue" → "There is no such queue." */
function sentence(text: string): string {
    const begun = text.charAt(0).toUpperCase() + text.slice(1);
    return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

function whole(kind: Problem['kind'], text: string): Refusal {
    return { faults: {}, problem: { kind, text } };
}
