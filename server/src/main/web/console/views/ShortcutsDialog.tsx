import { Dialog } from '../components/index.js';
import { SHORTCUTS } from '../shortcuts.js';

const ALWAYS = [
    { keys: 'Enter', text: 'Send' },
    { keys: 'Shift+Enter', text: 'New line' },
    { keys: 'Esc', text: 'Close a dialog or a menu' },
];

export function ShortcutsDialog({ onDone }: { onDone: () => void }) {
    return (
        <Dialog title="Keyboard shortcuts" onClose={onDone} wide readOnly>
            <dl class="shortcuts">
                {[...SHORTCUTS, ...ALWAYS].map(({ keys, text }) => (
                    <div key={keys}>
                        <dt>
                            {keys.split('+').map((key) => (
                                <kbd key={key}>{key}</kbd>
                            ))}
                        </dt>
                        <dd>{text}</dd>
                    </div>
                ))}
            </dl>
        </Dialog>
    );
}
