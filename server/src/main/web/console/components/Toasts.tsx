import { IconButton } from './Button.js';
import { Icon } from './icons.js';

export interface Toast {
    readonly id: number;
    readonly tone: 'info' | 'good' | 'warn' | 'bad';
    readonly text: string;
}

/** What happened just now. Read out politely; whoever shows them takes them away after a while. */
export function Toasts({ toasts, onDismiss }: { toasts: readonly Toast[]; onDismiss: (id: number) => void }) {
    return (
        <div class="toasts" role="status" aria-live="polite">
            {toasts.map(({ id, tone, text }) => (
                <div class={`toast toast-${tone}`} key={id}>
                    <Icon name={tone === 'good' ? 'accept' : tone === 'info' ? 'info' : 'alert'} />
                    <span dir="auto">{text}</span>
                    <IconButton small icon="close" label="Dismiss" onClick={() => onDismiss(id)} />
                </div>
            ))}
        </div>
    );
}
