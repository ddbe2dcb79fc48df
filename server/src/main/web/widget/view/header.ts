import { AuthorKind } from '#protocol/customer.js';
import { isOpen } from '../../client/chat-book.js';
import { currentChat, isClosed, isOnline, isWaiting, presenceOf } from '../selectors.js';
import type { State } from '../state.js';
import { isWithAgent } from '../texts.js';
import type { Context, Part } from './context.js';
import { button, h, icon, setShown, setText } from './dom.js';

const SOUND_ON = 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11';
const SOUND_OFF = 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5';
const DOWN = 'M6 9.5l6 6 6-6';

/** Who one talks to, and the buttons that are always there. */
export class Header implements Part {
    readonly element: HTMLElement;
    private readonly avatar = h('span', { class: 'avatar', 'aria-hidden': 'true' });
    private readonly name = h('h1', { dir: 'auto', id: 'heading' });
    private readonly detail = h('p', { class: 'detail', dir: 'auto' });
    private readonly endButton: HTMLButtonElement;
    private readonly sound: HTMLButtonElement;
    private readonly soundPath: Element;

    constructor(private readonly context: Context, end: () => void, close: () => void) {
        const { texts } = context;
        const drawing = icon(SOUND_ON);
        this.soundPath = drawing.firstElementChild!;
        this.sound = button('icon', texts.of('mute'), () => this.toggleSound(), drawing);
        this.endButton = button('small end', texts.of('endChat'), end);
        const closeButton = button('icon', texts.of('close'), close, icon(DOWN));
        const who = h('div', { class: 'who' }, this.name, this.detail);
        // Not a header: that would be a second banner of the website.
        this.element = h('div', { class: 'head' }, this.avatar, who, this.endButton, this.sound, closeButton);
        this.drawSound();
    }

    draw(state: State): void {
        const { texts, title } = this.context;
        const chat = currentChat(state)?.chat;
        const site = title || state.site || texts.of('title');
        const agent = chat !== undefined && isWithAgent(chat) ? chat.agent : undefined;
        const name = agent === undefined ? site : agent.name || texts.of('somebody');
        setText(this.name, name);
        setText(this.avatar, firstLetter(name));
        const open = chat !== undefined && isOpen(chat);
        const connected = state.connection.phase === 'connected';
        const online = connected && (chat === undefined || open) && (chat === undefined ? state.queues.some((queue) => queue.online) : isOnline(state, chat.queue));
        setText(
            this.detail,
            agent !== undefined ? (agent.kind === AuthorKind.BOT ? texts.of('bot') : site)
            : !connected || (chat !== undefined && !open) ? ''
            : texts.of(presenceOf({ online: online === true, closed: isClosed(state, chat?.queue) })),
        );
        this.avatar.classList.toggle('on', connected && (agent !== undefined || online === true));
        setShown(this.endButton, open);
        if (chat !== undefined) {
            setText(this.endButton, texts.of(state.ending ? 'ending' : isWaiting(chat) ? 'leaveQueue' : 'endChat'));
        }
        this.endButton.setAttribute('aria-disabled', String(state.ending));
    }

    private toggleSound(): void {
        this.context.kept.muted = !this.context.kept.muted;
        this.drawSound();
    }

    private drawSound(): void {
        const { muted } = this.context.kept;
        const label = this.context.texts.of(muted ? 'unmute' : 'mute');
        this.sound.setAttribute('aria-label', label);
        this.sound.title = label;
        this.soundPath.setAttribute('d', muted ? SOUND_OFF : SOUND_ON);
    }
}

/** Whole characters: a letter may be made of several code units. */
function firstLetter(name: string): string {
    for (const letter of name) {
        return letter.toLocaleUpperCase();
    }
    return '';
}
