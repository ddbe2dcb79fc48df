import type { RefObject } from 'preact';
import { Presence } from '#protocol/customer.js';
import { Avatar, Dot, Icon, IconButton, Menu, Nav, type NavItem } from '../components/index.js';
import { useConsole, useDesk, useSelect } from '../context.js';
import { leavePage } from '../departure.js';
import { hrefOf } from '../route.js';
import { chosenPresence, isAdministrator } from '../state/access.js';
import { presenceWords } from '../words.js';

export interface TopBarProps {
    onDialog: (dialog: 'shortcuts' | 'settings') => void;
    muted: boolean;
    onMute: (muted: boolean) => void;
    /** Lets the shortcut open the menu. */
    presenceRef: RefObject<HTMLButtonElement>;
}

const CHOICES = [Presence.AVAILABLE, Presence.BUSY, Presence.AWAY, Presence.OFFLINE] as const;

/** Where one is, how one is there, and who one is. */
export function TopBar({ onDialog, muted, onMute, presenceRef }: TopBarProps) {
    return (
        <header class="bar">
            <a class="skip" href="#place" onClick={skip}>
                To the content
            </a>
            <span class="brand" aria-hidden="true">
                <span class="brand-mark">
                    <Icon name="chat" />
                </span>
            </span>
            <Places />
            <div class="bar-end">
                <Load />
                <PresenceMenu presenceRef={presenceRef} />
                <IconButton
                    icon={muted ? 'soundOff' : 'soundOn'}
                    label={muted ? 'Sound is off' : 'Sound is on'}
                    keys="Alt+M"
                    onClick={() => onMute(!muted)}
                />
                <Account onDialog={onDialog} />
            </div>
        </header>
    );
}

/** The hash is the address here, so a link within the page moves the focus itself. */
function skip(event: MouseEvent): void {
    event.preventDefault();
    document.getElementById('place')?.focus();
}

function Places() {
    const page = useSelect((state) => state.route.page);
    const unread = useSelect((state) => [...state.desks.values()].reduce((sum, desk) => sum + desk.unread, 0));
    const waiting = useSelect((state) => [...state.queues.values()].reduce((sum, { load }) => sum + load.waiting, 0));
    const messages = useSelect((state) => state.messages);
    const administrator = useSelect(isAdministrator);
    const items: NavItem[] = [
        {
            href: hrefOf({ page: 'chats', chat: undefined }),
            label: 'Chats',
            icon: 'chat',
            current: page === 'chats',
            count: unread,
            counts: 'unread',
        },
        {
            href: hrefOf({ page: 'waiting', queue: undefined }),
            label: 'Waiting',
            icon: 'waiting',
            current: page === 'waiting',
            count: waiting,
            counts: 'customers wait',
            keys: 'Alt+W',
        },
        {
            href: hrefOf({ page: 'messages', answered: false, message: undefined }),
            label: 'Messages',
            icon: 'mail',
            current: page === 'messages',
            count: messages,
            counts: 'messages wait for an answer',
        },
    ];
    if (administrator) {
        const href = hrefOf({ page: 'admin', path: [] });
        items.push({ href, label: 'Admin', icon: 'admin', current: page === 'admin' });
    }
    return <Nav label="Places" items={items} />;
}

function Load() {
    const me = useSelect((state) => state.me);
    return me === undefined ? null : (
        <span class="load numeric" title="Units that your chats take now, open offers included, of those you can carry">
            <span class="load-word">Load </span>
            <strong>{me.load}</strong> of {me.capacity}
        </span>
    );
}

function PresenceMenu({ presenceRef }: { presenceRef: RefObject<HTMLButtonElement> }) {
    const desk = useDesk();
    const presence = useSelect((state) => state.me?.presence);
    const chosen = useSelect((state) => state.me && chosenPresence(state.me));
    const connected = useSelect((state) => state.line.phase === 'connected');
    if (presence === undefined || chosen === undefined) {
        return null;
    }
    const now = connected ? presenceWords(presence) : { name: 'Not connected', tone: 'bad' as const };
    const later = connected && chosen !== presence;
    const shown = later ? { name: `${presenceWords(chosen).name} after wrap-up`, tone: now.tone } : now;
    const items = CHOICES.map((choice) => ({
        key: String(choice),
        label: (
            <>
                <Dot tone={presenceWords(choice).tone} />
                {presenceWords(choice).name}
            </>
        ),
        hint: later && choice === chosen ? 'From the end of your work after chats on' : presenceWords(choice).hint,
        checked: chosen === choice,
        act: () => void desk.setPresence(choice),
    }));
    return (
        <Menu label={`Presence: ${later ? `${now.name}, ${shown.name.toLowerCase()}` : shown.name}`} keys="Alt+P" items={items} buttonRef={presenceRef} buttonClass="button presence">
            <Dot tone={shown.tone} />
            <span class="presence-name">{shown.name}</span>
        </Menu>
    );
}

function Account({ onDialog }: Pick<TopBarProps, 'onDialog'>) {
    const { session } = useConsole();
    const me = useSelect((state) => state.me);
    const subject = useSelect((state) => state.subject);
    const name = me?.name ?? 'You';
    return (
        <Menu
            label={`Account of ${name}`}
            namedByContent
            buttonClass="button button-quiet account"
            items={[
                { key: 'shortcuts', label: 'Keyboard shortcuts', hint: 'Press ?', icon: 'keyboard', act: () => onDialog('shortcuts') },
                { key: 'settings', label: 'Settings', icon: 'settings', act: () => onDialog('settings') },
                { key: 'out', label: 'Sign out', hint: 'In this browser', icon: 'end', act: () => leavePage(() => session.signOut()) },
            ]}
        >
            <span class="unseen">Account of {name}</span>
            <Avatar small name={name} id={subject} />
            <span class="account-name clip" dir="auto" aria-hidden="true">
                {name}
            </span>
        </Menu>
    );
}
