// The chat itself; loaded by the launcher when it is wanted.
import { browser } from '../client/browser.js';
import { type ChatPanel, type Frame, STORAGE_PREFIX } from './contract.js';
import { Controller } from './controller.js';
import { Kept } from './kept.js';
import type { OfflineModule } from './offline-contract.js';
import { currentChat, isAttentive, unreadCount } from './selectors.js';
import type { State } from './state.js';
import { area } from './storage.js';
import panelStyles from './styles/panel.css';
import controlsStyles from './styles/controls.css';
import headStyles from './styles/head.css';
import startStyles from './styles/start.css';
import logStyles from './styles/log.css';
import footStyles from './styles/foot.css';
import smallStyles from './styles/small.css';
import { loadTexts } from './texts.js';
import { Panel } from './view/panel.js';
import { Sound } from './view/sound.js';

/** Address of the form for messages; filled in by the build. */
declare const OFFLINE_ADDRESS: string;

export async function mount(frame: Frame): Promise<ChatPanel> {
    const { attributes, languages } = frame;
    const texts = await loadTexts(attributes.server, languages);
    const prefix = `${STORAGE_PREFIX}${attributes.site}:`;
    const kept = new Kept(
        area(() => localStorage, prefix),
        area(() => sessionStorage, prefix),
        browser.wallTime,
    );
    const sound = new Sound();
    let drawn: State | undefined;
    const controller = new Controller(browser, attributes, kept, (state, before) => {
        if (drawn === before) {
            // Several events in a row are drawn once. Not by animation frames: a hidden tab has none.
            queueMicrotask(draw);
        }
        if (!isAttentive(state) && unreadCount(state) > unreadCount(before) && !kept.muted && hasHistory(before)) {
            sound.play();
        }
    });
    drawn = controller.state;
    let open = false;
    const panel = new Panel({ controller, kept, texts, queue: attributes.queue, title: attributes.title, leaveMessage }, () => show(false));

    async function leaveMessage(form: HTMLFormElement, field: HTMLTextAreaElement) {
        const module = (await import(attributes.server + OFFLINE_ADDRESS)) as OfflineModule;
        return module.mount({ form, field, frame, texts, kept, post: browser.post });
    }

    function draw(): void {
        drawn = controller.state;
        panel.draw(drawn);
        frame.showUnread(unreadCount(drawn));
    }

    function show(wanted: boolean): void {
        if (open === wanted) {
            return;
        }
        open = wanted;
        const takeFocus = !open && panel.hasFocus();
        controller.shown(open, !document.hidden);
        draw();
        panel.show(open);
        frame.panelShown(open, takeFocus);
    }

    // Of equal weight the later rule counts: the small screen comes last.
    frame.addStyle([panelStyles, controlsStyles, headStyles, startStyles, logStyles, footStyles, smallStyles].join(''));
    frame.place.prepend(panel.element);
    frame.place.addEventListener('pointerdown', () => sound.allow());
    frame.place.addEventListener('keydown', () => sound.allow());
    document.addEventListener('visibilitychange', () => {
        controller.shown(open, !document.hidden);
        if (document.hidden) {
            controller.keep(); // on phones a hidden page may end without a word
        } else {
            controller.nudge();
        }
    });
    addEventListener('pagehide', () => controller.keep());
    addEventListener('online', () => controller.nudge());
    addEventListener('pageshow', (event) => event.persisted && controller.nudge());
    addEventListener('storage', (event) => event.key === `${prefix}seen` && controller.seenElsewhere());
    draw();
    controller.connect();
    return { show };
}

/** Whether new messages are new, and not what this page has just learned of. */
function hasHistory(state: State): boolean {
    const chat = currentChat(state);
    return chat !== undefined && chat.entries.length > 0 && !chat.more;
}
