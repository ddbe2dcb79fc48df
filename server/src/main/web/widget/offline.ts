// The form by which customers leave a message; loaded by the chat when nobody can serve them.
import type { OfflineFrame, Unserved } from './offline-contract.js';
import styles from './styles/offline.css';
import { offlineTexts } from './offline-texts.js';
import { fields, keyOf } from './offline-message.js';
import { button, h, setShown, setText } from './view/dom.js';

const NAME_MAX = '64';
const CONTACT_MAX = '200';
/** As the server has it; a chat's own limit may be another. */
const TEXT_MAX = 4_000;

export function mount({ form, field, frame, texts: words, kept, post }: OfflineFrame): (unserved: Unserved | undefined) => void {
    const { server } = frame.attributes;
    const texts = offlineTexts[words.language] ?? offlineTexts['en']!;
    let target: Unserved | undefined;
    let busy = false;

    const input = (name: string, max: string, autocomplete: string, label: string) => {
        const id = `leave-${name}`;
        const element = h('input', { id, maxlength: max, autocomplete, dir: 'auto', 'aria-required': 'true' });
        element.value = kept.draft(name);
        element.addEventListener('input', () => kept.setDraft(name, element.value));
        element.addEventListener('keydown', (event) => {
            if (event.key === 'Enter' && !event.isComposing) {
                event.preventDefault();
                void leave();
            }
        });
        rest.append(h('label', { for: id }, label), element);
        return element;
    };
    const about = h('p', { class: 'soft' });
    const rest = h('div', { class: 'leave' }, about);
    const name = input('name', NAME_MAX, 'name', texts.name);
    const contact = input('contact', CONTACT_MAX, 'email', texts.contact);
    const outcome = h('p', { class: 'note', role: 'status' });
    const send = button('primary', texts.leave, () => void leave());
    rest.append(outcome, send);
    const start = form.querySelector<HTMLElement>('[type=submit]')!;
    start.before(rest);
    frame.addStyle(styles);
    // Enter starts chats; a message has lines.
    form.addEventListener('keydown', (event) => target !== undefined && event.target === field && event.key === 'Enter' && event.stopPropagation(), true);
    field.addEventListener('input', () => say(''));

    function say(text: string, tone = ''): void {
        setText(outcome, text);
        outcome.className = `note ${tone}`;
    }

    async function leave(): Promise<void> {
        if (busy || target === undefined) {
            return;
        }
        const missing = [field, name, contact].find((each) => each.value.trim() === '');
        if (missing !== undefined) {
            say(texts.missing, 'bad');
            missing.focus();
            return;
        }
        if (field.value.trim().length > TEXT_MAX) {
            say(texts.tooLong, 'bad');
            field.focus();
            return;
        }
        const { queue, chat } = target;
        const message = [queue, chat, name.value.trim(), contact.value.trim(), field.value.trim()];
        const written = field.value;
        busy = true;
        send.setAttribute('aria-disabled', 'true');
        setText(send, texts.leaving);
        say('');
        // No answer and an answer that says no are told alike: the text stays, and a repeat has the same key.
        const answer = await post(`${server}/api/offline/LeaveMessage`, fields([keyOf(message), ...message]), kept.load()?.access).catch(() => undefined);
        busy = false;
        send.removeAttribute('aria-disabled');
        setText(send, texts.leave);
        if (answer?.status !== 200) {
            say(answer?.status === 429 ? texts.tooMany : texts.failed, 'bad');
            return;
        }
        if (field.value === written) {
            field.value = '';
            field.dispatchEvent(new Event('input'));
        }
        say(texts.left.replace('{contact}', () => `\u2068${contact.value.trim()}\u2069`), 'good');
    }

    return (unserved) => {
        target = unserved;
        setShown(rest, unserved !== undefined);
        start.className = unserved === undefined ? 'primary' : 'small';
        const opens = unserved !== undefined && unserved.opensAtMs > 0 ? `${texts.opens.replace('{time}', `${words.day(unserved.opensAtMs)}, ${words.time(unserved.opensAtMs)}`)} ` : '';
        setText(about, opens + texts.invitation);
    };
}
