import type { Queue } from '#protocol/admin.js';
import { Badge } from '../../components/index.js';
import { requirementWords, ruleWords } from '../../rules.js';
import { queueKind, type QueueValues } from '../kinds/queue.js';
import { Some } from '../parts/Some.js';
import { secondsText } from '../state/inputs.js';
import { QueueFields } from './queue-fields.js';
import { hrefOfKind, type SectionView } from './section.js';

export const queues: SectionView<Queue, QueueValues> = {
    kind: queueKind,
    needs: ['queues', 'skills'],
    columns: [
        {
            key: 'title',
            title: 'Queue',
            head: true,
            cell: (queue) => (
                <a href={hrefOfKind('queues', queue.id)} dir="auto">
                    {queue.title}
                </a>
            ),
        },
        { key: 'name', title: 'Name', cell: (queue) => <span class="soft">{queue.name}</span> },
        {
            key: 'requirements',
            title: 'Asks for',
            extra: true,
            cell: (queue) => <Some names={queue.requirements.map(requirementWords)} />,
        },
        { key: 'rule', title: 'Rule', extra: true, cell: (queue) => ruleWords(queue.agentRule)?.name ?? '–' },
        {
            key: 'offers',
            title: 'Offers',
            extra: true,
            cell: (queue) => (queue.directAssignment ? <Badge>direct</Badge> : `${secondsText(queue.offerTimeoutMs)} s to answer`),
        },
        { key: 'credit', title: 'Credit', numeric: true, extra: true, cell: (queue) => `${secondsText(queue.priorityCreditMs)} s` },
        { key: 'limit', title: 'Limit', numeric: true, extra: true, cell: (queue) => queue.waitingLimit.toLocaleString() },
    ],
    Fields: QueueFields,
    warning: ({ warnings }) => (warnings.includes('never-opens') ? 'By its opening hours this queue never opens.' : undefined),
};
