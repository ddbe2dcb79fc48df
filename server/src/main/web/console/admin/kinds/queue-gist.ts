import { plural } from '../../words.js';
import { numberOf } from '../state/inputs.js';
import type { QueueValues } from './queue.js';

// What the parts of a queue's form hold, in a few words: all that is not the default.

export function askingGist({ direct, offerTimeout, offersAtOnce, lastAgent, preferredWait }: QueueValues): string {
    return gist([
        direct ? 'without asking' : `${offerTimeout.trim() || '15'} s to answer`,
        !direct && (numberOf(offersAtOnce) ?? 1) > 1 && `${offersAtOnce} at once`,
        lastAgent && 'last agent first',
        some(preferredWait) && `waits ${preferredWait} s for preferred agents`,
    ]);
}

export function givingUpGist({ preferences, steps }: QueueValues): string {
    return gist([
        preferences.length > 0 && plural(preferences.length, 'preferred skill'),
        steps.length > 0 && plural(steps.length, 'step'),
    ]);
}

export function limitsGist({ credit, waitingLimit, activeLimit, maxWait, overflow }: QueueValues): string {
    return gist([
        some(credit) && `credit ${credit} s`,
        some(waitingLimit) && numberOf(waitingLimit) !== 1_000 && `${waitingLimit} may wait`,
        some(activeLimit) && `${activeLimit} with agents`,
        some(maxWait) && `waits at most ${maxWait} s`,
        overflow !== '' && `overflows to ${overflow}`,
    ]);
}

export function unitsGist({ weight, agentCapacity, holdKeeps, idleAfter }: QueueValues): string {
    return gist([
        some(weight) && `weight ${weight}`,
        some(agentCapacity) && `capacity ${agentCapacity}`,
        holdKeeps && 'hold keeps units',
        some(idleAfter) && `idle after ${idleAfter} s`,
    ]);
}

export function wrapUpGist({ wrapUp, wrapUpHolds }: QueueValues): string {
    return some(wrapUp) ? gist([`${wrapUp} s`, wrapUpHolds && 'holds its units']) : 'none';
}

export function openingGist({ always, timeZone, weekly, holidays }: QueueValues): string {
    return always ? 'always open' : (
            gist([
                weekly.length === 0 ? 'no weekly hours' : plural(weekly.length, 'line of hours', 'lines of hours'),
                holidays.length > 0 && plural(holidays.length, 'special day'),
                timeZone,
            ])
        );
}

/** Whether the number is there, and not nothing. */
function some(text: string): boolean {
    return text.trim() !== '' && numberOf(text) !== 0;
}

function gist(parts: readonly (string | false)[]): string {
    return parts.filter((part) => part !== false && part !== '').join(' · ') || 'as by default';
}
