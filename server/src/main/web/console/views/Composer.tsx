import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button, IconButton } from '../components/index.js';
import { useConsole, useDesk, useSelect } from '../context.js';
import { deskOf } from '../state/chats.js';

/** From so many characters before the limit on, the count is shown. */
const COUNT_FROM = 300;
const TEXT_MAX = 4_000;
const ROWS_MAX = 8;

/** Where the answer is written. The draft lies in the state, so it outlives the pane and the page. */
export function Composer({ chat, focused }: { chat: string; focused: boolean }) {
    const { store } = useConsole();
    const desk = useDesk();
    const draft = useSelect((state) => deskOf(state, chat).draft);
    const note = useSelect((state) => deskOf(state, chat).note);
    const max = useSelect((state) => state.limits?.textMaxChars || TEXT_MAX);
    const field = useRef<HTMLTextAreaElement>(null);
    // Before the next key, as in ChatPane.
    useLayoutEffect(() => {
        // Not for who is in this pane already, and not on touch screens: the keyboard would cover what there is to read.
        const inside = field.current?.closest('.pane')?.contains(document.activeElement);
        if (focused && !inside && !matchMedia('(pointer: coarse)').matches) {
            field.current?.focus();
        }
    }, [focused, chat]);
    const left = max - draft.length;
    const sendable = draft.trim() !== '' && left >= 0;
    const change = (text: string, asNote: boolean): void => {
        store.dispatch({ type: 'drafted', chat, text, note: asNote });
        desk.sending.typing(chat, !asNote && text.trim() !== '');
    };
    const send = (): void => {
        const node = field.current;
        // What stands in the field, which may be ahead of the last picture by a key or two.
        const text = node?.value.trim() ?? '';
        if (text !== '' && text.length <= max && node !== null) {
            desk.sending.send(chat, text, deskOf(store.get(), chat).note);
            node.value = ''; // now, not with the next picture: somebody may type on
            node.focus();
        }
    };
    const pressed = (event: KeyboardEvent): void => {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            send();
        }
    };
    return (
        <form
            class={`composer${note ? ' composer-note' : ''}`}
            onSubmit={(event) => {
                event.preventDefault();
                send();
            }}
        >
            {note && <p class="composer-hint">Internal note: the customer never sees it.</p>}
            <div class="composer-line">
                <IconButton
                    icon="note"
                    label={note ? 'Write to the customer' : 'Write an internal note'}
                    keys="Alt+O"
                    pressed={note}
                    onClick={() => change(field.current?.value ?? draft, !note)}
                />
                <textarea
                    ref={field}
                    class="composer-field"
                    dir="auto"
                    rows={Math.min(ROWS_MAX, draft.split('\n').length)}
                    aria-label={note ? 'Internal note' : 'Message to the customer'}
                    aria-invalid={left < 0}
                    placeholder={note ? 'Note for colleagues' : 'Write an answer'}
                    value={draft}
                    onInput={(event) => change(event.currentTarget.value, note)}
                    onKeyDown={pressed}
                    onBlur={() => desk.sending.typing(chat, false)}
                />
                <Button kind="main" type="submit" icon="send" disabled={!sendable} title="Send (Enter)">
                    {note ? 'Add' : 'Send'}
                </Button>
            </div>
            {left < COUNT_FROM && (
                <p class={left < 0 ? 'composer-count error' : 'composer-count soft'} role="status">
                    {left < 0 ? `${-left} characters too many` : `${left} characters left`}
                </p>
            )}
        </form>
    );
}

/** For the shortcut: the composer of the pane in focus. */
export function focusComposer(): void {
    document.querySelector<HTMLElement>('.pane-focused .composer-field')?.focus();
}
