import { ListOwnedRequest, type OwnedChat, OwnedList } from '#protocol/admin.js';
import { Avatar, Badge, Banner, Button, Spinner } from '../components/index.js';
import { useApi, useSelect } from '../context.js';
import { hrefOf } from '../route.js';
import { isSupervisor, mayTakeOver } from '../state/access.js';
import { useUi } from '../ui.js';
import { customerName, parkedWords } from '../words.js';
import { Since } from './Since.js';
import { SOMEBODY } from './standing.js';
import { SuperviseMenu } from './SuperviseMenu.js';
import { useFetched } from './useFetched.js';

const PAGE = 100;
const TITLE_ID = 'owned-title';

/** Which agents have which chats of a queue: for those who may take them over, assign or move them. */
export function OwnedChats({ queue }: { queue: string }) {
    const api = useApi();
    const version = useSelect((state) => state.queues.get(queue));
    const { value, problem, again } = useFetched(
        () => api.call('routing', 'ListOwned', ListOwnedRequest, { queue, cursor: '', limit: PAGE }, OwnedList),
        queue,
        version,
        { leastMs: 5_000, everyMs: 30_000 },
    );
    return (
        <section class="owned" aria-labelledby={TITLE_ID}>
            <h2 class="side-title" id={TITLE_ID}>
                With agents
            </h2>
            {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
            {value === undefined && problem === undefined && <Spinner label="Fetching who has which chat …" />}
            {value?.items.length === 0 && <p class="hint">No agent has a chat of this queue.</p>}
            <ul class="waiting-list" aria-labelledby={TITLE_ID}>
                {value?.items.map((item) => (
                    <OwnedRow key={item.chat?.id} item={item} refresh={again} />
                ))}
            </ul>
            {value !== undefined && value.nextCursor !== '' && <p class="hint pad">And more; these are the oldest.</p>}
        </section>
    );
}

/** For the shortcut: to the first chat that can be taken over. */
export function focusFirstOwned(): void {
    document.querySelector<HTMLElement>('.owned-take button')?.focus();
}

function OwnedRow({ item, refresh }: { item: OwnedChat; refresh: () => void }) {
    const { openDialog } = useUi();
    const subject = useSelect((state) => state.subject);
    const supervisor = useSelect(isSupervisor);
    const taking = useSelect(mayTakeOver);
    const id = item.chat?.id ?? '';
    const name = customerName(item.chat?.customer);
    const mine = item.chat?.agent?.id === subject;
    const owner = item.chat?.agent ?? SOMEBODY;
    const parked = item.chat === undefined ? undefined : parkedWords(item.chat.parked);
    return (
        <li class="waiting-item">
            <div class="waiting-row">
                <Avatar small name={name} id={item.chat?.customer?.id ?? id} />
                <span class="waiting-name">
                    <strong dir="auto">{name}</strong>
                    <span class="soft small"> {id}</span>
                </span>
                <span class="waiting-owner">
                    {mine ? 'You have it' : (
                        <>
                            <span class="soft">with </span>
                            <bdi>{owner.name || 'an agent'}</bdi>
                        </>
                    )}
                </span>
                <span class="line-up">
                    {parked !== undefined && <Badge>{parked.name}</Badge>}
                    {item.weight > 1 && <Badge>{item.weight} units</Badge>}
                    <span class="soft small" title="Since its start">
                        <Since time={item.chat?.startedAtMs ?? 0} />
                    </span>
                </span>
                <span class="waiting-acts">
                    {mine && (
                        <a class="button button-plain button-small" href={hrefOf({ page: 'chats', chat: id })}>
                            Open
                        </a>
                    )}
                    {!mine && taking && (
                        <span class="owned-take">
                            <Button
                                small
                                onClick={() => openDialog({ kind: 'take-over', owned: { chat: id, customer: name, owner }, refresh })}
                            >
                                Take over
                                <span class="unseen"> the chat with {name}</span>
                            </Button>
                        </span>
                    )}
                    {supervisor && <SuperviseMenu item={item} acts={['assign', 'move']} refresh={refresh} />}
                </span>
            </div>
        </li>
    );
}
