/** What keys do. Alt with a letter that browsers leave alone: not D, E, F (address and menus), not arrows or digits. */
export const SHORTCUTS = [
    { keys: 'Alt+A', act: 'accept', text: 'Accept the first offer' },
    { keys: 'Alt+X', act: 'decline', text: 'Decline the first offer; then choose why' },
    { keys: 'Alt+J', act: 'next', text: 'Next chat; who waits longest for an answer comes first' },
    { keys: 'Alt+K', act: 'previous', text: 'Previous chat' },
    { keys: 'Alt+N', act: 'pane', text: 'Next pane' },
    { keys: 'Alt+U', act: 'pin', text: 'Keep the pane when another chat is opened, or let go of it' },
    { keys: 'Alt+I', act: 'write', text: 'Write an answer' },
    { keys: 'Alt+O', act: 'note', text: 'Switch between answer and internal note' },
    { keys: 'Alt+R', act: 'transfer', text: 'Transfer the chat' },
    { keys: 'Alt+C', act: 'close', text: 'Close the chat' },
    { keys: 'Alt+Z', act: 'hold', text: 'Put the chat on hold, or take it back' },
    { keys: 'Alt+G', act: 'done', text: 'Go on: the work after the first of your ended chats is done' },
    { keys: 'Alt+T', act: 'take-over', text: 'Take over: the colleague’s chat that is open, or go to the first in the list' },
    { keys: 'Alt+Q', act: 'search', text: 'Search in your chats' },
    { keys: 'Alt+W', act: 'waiting', text: 'Waiting list, and back' },
    { keys: 'Alt+P', act: 'presence', text: 'Presence' },
    { keys: 'Alt+M', act: 'mute', text: 'Sound on or off' },
    { keys: '?', act: 'help', text: 'This list (not while you write)' },
] as const;

export type Act = (typeof SHORTCUTS)[number]['act'];

/** What a key press means; undefined for all that is the browser's or the field's. */
export function actOf(event: KeyboardEvent): Act | undefined {
    if (event.ctrlKey || event.metaKey || event.isComposing || event.getModifierState('AltGraph')) {
        return undefined;
    }
    if (event.altKey) {
        // With Alt a Mac gives other characters; then the place of the key counts.
        const letter = /^[a-z]$/i.test(event.key) ? event.key : /^Key[A-Z]$/.test(event.code) ? event.code.charAt(3) : '';
        return SHORTCUTS.find(({ keys }) => keys === `Alt+${letter.toUpperCase()}`)?.act;
    }
    return event.key === '?' && !isWriting(event.target) ? 'help' : undefined;
}

function isWriting(target: EventTarget | null): boolean {
    return target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable);
}
