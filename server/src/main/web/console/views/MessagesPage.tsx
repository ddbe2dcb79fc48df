import { useEffect, useRef, useState } from 'preact/hooks';
import {
    AnswerOfflineMessageRequest,
    ListOfflineMessagesRequest,
    OfflineMessage,
    OfflineMessageList,
    OfflineState,
} from '#protocol/offline.js';
import { AuthorKind } from '#protocol/customer.js';
import { ChatError } from '../../client/errors.js';
import { messageOf } from '../api.js';
import { Badge, Banner, Button, EmptyState, Icon, List, ListRow, Nav, Spinner } from '../components/index.js';
import { useApi, useConsole, useDesk, useSelect } from '../context.js';
import { replyLink } from '../reply.js';
import { hrefOf } from '../route.js';
import { dateFormat } from '../words.js';
import { useFetched } from './useFetched.js';

const PAGE = 50;
const EVERY_MS = 30_000;
const WHEN = dateFormat({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
const FULL = dateFormat({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' });

/** What customers left while nobody could chat with them: a list, and the message that is chosen. */
export function MessagesPage({ answered, message }: { answered: boolean; message: string | undefined }) {
    const api = useApi();
    const { store } = useConsole();
    const open = useSelect((state) => state.messages);
    const pages = useRef(1);
    const { value, problem, again } = useFetched(() => fetchPages(pages.current), String(answered), undefined, { leastMs: 500, everyMs: EVERY_MS });
    // It stays in view after it was answered and has left the list.
    const [held, hold] = useState<OfflineMessage>();
    const shown = held?.id === message ? held : value?.items.find(({ id }) => id === message);
    useEffect(() => {
        pages.current = 1;
    }, [answered]);
    useEffect(() => hold(undefined), [answered, message]);
    useEffect(() => {
        if (value !== undefined) {
            store.dispatch({ type: 'messages', open: value.open });
        }
    }, [value]);

    async function fetchPages(count: number): Promise<OfflineMessageList> {
        const all: OfflineMessage[] = [];
        let last: OfflineMessageList | undefined;
        for (let i = 0; i < count && last?.nextCursor !== ''; i++) {
            const request = { state: answered ? OfflineState.ANSWERED : OfflineState.OPEN, cursor: last?.nextCursor ?? '', limit: PAGE };
            last = await api.call('offline', 'ListMessages', ListOfflineMessagesRequest, request, OfflineMessageList);
            all.push(...last.items);
        }
        return { items: all, nextCursor: last?.nextCursor ?? '', open: last?.open ?? 0 };
    }

    return (
        <div class={`messages${message === undefined ? '' : ' messages-open'}`}>
            <section class="messages-list" aria-label="List of messages">
                <h1 class="side-title">Messages left</h1>
                <Nav
                    label="State of messages"
                    items={[
                        { href: hrefOf({ page: 'messages', answered: false, message: undefined }), label: 'Open', current: !answered, count: open, counts: 'open' },
                        { href: hrefOf({ page: 'messages', answered: true, message: undefined }), label: 'Answered', current: answered },
                    ]}
                />
                {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
                {value === undefined && problem === undefined && <Spinner label="Fetching messages …" />}
                {value?.items.length === 0 && (
                    <EmptyState icon="mail" title={answered ? 'Nothing is answered yet' : 'No messages'}>
                        {answered ? 'Messages come here once somebody has answered them.' : 'What customers leave while nobody can chat with them appears here.'}
                    </EmptyState>
                )}
                {value !== undefined && value.items.length > 0 && (
                    <List label="Messages">
                        {value.items.map((item) => (
                            <ListRow
                                key={item.id}
                                href={hrefOf({ page: 'messages', answered, message: item.id })}
                                current={item.id === message}
                                title={<bdi>{item.name}</bdi>}
                                detail={<bdi>{item.text}</bdi>}
                                end={<time class="soft" dateTime={new Date(item.timeMs).toISOString()}>{WHEN.format(item.timeMs)}</time>}
                            />
                        ))}
                    </List>
                )}
                {value !== undefined && value.nextCursor !== '' && (
                    <p class="pad">
                        <Button
                            small
                            onClick={() => {
                                pages.current += 1;
                                again();
                            }}
                        >
                            More
                        </Button>
                    </p>
                )}
            </section>
            <section class="messages-one" aria-label="Message">
                {shown !== undefined ?
                    <Message key={shown.id} message={shown} back={hrefOf({ page: 'messages', answered, message: undefined })} onAnswered={(now) => { hold(now); again(); }} />
                : message === undefined || value === undefined ?
                    <EmptyState icon="mail" title="Choose a message" />
                :   <EmptyState icon="mail" title="There is no such message here" actions={<a class="button button-plain" href={hrefOf({ page: 'messages', answered, message: undefined })}>All messages</a>}>
                        Somebody may have answered it.
                    </EmptyState>
                }
            </section>
        </div>
    );
}

function Message({ message, back, onAnswered }: { message: OfflineMessage; back: string; onAnswered: (now: OfflineMessage) => void }) {
    const api = useApi();
    const desk = useDesk();
    const [busy, setBusy] = useState(false);
    const reply = replyLink(message.contact, message.site);
    const answered = message.state === OfflineState.ANSWERED;

    const answer = async (): Promise<void> => {
        setBusy(true);
        try {
            onAnswered(await api.call('offline', 'AnswerMessage', AnswerOfflineMessageRequest, { id: message.id }, OfflineMessage));
            desk.say('good', 'Marked as answered.');
        } catch (error) {
            if (error instanceof ChatError && error.code === 'CONFLICT') {
                const { agent: id = '', name = '' } = error.details;
                desk.say('info', `${name || 'Somebody else'} has answered it already.`);
                onAnswered({ ...message, state: OfflineState.ANSWERED, answeredBy: { kind: AuthorKind.AGENT, id, name } });
            } else {
                desk.say('bad', `It could not be marked as answered. ${messageOf(error)}`);
            }
        }
        setBusy(false);
    };

    return (
        <article class="message">
            <header class="message-head">
                <a class="icon-button message-back" href={back} aria-label="Back to the messages">
                    <Icon name="back" />
                </a>
                <h1 dir="auto">{message.name}</h1>
                {answered && <Badge tone="good">Answered</Badge>}
            </header>
            <dl class="message-facts">
                <dt>Reach by</dt>
                <dd dir="auto">{message.contact}</dd>
                <dt>Left</dt>
                <dd>{FULL.format(message.timeMs)}</dd>
                <dt>For</dt>
                <dd>
                    <bdi>{message.queueTitle || message.queue || 'a queue that was removed'}</bdi>, <bdi>{message.site}</bdi>
                </dd>
                {message.chat !== '' && (
                    <>
                        <dt>Before</dt>
                        <dd>A chat that nobody answered in time ({message.chat})</dd>
                    </>
                )}
                {answered && (
                    <>
                        <dt>Answered</dt>
                        <dd>
                            {message.answeredAtMs > 0 && `${FULL.format(message.answeredAtMs)} by `}
                            <bdi>{message.answeredBy?.name || 'an agent who is no more'}</bdi>
                        </dd>
                    </>
                )}
            </dl>
            <p class="message-text" dir="auto" tabIndex={0} aria-label="What the customer wrote" role="region">
                {message.text}
            </p>
            <p class="message-acts">
                {reply !== undefined && (
                    <a class="button button-plain" href={reply}>
                        <Icon name="mail" /> Reply by e-mail
                    </a>
                )}
                {!answered && (
                    <Button kind="main" busy={busy} onClick={() => void answer()}>
                        Mark as answered
                    </Button>
                )}
            </p>
            {!answered && <p class="hint">Answer outside of this page, then mark it: your colleagues see who did.</p>}
        </article>
    );
}
