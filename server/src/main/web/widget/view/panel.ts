import { canEnd, currentChat, isWaiting, type Screen, screenOf } from '../selectors.js';
import type { State, Unsent } from '../state.js';
import { directionOf } from '../attributes.js';
import { Announcer } from './announcer.js';
import { Banner } from './banner.js';
import { Composer } from './composer.js';
import { Confirm } from './confirm.js';
import type { Context, Part } from './context.js';
import { h, setShown, setText } from './dom.js';
import { keepFocusInside } from './focus.js';
import { Header } from './header.js';
import { Log } from './log.js';
import { Pause } from './pause.js';
import { StartForm } from './start-form.js';

/** Where the panel fills the screen; the same condition stands in styles/small.css. */
const PHONE = '(max-width: 479px), (max-height: 419px)';

/** The window of the chat. */
export class Panel {
    readonly element: HTMLElement;
    private readonly header: Header;
    private readonly banner: Banner;
    private readonly pause: Pause;
    private readonly startForm: StartForm;
    private readonly log: Log;
    private readonly composer: Composer;
    private readonly typing = h('p', { class: 'typing' });
    private readonly chat: HTMLElement;
    private readonly inner: HTMLElement;
    private readonly confirm: Confirm;
    private readonly announcer: Announcer;
    private readonly parts: readonly Part[];
    private screen: Screen | undefined;

    constructor(private readonly context: Context, private readonly close: () => void) {
        const { texts } = context;
        this.header = new Header(context, () => void this.askToEnd(), close);
        this.banner = new Banner(context);
        this.pause = new Pause(context);
        this.startForm = new StartForm(context);
        this.composer = new Composer(context);
        this.log = new Log(context, (message) => this.takeBack(message));
        this.confirm = new Confirm(context);
        this.announcer = new Announcer(texts);
        this.chat = h('div', { class: 'chat' }, this.log.element, this.typing, this.composer.element);
        this.parts = [this.header, this.banner, this.pause, this.startForm, this.log, this.composer];
        this.inner = h(
            'div',
            { class: 'inner' },
            this.header.element,
            this.banner.element,
            this.pause.element,
            this.startForm.element,
            this.chat,
        );
        this.element = h(
            'section',
            { class: 'panel', role: 'dialog', 'aria-label': texts.of('panel'), lang: texts.language, dir: directionOf(texts.language), tabindex: '-1', hidden: '' },
            this.inner,
            this.confirm.element,
            this.announcer.element,
        );
        this.element.addEventListener('keydown', (event) => this.key(event));
        this.followViewport();
    }

    draw(state: State): void {
        const screen = screenOf(state);
        const hadFocus = this.hasFocus();
        setShown(this.pause.element, screen === 'connecting' || screen === 'refused' || screen === 'starting');
        setShown(this.startForm.element, screen === 'start');
        setShown(this.chat, screen === 'chat');
        this.startForm.setShown(screen === 'start');
        for (const part of this.parts) {
            part.draw(state);
        }
        this.drawTyping(state);
        if (state.open) {
            this.announcer.tell(state, this.banner.text);
        }
        if (this.confirm.asking && !canEnd(state)) {
            this.confirm.dismiss();
        }
        const changed = screen !== this.screen;
        this.screen = screen;
        if (changed && hadFocus && !this.confirm.asking) {
            this.focusField();
        }
    }

    show(open: boolean): void {
        setShown(this.element, open);
        this.element.setAttribute('aria-modal', String(matchMedia(PHONE).matches));
        if (!open) {
            this.confirm.dismiss();
            return;
        }
        this.log.opened();
        this.focusField();
    }

    hasFocus(): boolean {
        return this.element.contains((this.element.getRootNode() as ShadowRoot).activeElement);
    }

    private focusField(): void {
        this.element.focus();
        if (matchMedia('(pointer: coarse)').matches) {
            // The keyboard would hide what there is to read.
            return;
        }
        const target = { start: this.startForm, chat: this.composer, connecting: this.pause, refused: this.pause, starting: this.pause };
        target[this.screen ?? 'connecting'].focus();
    }

    private drawTyping(state: State): void {
        const author = currentChat(state)?.typing?.author;
        const { texts } = this.context;
        setText(this.typing, author === undefined ? '' : texts.of('typing', { name: author.name || texts.of('somebody') }));
    }

    private takeBack(message: Unsent): void {
        this.context.controller.outgoing.takeBack(message);
        this.composer.reload();
    }

    private async askToEnd(): Promise<void> {
        const { texts, controller } = this.context;
        if (!canEnd(controller.state)) {
            return;
        }
        const before = (this.element.getRootNode() as ShadowRoot).activeElement;
        this.inner.inert = true;
        const agreed = await (this.isWaiting()
            ? this.confirm.ask(texts.of('leaveQuestion'), texts.of('leaveHint'), texts.of('leaveQueue'))
            : this.confirm.ask(texts.of('endQuestion'), texts.of('endHint'), texts.of('endChat')));
        this.inner.inert = false;
        if (before instanceof HTMLElement && before.isConnected && !before.hidden) {
            before.focus();
        } else {
            this.focusField();
        }
        if (agreed) {
            controller.end();
        }
    }

    /** Whether ending the chat means to lose the place in the queue. */
    private isWaiting(): boolean {
        const chat = currentChat(this.context.controller.state)?.chat;
        return chat !== undefined && isWaiting(chat);
    }

    private key(event: KeyboardEvent): void {
        if (event.key === 'Escape' && !event.isComposing) {
            event.preventDefault();
            if (this.confirm.asking) {
                this.confirm.dismiss();
            } else {
                this.close();
            }
        } else if (!this.confirm.asking && matchMedia(PHONE).matches) {
            keepFocusInside(this.element, event);
        }
    }

    /** On phones the panel fills what the keyboard leaves. */
    private followViewport(): void {
        const viewport = window.visualViewport;
        if (viewport === null) {
            return;
        }
        const follow = (): void => {
            this.element.style.setProperty('--visible-height', `${viewport.height}px`);
            this.element.style.setProperty('--visible-top', `${viewport.offsetTop}px`);
        };
        viewport.addEventListener('resize', follow);
        viewport.addEventListener('scroll', follow);
        follow();
    }
}
