import { useState } from 'preact/hooks';
import { ListWaitingRequest, type WaitingChat, WaitingList } from '#protocol/admin.js';
import { ChatPhase } from '#protocol/customer.js';
import { useNow } from '../clock.js';
import { Avatar, Badge, Banner, Button, EmptyState, Icon, Spinner } from '../components/index.js';
import { useApi, useConsole, useDesk, useSelect } from '../context.js';
import { hrefOf } from '../route.js';
import { requirementWords } from '../rules.js';
import { isSupervisor, mayTakeOver } from '../state/access.js';
import { customerName, duration, waits } from '../words.js';
import { takingRefused } from './acting.js';
import { Explain } from './Explain.js';
import { OwnedChats } from './OwnedChats.js';
import { QueueRows } from './QueueStrip.js';
import { urgency } from './Since.js';
import { SuperviseMenu } from './SuperviseMenu.js';
import { useFetched } from './useFetched.js';

const PAGE = 100;

/** The agent's queues, and of the one that is chosen who waits in it, and why; for some also what colleagues have. */
export function WaitingPage({ queue }: { queue: string | undefined }) {
    const any = useSelect((state) => state.queues.size > 0);
    const known = useSelect((state) => state.me !== undefined);
    if (!any) {
        return (
            <EmptyState icon="waiting" title={known ? 'You serve no queue' : 'Fetching your queues …'}>
                {known && 'An administrator decides which queues you serve.'}
            </EmptyState>
        );
    }
    return (
        <div class={`waiting${queue === undefined ? '' : ' waiting-open'}`}>
            <section class="waiting-queues" aria-label="Queues">
                <h1 class="side-title">Queues</h1>
                <QueueRows current={queue} />
            </section>
            <section class="waiting-chats" aria-label="Waiting chats">
                {queue === undefined ?
                    <EmptyState icon="waiting" title="Choose a queue">
                        You see who waits in it, and why.
                    </EmptyState>
                :   <QueueChats key={queue} queue={queue} />}
            </section>
        </div>
    );
}

function QueueChats({ queue }: { queue: string }) {
    const api = useApi();
    const { now } = useConsole();
    const held = useSelect((state) => state.queues.get(queue));
    const { value, problem, again } = useFetched(
        async () => ({
            list: await api.call('routing', 'ListWaiting', ListWaitingRequest, { queue, cursor: '', limit: PAGE }, WaitingList),
            at: now(),
        }),
        queue,
        held,
    );
    const [explained, setExplained] = useState<string>();
    const seesOwned = useSelect((state) => mayTakeOver(state) || isSupervisor(state));
    return (
        <>
            <header class="waiting-head">
                <a class="icon-button waiting-back" href={hrefOf({ page: 'waiting', queue: undefined })} aria-label="Back to the queues">
                    <Icon name="back" />
                </a>
                <h1 dir="auto">
                    {held?.load.title ?? queue}
                </h1>
                {held?.load.online === false && value?.list.open !== false && <Badge tone="warn">Nobody is available</Badge>}
                {value?.list.open === false && <Badge tone="warn">Closed</Badge>}
                {value !== undefined && value.list.total > 0 && <span class="soft">{waits(value.list.total)}</span>}
            </header>
            {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
            {value !== undefined && value.list.unmatched > 0 && (
                <Banner tone="warn">
                    {value.list.unmatched === 1 ? 'Nobody can take one of these chats' : `Nobody can take ${value.list.unmatched} of these chats`}
                    , available or not: no agent has the skills, or the capacity. “Why is this waiting?” says which is missing.
                </Banner>
            )}
            {value === undefined && problem === undefined && <Spinner label="Fetching who waits …" />}
            {value?.list.items.length === 0 && (
                <EmptyState icon="accept" title="Nobody waits">
                    New chats appear here by themselves.
                </EmptyState>
            )}
            <ul class="waiting-list" aria-label="Who waits">
                {value?.list.items.map((item, i) => (
                    <WaitingRow
                        key={item.chat?.id}
                        item={item}
                        place={i + 1}
                        at={value.at}
                        open={explained === item.chat?.id}
                        onExplain={(open) => setExplained(open ? item.chat?.id : undefined)}
                        refresh={again}
                    />
                ))}
            </ul>
            {value !== undefined && value.list.total > value.list.items.length && value.list.items.length > 0 && (
                <p class="hint pad">And {value.list.total - value.list.items.length} more behind them.</p>
            )}
            {seesOwned && <OwnedChats queue={queue} />}
        </>
    );
}

interface WaitingRowProps {
    item: WaitingChat;
    place: number;
    /** When the list was read. */
    at: number;
    open: boolean;
    onExplain: (open: boolean) => void;
    /** Reads the list again. */
    refresh: () => void;
}

function WaitingRow({ item, place, at, open, onExplain, refresh }: WaitingRowProps) {
    const waited = item.waitedMs + Math.max(0, useNow() - at);
    const id = item.chat?.id ?? '';
    const name = customerName(item.chat?.customer);
    const supervisor = useSelect(isSupervisor);
    return (
        <li class="waiting-item">
            <div class="waiting-row">
                <span class="soft numeric waiting-place">{place}</span>
                <Avatar small name={name} id={item.chat?.customer?.id ?? id} />
                <span class="waiting-name">
                    <strong dir="auto">{name}</strong>
                    <span class="soft small"> {id}</span>
                </span>
                <span class="line-up">
                    {item.requirements.map((requirement, i) => (
                        <Badge key={i}>{requirementWords(requirement)}</Badge>
                    ))}
                    {item.chat?.phase === ChatPhase.OFFERED && <Badge tone="accent">On offer</Badge>}
                    {item.weight > 1 && <Badge>{item.weight} units</Badge>}
                    {item.step > 0 && <Badge>step {item.step}</Badge>}
                    {item.creditMs > 0 && <Badge>{duration(item.creditMs)} priority</Badge>}
                    <Badge tone={urgency(waited)}>{duration(waited)}</Badge>
                </span>
                <span class="waiting-acts">
                    <Button small kind="quiet" icon="why" expanded={open} onClick={() => onExplain(!open)}>
                        Why is this waiting?
                    </Button>
                    {item.chat?.phase === ChatPhase.WAITING && <Take chat={id} name={name} refresh={refresh} />}
                    {supervisor && <SuperviseMenu item={item} acts={['assign', 'move', 'prioritise']} refresh={refresh} />}
                </span>
            </div>
            {open && <Explain chat={id} />}
        </li>
    );
}

/** Takes the chat without an offer. */
function Take({ chat, name, refresh }: { chat: string; name: string; refresh: () => void }) {
    const desk = useDesk();
    const [busy, setBusy] = useState(false);
    const take = async (): Promise<void> => {
        setBusy(true);
        try {
            await desk.take(chat);
        } catch (error) {
            desk.say('bad', takingRefused(error, name));
            setBusy(false);
            refresh();
        }
    };
    return (
        <Button small busy={busy} onClick={() => void take()}>
            Take
            <span class="unseen"> the chat with {name}</span>
        </Button>
    );
}
