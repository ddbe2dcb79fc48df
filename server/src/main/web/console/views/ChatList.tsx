import { useState } from 'preact/hooks';
import { AuthorKind } from '#protocol/customer.js';
import { useNow } from '../clock.js';
import { Avatar, Badge, Button, Count, EmptyState, Field, List, ListRow } from '../components/index.js';
import { memo, useConsole, useDesk, useSelect } from '../context.js';
import { hrefOf } from '../route.js';
import { deskOf, standingOf } from '../state/chats.js';
import { isInternal, textOf } from '../state/entries.js';
import { lastLine, listedChats, matches } from '../state/listed.js';
import { focusedChat } from '../state/panes.js';
import { customerName, parkedWords, plural } from '../words.js';
import { WaitingSince } from './Since.js';
import { shortEnd, underWay } from './standing.js';

/** A list this long is worth a search field. */
const SEARCH_FROM = 5;
const SEARCH_ID = 'chat-search';

/** Own chats, with those that wait for an answer on top. */
export function ChatList() {
    const { store } = useConsole();
    const ids = useSelect(listedChats);
    const [words, setWords] = useState('');
    const shown = words.trim() === '' ? ids : ids.filter((id) => matches(store.get(), id, words));
    return (
        <section class="chat-list" aria-label="Your chats">
            {(ids.length >= SEARCH_FROM || words !== '') && (
                <div class="chat-search" id={SEARCH_ID}>
                    <Field
                        type="search"
                        label="Search in your chats"
                        hideLabel
                        placeholder="Search in your chats"
                        value={words}
                        onInput={setWords}
                        onKeyDown={(event) => event.key === 'Escape' && setWords('')}
                    />
                    <span class="unseen" role="status">
                        {words === '' ? '' : plural(shown.length, 'chat found', 'chats found')}
                    </span>
                </div>
            )}
            <div class="scroll">
                {ids.length === 0 ? <NoChats /> : shown.length === 0 ? <p class="hint pad">No chat has these words.</p> : null}
                <List label="Chats">
                    {shown.map((id) => (
                        <ChatRow key={id} id={id} />
                    ))}
                </List>
                <DismissAll ids={ids} />
            </div>
        </section>
    );
}

/** For the shortcut. */
export function focusSearch(): void {
    document.querySelector<HTMLElement>(`#${SEARCH_ID} input`)?.focus();
}

function NoChats() {
    return (
        <EmptyState icon="chat" title="No chats yet">
            Chats that you accept appear here.
        </EmptyState>
    );
}

const ChatRow = memo(function ChatRow({ id }: { id: string }) {
    const held = useSelect((state) => state.book.get(id));
    const desk = useSelect((state) => deskOf(state, id));
    const standing = useSelect((state) => standingOf(state, id));
    const current = useSelect((state) => focusedChat(state) === id);
    if (held === undefined) {
        return null;
    }
    const name = customerName(held.chat.customer);
    const parked = standing === 'mine' ? parkedWords(held.chat.parked) : undefined;
    return (
        <ListRow
            href={hrefOf({ page: 'chats', chat: id })}
            current={current}
            start={<Avatar name={name} id={held.chat.customer?.id ?? id} />}
            title={<span dir="auto">{name}</span>}
            detail={
                parked === undefined ?
                    <Preview id={id} />
                :   <>
                        <em title={parked.hint}>{parked.name}</em> ·{' '}
                        <bdi>
                            <Preview id={id} />
                        </bdi>
                    </>
            }
            end={
                <>
                    {standing === 'mine' ?
                        desk.waitingSince !== undefined && <WaitingSince time={desk.waitingSince} />
                    :   <Badge>{shortEnd(held.chat, desk)}</Badge>}
                    <Count value={desk.unread} what="unread" />
                </>
            }
        />
    );
});

/** What was said last, or what is being typed on either side. */
function Preview({ id }: { id: string }) {
    const held = useSelect((state) => state.book.get(id));
    const draft = useSelect((state) => deskOf(state, id).draft);
    const passedOn = useSelect((state) => underWay(deskOf(state, id)));
    const current = useSelect((state) => focusedChat(state) === id);
    const subject = useSelect((state) => state.subject);
    if (held?.typing !== undefined) {
        return <Typing until={held.typing.until} otherwise="" />;
    }
    if (draft.trim() !== '' && !current) {
        return (
            <>
                <em>Draft: </em>
                <bdi>{draft}</bdi>
            </>
        );
    }
    if (passedOn !== undefined) {
        return <bdi>{passedOn}</bdi>;
    }
    const line = lastLine(held?.entries ?? []);
    if (line === undefined) {
        return <>Nothing was said yet</>;
    }
    const own = line.author?.kind === AuthorKind.AGENT && line.author.id === subject;
    const prefix = isInternal(line) ? 'Note: ' : own ? 'You: ' : '';
    // By itself the text gives the row its direction.
    return prefix === '' ?
            <>{textOf(line)}</>
        :   <>
                {prefix}
                <bdi>{textOf(line)}</bdi>
            </>;
}

/** Only while it lasts. */
export function Typing({ until, otherwise }: { until: number; otherwise: string }) {
    return useNow() < until ? <em>types …</em> : <>{otherwise}</>;
}

function DismissAll({ ids }: { ids: readonly string[] }) {
    const { store } = useConsole();
    const desk = useDesk();
    const over = useSelect((state) => ids.filter((id) => standingOf(state, id) !== 'mine').length);
    return over < 2 ? null : (
        <div class="pad">
            <Button
                small
                kind="quiet"
                onClick={() => ids.filter((id) => standingOf(store.get(), id) !== 'mine').forEach((id) => desk.dismiss(id))}
            >
                Clear {over} that are over
            </Button>
        </div>
    );
}
