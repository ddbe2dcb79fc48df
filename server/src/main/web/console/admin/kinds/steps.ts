import type { RelaxationStep } from '#protocol/admin.js';
import { stepWords } from '../../rules.js';
import type { Faults } from '../state/form.js';
import { millisecondsOf, numberOf, optionalNumber, optionalSeconds, secondsFault, secondsText, wholeFault } from '../state/inputs.js';
import { type Row, rowsOf } from '../state/rows.js';

export const STEPS_MAX = 8;
/** By so much a step lowers levels at the most. */
export const LOWER_MAX = 9;
const AFTER_MAX_MS = 86_400_000;
const RAISE_MAX_MS = 86_400_000;
export const WIDEN_MAX = 20;

/** A step of a queue as the form holds it; numbers as they are typed. */
export interface Step extends Row {
    /** Seconds. */
    readonly after: string;
    readonly drop: boolean;
    readonly lower: string;
    /** Names of queues. */
    readonly widenTo: readonly string[];
    /** Seconds. */
    readonly raise: string;
}

export function stepsOf(stored: readonly RelaxationStep[]): readonly Step[] {
    return rowsOf(stored, ({ afterMs, dropPreferences, lowerLevels, widenTo, raiseMs }) => ({
        after: secondsText(afterMs),
        drop: dropPreferences,
        lower: optionalNumber(lowerLevels),
        widenTo,
        raise: optionalSeconds(raiseMs),
    }));
}

export function storedSteps(steps: readonly Step[]): RelaxationStep[] {
    return steps.map(({ after, drop, lower, widenTo, raise }) => ({
        afterMs: millisecondsOf(after),
        dropPreferences: drop,
        lowerLevels: numberOf(lower) ?? 0,
        widenTo: [...widenTo],
        raiseMs: millisecondsOf(raise),
    }));
}

/** What one adds at first: half a minute after the last one. */
export function nextStep(steps: readonly Step[]): Omit<Step, 'id'> {
    const last = steps.at(-1);
    const after = last === undefined ? 30 : (numberOf(last.after) ?? 0) + 30;
    return { after: String(after), drop: steps.length === 0, lower: '', widenTo: [], raise: '' };
}

/** In order of time, as they are taken; those without a time last. The same array where they lie so already. */
export function inTime(steps: readonly Step[]): readonly Step[] {
    const at = ({ after }: Step): number => numberOf(after) ?? Infinity;
    const sorted = steps.every((step, i) => i === 0 || at(steps[i - 1] as Step) <= at(step));
    return sorted ? steps : [...steps].sort((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)));
}

export function stepFaults(steps: readonly Step[]): Faults {
    const faults: Record<string, string> = {};
    steps.forEach(({ after, drop, lower, widenTo, raise }, at) => {
        const put = (part: string, fault: string | undefined): void => {
            if (fault !== undefined) {
                faults[`steps[${at}].${part}`] = fault;
            }
        };
        put('after_ms', after.trim() === '' ? 'Say after how many seconds.' : secondsFault(after, 0, AFTER_MAX_MS));
        put('lower_levels', wholeFault(lower, 0, LOWER_MAX));
        put('raise_ms', secondsFault(raise, 0, RAISE_MAX_MS));
        if (!drop && (numberOf(lower) ?? 0) === 0 && widenTo.length === 0 && (numberOf(raise) ?? 0) === 0) {
            faults[`steps[${at}]`] ??= 'This step gives nothing up. Choose what, or remove it.';
        }
        if (widenTo.length > WIDEN_MAX) {
            put('widen_to', `At most ${WIDEN_MAX} queues.`);
        }
    });
    return faults;
}

export function stepsText(steps: readonly Step[]): string {
    return steps.length === 0 ? 'none' : storedSteps(steps).map((step) => `${secondsText(step.afterMs)} s: ${stepWords(step)}`).join('; ');
}
