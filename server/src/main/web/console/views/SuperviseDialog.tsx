import { AgentStateList, AssignChatRequest, ListRequest, MoveChatRequest, type OwnedChat, PrioritiseChatRequest, type WaitingChat } from '#protocol/admin.js';
import { type AgentState, Done } from '#protocol/customer.js';
import { useEffect, useState } from 'preact/hooks';
import { millisecondsOf, numberOf, secondsFault } from '../admin/state/inputs.js';
import { messageOf } from '../api.js';
import { Avatar, Banner, Button, Dialog, Dot, EmptyState, Field, Spinner } from '../components/index.js';
import { useApi, useDesk, useSelect } from '../context.js';
import { customerName, duration, presenceWords, waits } from '../words.js';
import { assignableFirst, isOvertaken, notAssignable, supervisingRefused } from './acting.js';

const AGENTS_MAX = 500;
const CREDIT_MAX_MS = 86_400_000;

/** A chat that waits, or that an agent has. */
export type Supervised = OwnedChat & Partial<Pick<WaitingChat, 'creditMs'>>;

export type Supervising = 'assign' | 'move' | 'prioritise';

export interface SuperviseDialogProps {
    what: Supervising;
    /** As it was seen; its revision goes with the command. */
    item: Supervised;
    /** Reads the list again. */
    refresh: () => void;
    onDone: () => void;
}

