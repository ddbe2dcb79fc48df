import { useEffect, useState } from 'preact/hooks';
import { type AgentTarget, type QueueTarget, TransferTargets, TransferTargetsRequest } from '#protocol/admin.js';
import type { TransferChat } from '#protocol/staff.js';
import { messageOf } from '../api.js';
import { Avatar, Banner, Button, Dialog, Dot, EmptyState, Field, Spinner, TextArea } from '../components/index.js';
import { useApi, useDesk, useSelect } from '../context.js';
import { customerName, presenceWords, waits } from '../words.js';

type Target = NonNullable<TransferChat['target']>;

/** Why TransferChat would not be taken now; the words of admin.proto. */
const WHY_NOT: Readonly<Record<string, string>> = {
    full: 'full',
    closed: 'closed at the moment',
    contradiction: 'nobody there can have what this chat asks for',
    'open-chat': 'the customer has a chat there',
    self: 'you',
    queue: 'the queue was removed',
    skill: 'lacks a required skill',
    offline: 'offline',
    away: 'away',
    busy: 'busy',
    'not-responding': 'not responding',
};

/** Gives a chat to a queue or to one agent, with a note for whoever takes it. */
export function TransferDialog({ chat, onDone }: { chat: string; onDone: () => void }) {
    const api = useApi();
    const desk = useDesk();
    const name = useSelect((state) => customerName(state.book.get(chat)?.chat.customer));
    const max = useSelect((state) => state.limits?.textMaxChars);
    const [targets, setTargets] = useState<TransferTargets>();
    const [words, setWords] = useState('');
    const [target, setTarget] = useState<Target>();
    const [note, setNote] = useState('');
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<string>();
    const load = (): void => {
        api.call('routing', 'ListTransferTargets', TransferTargetsRequest, { chat }, TransferTargets).then(
            setTargets,
            (error: unknown) => setProblem(messageOf(error)),
        );
    };
    useEffect(load, [chat]);
    const submit = async (): Promise<void> => {
        if (target === undefined || busy) {
            return;
        }
        setBusy(true);
        setProblem(undefined);
        try {
            await desk.transfer(chat, target, note.trim());
            onDone();
        } catch (error) {
            setProblem(messageOf(error));
            setBusy(false);
            load();
        }
    };
    return (
        <Dialog
            wide
            title={`Transfer ${name}`}
            onClose={onDone}
            onSubmit={() => void submit()}
            actions={
                <>
                    <Button onClick={onDone}>Cancel</Button>
                    <Button kind="main" type="submit" busy={busy} disabled={target === undefined}>
                        Transfer
                    </Button>
                </>
            }
        >
            {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
            <Field type="search" label="To a queue or an agent" placeholder="Search" value={words} onInput={setWords} autoFocus />
            {targets === undefined ?
                problem === undefined && <Spinner label="Asking who could take it …" />
            :   <Choices targets={targets} words={words} target={target} onTarget={setTarget} />}
            <TextArea
                label="Note for the next agent"
                hint="The customer does not see it."
                value={note}
                onInput={setNote}
                rows={2}
                maxLength={max}
            />
        </Dialog>
    );
}

interface ChoicesProps {
    targets: TransferTargets;
    words: string;
    target: Target | undefined;
    onTarget: (target: Target) => void;
}

function Choices({ targets, words, target, onTarget }: ChoicesProps) {
    const has = (text: string): boolean => text.toLowerCase().includes(words.trim().toLowerCase());
    const queues = targets.queues.filter(({ title, queue }) => has(title) || has(queue));
    const agents = targets.agents.filter(({ name, reason }) => has(name) && reason !== 'self');
    if (queues.length + agents.length === 0) {
        return (
            <EmptyState icon="search" title="Nobody of that name">
                Try another word.
            </EmptyState>
        );
    }
    return (
        <fieldset class="targets">
            <legend class="unseen">Queues and agents</legend>
            {queues.length > 0 && <p class="side-title">Queues</p>}
            {queues.map((queue) => (
                <QueueChoice
                    key={queue.queue}
                    queue={queue}
                    checked={target?.$case === 'queue' && target.value === queue.queue}
                    onChoose={() => onTarget({ $case: 'queue', value: queue.queue })}
                />
            ))}
            {agents.length > 0 && <p class="side-title">Agents</p>}
            {agents.map((agent) => (
                <AgentChoice
                    key={agent.agent}
                    agent={agent}
                    checked={target?.$case === 'agent' && target.value === agent.agent}
                    onChoose={() => onTarget({ $case: 'agent', value: agent.agent })}
                />
            ))}
        </fieldset>
    );
}

function QueueChoice({ queue, checked, onChoose }: { queue: QueueTarget; checked: boolean; onChoose: () => void }) {
    return (
        <label class={`target${queue.eligible ? '' : ' target-off'}`}>
            <input type="radio" name="target" checked={checked} disabled={!queue.eligible} onChange={onChoose} />
            <Dot tone={queue.online ? 'good' : 'neutral'} />
            <span class="target-name">
                <bdi>{queue.title || queue.queue}</bdi>
            </span>
            <span class="target-state">
                {queue.eligible ?
                    `${queue.online ? '' : 'nobody there · '}${waits(queue.waiting)}`
                :   (WHY_NOT[queue.reason] ?? queue.reason)}
            </span>
        </label>
    );
}

function AgentChoice({ agent, checked, onChoose }: { agent: AgentTarget; checked: boolean; onChoose: () => void }) {
    const { tone, name } = presenceWords(agent.presence);
    return (
        <label class={`target${agent.eligible ? '' : ' target-off'}`}>
            <input type="radio" name="target" checked={checked} disabled={!agent.eligible} onChange={onChoose} />
            <Avatar small name={agent.name} id={agent.agent} />
            <span class="target-name">
                <bdi>{agent.name}</bdi>
            </span>
            <span class="target-state">
                <Dot tone={tone} /> {agent.eligible ? name.toLowerCase() : (WHY_NOT[agent.reason] ?? agent.reason)} ·{' '}
                <span class="numeric">
                    {agent.load} of {agent.capacity}
                </span>
            </span>
        </label>
    );
}
