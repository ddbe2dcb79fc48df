import type { AppKey } from '#protocol/admin.js';
import { useState } from 'preact/hooks';
import { Banner } from '../../components/index.js';
import { useAdmin } from '../store.js';
import { CopyButton } from './CopyText.js';

/** What a program needs to sign in: the key's id, and its secret, which is here once and never again. */
export function AppKeySecret({ item }: { item: AppKey }) {
    const admin = useAdmin();
    const [secret] = useState(() => admin.takeSecret(item.id));
    return (
        <section class="admin-card" aria-label="For the program">
            {secret !== undefined && (
                <Banner tone="warn">Copy the secret now: it is not shown again. Whoever has it can sign in with this key.</Banner>
            )}
            <Value label="Id" text={item.id} />
            {secret === undefined ?
                <p class="hint">The secret was shown when the key was made. If it is lost, make another key and delete this one.</p>
            :   <Value label="Secret" text={secret} />}
        </section>
    );
}

function Value({ label, text }: { label: string; text: string }) {
    return (
        <div class="app-key-value">
            <span class="label">{label}</span>
            <pre class="code" dir="ltr" tabIndex={0} aria-label={label}>
                <code>{text}</code>
            </pre>
            <CopyButton text={text} label={`Copy the ${label.toLowerCase()}`} />
        </div>
    );
}