/** What a supervisor does with a chat. Where somebody was faster, nothing is done, and the list is read again. */
export function SuperviseDialog({ what, item, refresh, onDone }: SuperviseDialogProps) {
    const desk = useDesk();
    const api = useApi();
    const [choice, setChoice] = useState('');
    const [fault, setFault] = useState<string>();
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<string>();
    const name = customerName(item.chat?.customer);
    const { title, main, done } = WORDS[what];
    const submit = async (): Promise<void> => {
        const wrong = what === 'prioritise' ? creditFault(choice) : undefined;
        setFault(wrong);
        if (choice === '' || busy || wrong !== undefined) {
            return;
        }
        setBusy(true);
        setProblem(undefined);
        const asked = { chat: item.chat?.id ?? '', revision: item.revision };
        try {
            switch (what) {
                case 'assign':
                    await api.call('routing', 'AssignChat', AssignChatRequest, { ...asked, agent: choice }, Done);
                    break;
                case 'move':
                    await api.call('routing', 'MoveChat', MoveChatRequest, { ...asked, queue: choice }, Done);
                    break;
                case 'prioritise':
                    await api.call('routing', 'PrioritiseChat', PrioritiseChatRequest, { ...asked, creditMs: millisecondsOf(choice) }, Done);
                    break;
            }
            desk.say('good', `${done}: ${name}`);
        } catch (error) {
            if (!isOvertaken(error)) {
                setProblem(supervisingRefused(error));
                setBusy(false);
                return;
            }
            desk.say('warn', `Somebody was faster: the chat with ${name} has changed since you saw it. Nothing was done; the list is read again.`);
        }
        refresh();
        onDone();
    };
    return (
        <Dialog
            wide={what !== 'prioritise'}
            title={title.replace('{}', () => name)}
            onClose={onDone}
            onSubmit={() => void submit()}
            actions={
                <>
                    <Button onClick={onDone}>Cancel</Button>
                    <Button kind="main" type="submit" busy={busy} disabled={choice === '' && what !== 'prioritise'}>
                        {main}
                    </Button>
                </>
            }
        >
            {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
            {what === 'assign' ?
                <Agents weight={item.weight} chosen={choice} onChoose={setChoice} />
            : what === 'move' ?
                <Queues present={item.chat?.queue ?? ''} chosen={choice} onChoose={setChoice} />
            :   <>
                    <p>
                        Its waiting time counts {item.creditMs ? `${duration(item.creditMs)} more` : 'as it is'} now: the credit of its
                        queue, of steps, and its own together.
                    </p>
                    <Field
                        label="Credit of its own (seconds)"
                        keyboard="decimal"
                        value={choice}
                        error={fault}
                        hint="0–86,400, in place of the one it has. The more, the sooner it is its turn."
                        onInput={(value) => {
                            setChoice(value);
                            setFault(undefined);
                        }}
                        autoFocus
                    />
                </>
            }
        </Dialog>
    );
}

const WORDS: Readonly<Record<Supervising, { readonly title: string; readonly main: string; readonly done: string }>> = {
    assign: { title: 'Assign {}', main: 'Assign', done: 'Assigned' },
    move: { title: 'Move {} to another queue', main: 'Move', done: 'Moved' },
    prioritise: { title: 'Priority of {}', main: 'Set the credit', done: 'Credit set' },
};

function creditFault(text: string): string | undefined {
    return numberOf(text) === undefined ? 'Seconds from 0 to 86,400.' : secondsFault(text, 0, CREDIT_MAX_MS);
}

interface ChooserProps {
    chosen: string;
    onChoose: (choice: string) => void;
}

/** All agents, whatever their queues and skills. */
function Agents({ weight, chosen, onChoose }: ChooserProps & { weight: number }) {
    const api = useApi();
    const [agents, setAgents] = useState<readonly AgentState[]>();
    const [problem, setProblem] = useState<string>();
    const [words, setWords] = useState('');
    useEffect(() => {
        let current = true;
        api.call('routing', 'ListAgentStates', ListRequest, { cursor: '', limit: AGENTS_MAX }, AgentStateList).then(
            ({ items }) => current && setAgents(assignableFirst(items, weight)),
            (error: unknown) => current && setProblem(messageOf(error)),
        );
        return () => {
            current = false;
        };
    }, []);
    const shown = agents?.filter(({ name }) => name.toLowerCase().includes(words.trim().toLowerCase()));
    return (
        <>
            {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
            <Field
                type="search"
                label="To which agent"
                hint="Whatever his queues and skills. He gets an offer, or the chat at once where the queue does so."
                placeholder="Search"
                value={words}
                onInput={setWords}
                autoFocus
            />
            {shown === undefined ?
                problem === undefined && <Spinner label="Asking who is there …" />
            : shown.length === 0 ?
                <EmptyState icon="search" title="Nobody of that name">
                    Try another word.
                </EmptyState>
            :   <fieldset class="targets">
                    <legend class="unseen">Agents</legend>
                    {shown.map((agent) => (
                        <AgentTarget key={agent.agent} agent={agent} weight={weight} chosen={chosen} onChoose={onChoose} />
                    ))}
                </fieldset>
            }
        </>
    );
}

function AgentTarget({ agent, weight, chosen, onChoose }: ChooserProps & { agent: AgentState; weight: number }) {
    const why = notAssignable(agent, weight);
    const { tone, name } = presenceWords(agent.presence);
    return (
        <label class={`target${why === undefined ? '' : ' target-off'}`}>
            <input
                type="radio"
                name="target"
                checked={chosen === agent.agent}
                disabled={why !== undefined}
                onChange={() => onChoose(agent.agent)}
            />
            <Avatar small name={agent.name} id={agent.agent} />
            <span class="target-name">
                <bdi>{agent.name}</bdi>
            </span>
            <span class="target-state">
                <Dot tone={tone} /> {why ?? name.toLowerCase()} ·{' '}
                <span class="numeric">
                    {agent.load} of {agent.capacity}
                </span>
            </span>
        </label>
    );
}

function Queues({ present, chosen, onChoose }: ChooserProps & { present: string }) {
    const queues = useSelect((state) => state.queues);
    const others = [...queues.values()].map(({ load }) => load).filter(({ queue }) => queue !== present);
    return others.length === 0 ?
            <EmptyState icon="waiting" title="There is no other queue" />
        :   <fieldset class="targets">
                <legend class="unseen">Queues</legend>
                {others.map(({ queue, title, online, waiting }, i) => (
                    <label class="target" key={queue}>
                        <input type="radio" name="target" autofocus={i === 0} checked={chosen === queue} onChange={() => onChoose(queue)} />
                        <Dot tone={online ? 'good' : 'neutral'} />
                        <span class="target-name">
                            <bdi>{title || queue}</bdi>
                        </span>
                        <span class="target-state">
                            {online ? '' : 'nobody there · '}
                            {waits(waiting)}
                        </span>
                    </label>
                ))}
            </fieldset>;
}
