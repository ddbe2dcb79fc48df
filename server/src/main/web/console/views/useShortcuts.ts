import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { type Console, useConsole } from '../context.js';
import { hrefOf } from '../route.js';
import { type Act, actOf } from '../shortcuts.js';
import { deskOf, isOnHold, standingOf } from '../state/chats.js';
import { listedChats, neighbour } from '../state/listed.js';
import { focusedChat, panesInView } from '../state/panes.js';
import type { Ui } from '../ui.js';
import { focusSearch } from './ChatList.js';
import { focusComposer } from './Composer.js';
import { declineFirst } from './Offers.js';
import { focusFirstOwned } from './OwnedChats.js';
import { takeable } from './standing.js';

/** Listens for the shortcuts of shortcuts.ts. While a dialog is open its keys are its own. */
export function useShortcuts(ui: Ui, dialogOpen: boolean, presence: RefObject<HTMLButtonElement>): void {
    const console = useConsole();
    // Not after the next picture: who closed a dialog may press the next key at once.
    useLayoutEffect(() => {
        const pressed = (event: KeyboardEvent): void => {
            const act = dialogOpen ? undefined : actOf(event);
            if (act !== undefined) {
                event.preventDefault();
                perform(act, console, ui, presence);
            }
        };
        window.addEventListener('keydown', pressed);
        return () => window.removeEventListener('keydown', pressed);
    }, [ui, dialogOpen]);
}

function perform(act: Act, { store, session }: Console, ui: Ui, presence: RefObject<HTMLButtonElement>): void {
    const state = store.get();
    const { desk } = session;
    const chat = focusedChat(state);
    const mine = chat !== undefined && standingOf(state, chat) === 'mine' ? chat : undefined;
    switch (act) {
        case 'accept': {
            const open = state.offers.find(({ answering }) => answering === undefined);
            return open && void desk.accept(open.offer.id);
        }
        case 'decline':
            return declineFirst();
        case 'next':
        case 'previous':
            return desk.show(neighbour(listedChats(state), chat, act === 'next' ? 1 : -1));
        case 'pane':
            return desk.show(
                neighbour(
                    panesInView(state).map((pane) => pane.chat),
                    chat,
                    1,
                ),
            );
        case 'pin': {
            const pane = state.panes.find((each) => each.chat === chat);
            return pane && store.dispatch({ type: 'pinned', chat: pane.chat, pinned: !pane.pinned });
        }
        case 'write':
            return focusComposer();
        case 'note':
            if (mine !== undefined) {
                const { draft, note } = deskOf(state, mine);
                store.dispatch({ type: 'drafted', chat: mine, text: draft, note: !note });
                focusComposer();
            }
            return;
        case 'transfer':
        case 'close':
            return mine === undefined ? undefined : ui.openDialog({ kind: act, chat: mine });
        case 'hold':
            return mine === undefined ? undefined : void desk.hold(mine, !isOnHold(state, mine));
        case 'done': {
            const first = state.me?.wrapUps[0];
            return first && void desk.wrapUp(first.chat, 'end');
        }
        case 'take-over': {
            const owned = chat === undefined ? undefined : takeable(state, chat);
            return owned === undefined ? focusFirstOwned() : ui.openDialog({ kind: 'take-over', owned });
        }
        case 'search':
            return focusSearch();
        case 'waiting':
            location.hash = hrefOf(
                state.route.page === 'waiting' ? { page: 'chats', chat: state.panes.at(-1)?.chat } : { page: 'waiting', queue: undefined },
            );
            return;
        case 'presence':
            return presence.current?.click();
        case 'mute':
            return ui.setPreferences({ ...ui.preferences, muted: !ui.preferences.muted });
        case 'help':
            return ui.openDialog({ kind: 'shortcuts' });
    }
}
