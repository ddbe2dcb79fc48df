import { useServerNow } from '../clock.js';
import { duration } from '../words.js';

const LATE_MS = 60_000;
const TOO_LATE_MS = 180_000;

/** How long ago a moment of the server's clock was. */
export function Since({ time }: { time: number }) {
    return <span class="numeric">{duration(useServerNow() - time)}</span>;
}

/** How long a customer has been waiting for an answer; the longer, the louder. */
export function WaitingSince({ time }: { time: number }) {
    const waited = useServerNow() - time;
    const tone = waited >= TOO_LATE_MS ? 'bad' : waited >= LATE_MS ? 'warn' : 'neutral';
    return (
        <span class={`badge badge-${tone} numeric`} title="The customer waits for an answer">
            <span class="unseen">Waits for an answer: </span>
            {duration(waited)}
        </span>
    );
}

/** What wait a queue's first customer has by now. */
export function urgency(waitedMs: number): 'neutral' | 'warn' | 'bad' {
    return waitedMs >= TOO_LATE_MS ? 'bad' : waitedMs >= LATE_MS ? 'warn' : 'neutral';
}
