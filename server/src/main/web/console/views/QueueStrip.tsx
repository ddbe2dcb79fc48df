import type { ComponentChildren } from 'preact';
import type { QueueLoad } from '#protocol/customer.js';
import { useNow } from '../clock.js';
import { Badge, Dot, List, ListRow } from '../components/index.js';
import { useSelect } from '../context.js';
import { hrefOf } from '../route.js';
import { oldestWaitMs } from '../state/queues.js';
import type { HeldQueue } from '../state/state.js';
import { duration, plural } from '../words.js';
import { urgency } from './Since.js';

/** What waits in one's queues, below the list of chats. */
export function QueueStrip() {
    const queues = useSelect((state) => state.queues);
    return queues.size === 0 ? null : (
        <section class="queue-strip" aria-labelledby="queue-strip-title">
            <h2 class="side-title" id="queue-strip-title">
                Waiting in your queues
            </h2>
            <QueueRows />
        </section>
    );
}

export function QueueRows({ current }: { current?: string | undefined }) {
    const queues = useSelect((state) => state.queues);
    return (
        <List label="Queues">
            {[...queues.values()].map((queue) => (
                <QueueRow key={queue.load.queue} queue={queue} current={queue.load.queue === current} />
            ))}
        </List>
    );
}

function QueueRow({ queue, current }: { queue: HeldQueue; current: boolean }) {
    const { load } = queue;
    return (
        <ListRow
            href={hrefOf({ page: 'waiting', queue: load.queue })}
            current={current}
            start={<Dot tone={load.online ? 'good' : 'neutral'} />}
            title={<bdi>{load.title}</bdi>}
            detail={detailOf(load)}
            end={load.waiting === 0 ? <span class="soft">Nobody waits</span> : <Waits queue={queue} />}
        />
    );
}

/** What somebody has to see to; first what does not pass by itself. */
function detailOf({ online, unmatched }: QueueLoad): ComponentChildren {
    if (unmatched > 0) {
        return <Badge tone="warn">{unmatched === 1 ? 'Nobody can take one' : `Nobody can take ${unmatched}`}</Badge>;
    }
    return online ? undefined : 'Nobody is available';
}

function Waits({ queue }: { queue: HeldQueue }) {
    const waited = oldestWaitMs(queue, useNow());
    return (
        <span class="line-up numeric">
            {plural(queue.load.waiting, 'waits', 'wait')}
            <Badge tone={urgency(waited)}>
                <span class="unseen">longest </span>
                {duration(waited)}
            </Badge>
        </span>
    );
}
