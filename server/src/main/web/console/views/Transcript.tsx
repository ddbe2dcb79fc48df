import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from '#protocol/customer.js';
import { useNow } from '../clock.js';
import { Button, Icon, Spinner } from '../components/index.js';
import { memo, useConsole, useDesk, useSelect } from '../context.js';
import { isIncomplete } from '../../client/chat-book.js';
import { deskOf } from '../state/chats.js';
import { isShowable, textOf } from '../state/entries.js';
import type { Unsent } from '../state/state.js';
import { customerName, dateFormat } from '../words.js';
import { authorName, itemsOf, type TranscriptItem } from './lines.js';

const PAGE = 200;
/** So close to its lower edge the transcript follows what arrives. */
const NEAR_PX = 60;

/** What was said in a chat: the last lines, earlier ones on demand, and what is still under way. */
export function Transcript({ chat }: { chat: string }) {
    const { store } = useConsole();
    const held = useSelect((state) => state.book.get(chat));
    const desk = useSelect((state) => deskOf(state, chat));
    const subject = useSelect((state) => state.subject);
    const [shown, setShown] = useState(PAGE);
    const [below, setBelow] = useState(false);
    const box = useRef<HTMLDivElement>(null);
    const follows = useRef(true);
    const entries = held?.entries ?? [];
    const last = entries.at(-1)?.sequence ?? 0;
    const toEnd = (): void => {
        const node = box.current;
        node?.scrollTo({ top: node.scrollHeight });
    };
    const seen = (): void => {
        if (follows.current && !document.hidden && document.hasFocus()) {
            store.dispatch({ type: 'seen', chat });
        }
    };
    useLayoutEffect(() => {
        if (follows.current) {
            toEnd();
        } else {
            setBelow(true);
        }
        seen();
    }, [last, desk.outbox.length, held?.typing]);
    useEffect(() => {
        const resized = new ResizeObserver(() => follows.current && toEnd());
        if (box.current !== null) {
            resized.observe(box.current);
        }
        window.addEventListener('focus', seen);
        return () => {
            resized.disconnect();
            window.removeEventListener('focus', seen);
        };
    }, []);
    const scrolled = (): void => {
        const node = box.current;
        if (node !== null) {
            follows.current = node.scrollHeight - node.scrollTop - node.clientHeight < NEAR_PX;
            if (follows.current) {
                setBelow(false);
                seen();
            }
        }
    };
    const showEarlier = (): void => {
        const node = box.current;
        const fromEnd = node === null ? 0 : node.scrollHeight - node.scrollTop;
        setShown(shown + PAGE);
        requestAnimationFrame(() => node?.scrollTo({ top: node.scrollHeight - fromEnd }));
    };
    const hidden = Math.max(0, entries.length - shown);
    return (
        <div class="transcript-frame">
            <div class="transcript" ref={box} onScroll={scrolled} role="log" aria-label={`Chat with ${customerName(held?.chat.customer)}`} tabIndex={0}>
                {hidden > 0 && (
                    <Button small kind="quiet" onClick={showEarlier}>
                        Show {Math.min(PAGE, hidden)} earlier lines
                    </Button>
                )}
                {itemsOf(hidden > 0 ? entries.slice(hidden) : entries, subject).map((item) => (
                    <Item key={item.key} item={item} subject={subject} />
                ))}
                {held !== undefined && isIncomplete(held) && <Spinner label="Fetching what is missing …" />}
                {desk.outbox.map((unsent) => (
                    <UnsentLine key={`unsent ${unsent.id}`} chat={chat} unsent={unsent} />
                ))}
                {held?.typing !== undefined && <TypingLine until={held.typing.until} name={customerName(held.chat.customer)} />}
            </div>
            {below && (
                <div class="to-end">
                    <Button small icon="down" onClick={toEnd}>
                        New messages
                    </Button>
                </div>
            )}
        </div>
    );
}

const clockTime = dateFormat({ hour: '2-digit', minute: '2-digit' });
const calendarDay = dateFormat({ weekday: 'long', day: 'numeric', month: 'long' });

function Item({ item, subject }: { item: TranscriptItem; subject: string }) {
    switch (item.kind) {
        case 'day':
            return <div class="line-day">{calendarDay.format(item.time)}</div>;
        case 'system':
            return (
                <div class="line-system">
                    <bdi>{item.text}</bdi> · {clockTime.format(item.time)}
                </div>
            );
        case 'text':
            return <TextLine entry={item.entry} side={item.side} follows={item.follows} subject={subject} />;
    }
}

interface TextLineProps {
    entry: Entry;
    side: 'own' | 'staff' | 'customer' | 'note';
    follows: boolean;
    subject: string;
}

/** Of a long transcript only what is new is drawn. */
const TextLine = memo(function TextLine({ entry, side, follows, subject }: TextLineProps) {
    return (
        <div class={`line line-${side}${follows ? ' line-follows' : ''}`}>
            <div class={follows ? 'unseen' : 'line-who'}>
                <bdi>{authorName(entry, subject)}</bdi>
                {side === 'note' && ' · internal note'}
            </div>
            <div class="bubble">
                <div class={isShowable(entry) ? 'line-text' : 'line-text line-unknown'} dir="auto">
                    {textOf(entry)}
                </div>
                <span class="line-mark">
                    {clockTime.format(entry.timeMs)}
                    {side === 'own' && (
                        <span title="Stored by the server">
                            <Icon name="accept" />
                            <span class="unseen">stored</span>
                        </span>
                    )}
                </span>
            </div>
        </div>
    );
});

/** Written here, not stored yet. */
function UnsentLine({ chat, unsent }: { chat: string; unsent: Unsent }) {
    const { store } = useConsole();
    const desk = useDesk();
    const connected = useSelect((state) => state.line.phase === 'connected');
    const { id, text, note, refused } = unsent;
    return (
        <div class={`line ${note ? 'line-note' : 'line-own'} line-unsent`}>
            <div class="bubble">
                <div class="line-text" dir="auto">
                    {text}
                </div>
                {refused === undefined ?
                    <span class="line-mark">
                        <Icon name="clock" />
                        {connected ? 'Sending …' : 'Will be sent when connected'}
                    </span>
                :   null}
            </div>
            {refused !== undefined && (
                <div class="line-refused" role="alert">
                    <span class="error">Not sent. {refused}</span>
                    <Button small onClick={() => desk.sending.again(chat, unsent)}>
                        Try again
                    </Button>
                    <Button small kind="quiet" onClick={() => store.dispatch({ type: 'discarded', chat, id })}>
                        Discard
                    </Button>
                </div>
            )}
        </div>
    );
}

function TypingLine({ until, name }: { until: number; name: string }) {
    return useNow() >= until ? null : (
        <div class="line-typing" aria-hidden="true">
            <bdi>{name}</bdi> types …
        </div>
    );
}
