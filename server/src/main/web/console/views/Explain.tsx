import { useEffect } from 'preact/hooks';
import { ExplainRequest, Explanation } from '#protocol/admin.js';
import { ChatError } from '../../client/errors.js';
import type { Api } from '../api.js';
import { useNow } from '../clock.js';
import { Avatar, Badge, Banner, Spinner } from '../components/index.js';
import { useApi, useConsole, useSelect } from '../context.js';
import { requirementWords, ruleWords } from '../rules.js';
import { dateFormat, duration } from '../words.js';
import { becauseOf, candidateLine, changesSooner, decisionLine, filterLines, nextStepWords, stepsTaken } from './explained.js';
import { useFetched } from './useFetched.js';

/** Why a chat waits, in plain sentences, kept up to date while it is open. */
export function Explain({ chat }: { chat: string }) {
    const api = useApi();
    const { now } = useConsole();
    const { value, problem, again } = useFetched(
        async () => ({ said: await ask(api, chat), at: now() }),
        chat,
        undefined,
        { everyMs: 4_000 },
    );
    const refused = value !== undefined && value.said === undefined;
    if (value?.said === undefined) {
        return (
            <div class="explain">
                {refused ?
                    <p class="soft">
                        This chat no longer waits, or not in one of your queues.
                    </p>
                : problem === undefined ?
                    <Spinner label="Asking the router …" />
                :   <Banner tone="warn">{problem}</Banner>}
            </div>
        );
    }
    const { said, at } = value;
    return (
        <div class="explain">
            <p class="explain-because">{becauseOf(said.waitingBecause)}</p>
            {said.requirements.length > 0 && (
                <p class="line-up">
                    It needs{' '}
                    {said.requirements.map((requirement, i) => (
                        <Badge key={i}>{requirementWords(requirement)}</Badge>
                    ))}
                </p>
            )}
            <Steps said={said} at={at} onDue={again} />
            {changesSooner(said) && (
                <Due at={at + said.nextChangeInMs} onDue={again} what={(left) => `By time alone something changes in ${left}.`} />
            )}
            <Filters said={said} />
            <Candidates said={said} />
            <Decisions said={said} />
        </div>
    );
}

/** Undefined where the server does not tell this caller: to him such a chat is none. */
async function ask(api: Api, chat: string): Promise<Explanation | undefined> {
    try {
        return await api.call('routing', 'Explain', ExplainRequest, { chat }, Explanation);
    } catch (error) {
        if (error instanceof ChatError && error.code === 'UNKNOWN_CHAT') {
            return undefined;
        }
        throw error;
    }
}

interface SaidProps {
    said: Explanation;
    /** When it was said, by the environment's clock. */
    at: number;
    onDue: () => void;
}

/** What it has given up, and what comes next and when. Nothing where the queue has no steps. */
function Steps({ said, at, onDue }: SaidProps) {
    const queues = useSelect((state) => state.queues);
    const next = nextStepWords(said, (queue) => queues.get(queue)?.load.title || queue);
    return said.step === 0 && next === undefined ? null : (
            <div>
                <p>{stepsTaken(said.step)}</p>
                {next !== undefined && (
                    <Due at={at + said.nextStepInMs} onDue={onDue} what={(left) => `Next, in ${left}: ${next}`} />
                )}
            </div>
        );
}

/** Counts down to a moment; asks again when it has come. */
function Due({ at, onDue, what }: { at: number; onDue: () => void; what: (left: string) => string }) {
    const left = Math.max(0, Math.ceil((at - useNow()) / 1_000));
    useEffect(() => {
        if (left === 0) {
            onDue();
        }
    }, [left === 0]);
    return <p class="numeric">{left === 0 ? 'Something changes now …' : what(left < 60 ? `${left} s` : duration(left * 1_000))}</p>;
}

function Filters({ said }: { said: Explanation }) {
    return (
        <ol class="explain-filters">
            {filterLines(said.filters).map(({ key, left, out, remaining }) => (
                <li key={key}>
                    <strong class={`numeric${remaining === 0 ? ' explain-none' : ''}`}>{remaining}</strong>
                    <span>
                        {left}
                        {out !== undefined && <span class="soft"> · {out}</span>}
                    </span>
                </li>
            ))}
        </ol>
    );
}

function Candidates({ said }: { said: Explanation }) {
    const rule = ruleWords(said.rule);
    return said.candidates.length === 0 ? null : (
        <div>
            <h2 class="side-title">
                Who would be considered now, best first{rule === undefined ? '' : ` by the rule “${rule.name.toLowerCase()}”`}
            </h2>
            <ul class="stack explain-people">
                {said.candidates.map((candidate) => (
                    <li key={candidate.agent} class="line-up">
                        <Avatar small name={candidate.name} id={candidate.agent} />
                        <bdi>{candidate.name}</bdi>
                        {candidate.preferred && <Badge tone="accent">Preferred</Badge>}
                        <span class="soft small">{candidateLine(candidate)}</span>
                    </li>
                ))}
            </ul>
        </div>
    );
}

const clockTime = dateFormat({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

function Decisions({ said }: { said: Explanation }) {
    const subject = useSelect((state) => state.subject);
    const nameOf = (agent: string): string =>
        agent === subject ? 'you' : (said.candidates.find((candidate) => candidate.agent === agent)?.name ?? `agent ${agent}`);
    return said.decisions.length === 0 ? null : (
        <div>
            <h2 class="side-title">What happened so far</h2>
            <ol class="explain-past">
                {said.decisions.map((decision) => (
                    <li key={`${decision.position} ${decision.outcome}`}>
                        <time class="soft numeric">{clockTime.format(decision.timeMs)}</time>
                        <span>{sentence(decisionLine(decision, nameOf))}</span>
                    </li>
                ))}
            </ol>
        </div>
    );
}

function sentence(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
