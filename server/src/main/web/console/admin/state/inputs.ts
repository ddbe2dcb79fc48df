import type { Faults } from './form.js';

/** A skill and a level, as a row of a form; the skill is '' until one is chosen. */
export interface Level {
    readonly skill: string;
    readonly level: number;
    /** The highest level that will do, where a range is asked for. */
    readonly levelMax?: number | undefined;
}

export const LEVELS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
export const LEVEL_MAX = 10;

/** The number that is written, with "." or "," and nothing beside it; undefined for anything else. */
export function numberOf(text: string): number | undefined {
    const trimmed = text.trim().replace(',', '.');
    return /^\d{1,9}(\.\d{1,9})?$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** What is wrong with a whole number; nothing written means the default. */
export function wholeFault(text: string, min: number, max: number): string | undefined {
    const value = numberOf(text);
    const right = text.trim() === '' || (value !== undefined && Number.isInteger(value) && value >= min && value <= max);
    return right ? undefined : `A whole number from ${shown(min)} to ${shown(max)}.`;
}

/** What is wrong with seconds, for which the service takes whole milliseconds. */
export function secondsFault(text: string, minMs: number, maxMs: number): string | undefined {
    const ms = (numberOf(text) ?? Number.NaN) * 1_000;
    const right = text.trim() === '' || (ms >= minMs && ms <= maxMs);
    return right ? undefined : `Seconds from ${shown(minMs / 1_000)} to ${shown(maxMs / 1_000)}.`;
}

export function millisecondsOf(text: string): number {
    return Math.round((numberOf(text) ?? 0) * 1_000);
}

export function secondsText(ms: number): string {
    return String(ms / 1_000);
}

/** The same where 0 stands for nothing: no limit, or the server's default. */
export function optionalSeconds(ms: number): string {
    return ms === 0 ? '' : secondsText(ms);
}

export function optionalNumber(value: number): string {
    return value === 0 ? '' : String(value);
}

/** Rows without a skill, skills named twice, and ranges without a level, at the row that is at fault. */
export function levelFaults(field: string, levels: readonly Level[]): Faults {
    const faults: Record<string, string> = {};
    levels.forEach(({ skill, level, levelMax = LEVEL_MAX }, at) => {
        if (levelMax < level) {
            faults[`${field}[${at}].level_max`] = 'Not below the lowest level.';
        }
        if (skill === '') {
            faults[`${field}[${at}].skill`] = 'Choose a skill, or remove this line.';
        } else if (levels.findIndex((other) => other.skill === skill) < at) {
            faults[`${field}[${at}].skill`] = 'This skill is named above already.';
        }
    });
    return faults;
}

/** The faults that are there. */
export function faultsOf(found: Readonly<Record<string, string | undefined>>): Faults {
    return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** "queues[3]" → 3, for paths of that list. */
export function indexIn(list: string, path: string): number | undefined {
    const match = path.startsWith(`${list}[`) ? /^(\d+)\]/.exec(path.slice(list.length + 1)) : null;
    return match === null ? undefined : Number(match[1]);
}

function shown(value: number): string {
    return value.toLocaleString('en');
}
