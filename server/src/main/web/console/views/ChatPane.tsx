import { useLayoutEffect, useRef } from 'preact/hooks';
import { Avatar, Banner, Button, EmptyState, IconButton } from '../components/index.js';
import { useConsole, useDesk, useSelect } from '../context.js';
import { deskOf, isOnHold, standingOf } from '../state/chats.js';
import { queueTitle } from '../state/queues.js';
import { useUi } from '../ui.js';
import { customerName, parkedWords } from '../words.js';
import { Composer } from './Composer.js';
import { endOf, takeable } from './standing.js';
import { Since, WaitingSince } from './Since.js';
import { Transcript } from './Transcript.js';

export interface ChatPaneProps {
    chat: string;
    pinned: boolean;
    focused: boolean;
    /** There is one pane at a time; it has a way back to the list. */
    alone: boolean;
}

/** One chat: who, what was said, and what to do about it. */
export function ChatPane({ chat, pinned, focused, alone }: ChatPaneProps) {
    const held = useSelect((state) => state.book.get(chat));
    const standing = useSelect((state) => standingOf(state, chat));
    const known = useSelect((state) => state.me !== undefined);
    const desk = useDesk();
    const box = useRef<HTMLElement>(null);
    // Not after the next picture: by then another pane may be in focus, and this one would take it back.
    useLayoutEffect(() => {
        // A chat of one's own has a composer, which takes the focus.
        if (focused && known && standing !== 'mine' && !box.current?.contains(document.activeElement)) {
            box.current?.focus();
        }
    }, [focused, chat, known, standing]);
    const name = customerName(held?.chat.customer);
    return (
        <section
            ref={box}
            class={`pane${focused ? ' pane-focused' : ''}`}
            aria-label={`Chat with ${name}`}
            tabIndex={-1}
            onFocusIn={() => !focused && desk.focus(chat)}
        >
            {held === undefined ?
                <EmptyState
                    icon="chat"
                    title={known ? 'This chat is not yours' : 'Fetching the chat …'}
                    actions={
                        known && (
                            <>
                                <Button onClick={() => desk.dismiss(chat)}>Back to your chats</Button>
                                <TakeOver chat={chat} />
                            </>
                        )
                    }
                >
                    {known ? 'It may have ended a while ago, or somebody else has it.' : ''}
                </EmptyState>
            :   <>
                    <PaneHead chat={chat} pinned={pinned} alone={alone} />
                    <Transcript key={chat} chat={chat} />
                    {standing === 'mine' ? <Composer key={chat} chat={chat} focused={focused} /> : <PaneEnd chat={chat} />}
                </>
            }
        </section>
    );
}

function PaneHead({ chat: id, pinned, alone }: { chat: string; pinned: boolean; alone: boolean }) {
    const { store } = useConsole();
    const desk = useDesk();
    const { openDialog } = useUi();
    const chat = useSelect((state) => state.book.get(id)?.chat);
    const title = useSelect((state) => queueTitle(state, chat));
    const waitingSince = useSelect((state) => state.desks.get(id)?.waitingSince);
    const mine = useSelect((state) => standingOf(state, id) === 'mine');
    const onHold = useSelect((state) => isOnHold(state, id));
    const parked = mine && chat !== undefined ? parkedWords(chat.parked) : undefined;
    const name = customerName(chat?.customer);
    return (
        <header class="pane-head">
            {alone && (
                <span class="pane-back">
                    <IconButton icon="back" label="Back to the list" onClick={() => desk.show(undefined)} />
                </span>
            )}
            <Avatar name={name} id={chat?.customer?.id ?? id} />
            <div class="pane-who">
                <h2 class="clip" title={name} dir="auto">
                    {name}
                </h2>
                <p class="clip soft small">
                    {parked !== undefined && (
                        <>
                            <strong class="pane-parked" title={parked.hint}>
                                {parked.name}
                            </strong>{' '}
                            ·{' '}
                        </>
                    )}
                    <bdi>{title}</bdi> · <Since time={chat?.startedAtMs ?? 0} /> · {id}
                </p>
            </div>
            {waitingSince !== undefined && <WaitingSince time={waitingSince} />}
            <div class="pane-acts">
                {mine && (
                    <>
                        <IconButton
                            icon="hold"
                            label={onHold ? 'On hold: take the chat back' : 'Put the chat on hold'}
                            keys="Alt+Z"
                            pressed={onHold}
                            onClick={() => void desk.hold(id, !onHold)}
                        />
                        <IconButton icon="transfer" label="Transfer" keys="Alt+R" onClick={() => openDialog({ kind: 'transfer', chat: id })} />
                        <IconButton icon="done" label="Close the chat" keys="Alt+C" onClick={() => openDialog({ kind: 'close', chat: id })} />
                    </>
                )}
                {!alone && (
                    <>
                        <IconButton
                            icon="pin"
                            label={pinned ? 'Let go of this pane' : 'Keep this pane'}
                            keys="Alt+U"
                            pressed={pinned}
                            onClick={() => store.dispatch({ type: 'pinned', chat: id, pinned: !pinned })}
                        />
                        <IconButton icon="close" label={mine ? 'Put the pane away; the chat stays open' : 'Dismiss'} onClick={() => desk.dismiss(id)} />
                    </>
                )}
            </div>
        </header>
    );
}

/** For a chat that a colleague has, or of which only the number is known. */
function TakeOver({ chat }: { chat: string }) {
    const { store } = useConsole();
    const { openDialog } = useUi();
    const possible = useSelect((state) => takeable(state, chat) !== undefined);
    const ask = (): void => {
        const owned = takeable(store.get(), chat);
        if (owned !== undefined) {
            openDialog({ kind: 'take-over', owned });
        }
    };
    return possible ?
            <Button small keys="Alt+T" onClick={ask}>
                Take over
            </Button>
        :   null;
}

/** In place of the composer when there is nothing to write any more. */
function PaneEnd({ chat: id }: { chat: string }) {
    const desk = useDesk();
    const chat = useSelect((state) => state.book.get(id)?.chat);
    const state = useSelect((all) => deskOf(all, id));
    if (chat === undefined) {
        return null;
    }
    return (
        <Banner
            actions={
                <>
                    <TakeOver chat={id} />
                    <Button small onClick={() => desk.dismiss(id)}>
                        Dismiss
                    </Button>
                </>
            }
        >
            <bdi>{endOf(chat, state)}</bdi>
        </Banner>
    );
}
