import { useState } from 'preact/hooks';
import { ChatError } from '../../client/errors.js';
import { hasUnsaved } from '../admin/unsaved.js';
import { messageOf } from '../api.js';
import { Banner, Button, Field, Icon } from '../components/index.js';
import { useConsole } from '../context.js';

/** Name and password, and why somebody has to sign in again. */
export function SignIn({ reason }: { reason: string | undefined }) {
    const { session } = useConsole();
    const [name, setName] = useState('');
    const [password, setPassword] = useState('');
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<string>();
    const submit = async (): Promise<void> => {
        setBusy(true);
        setProblem(undefined);
        try {
            await session.signIn(name.trim(), password);
        } catch (error) {
            const refused = error instanceof ChatError && error.code === 'SIGN_IN_FAILED';
            setProblem(refused ? 'Name or password is not right.' : messageOf(error));
            setBusy(false);
        }
    };
    return (
        <main class="sign-in">
            <form
                class="sign-in-card stack"
                onSubmit={(event) => {
                    event.preventDefault();
                    if (!busy) {
                        void submit();
                    }
                }}
            >
                <div class="sign-in-brand">
                    <span class="brand-mark">
                        <Icon name="chat" />
                    </span>
                    <h1>Sign in to Switchboard</h1>
                </div>
                {reason !== undefined && problem === undefined && <Banner>{reason}</Banner>}
                {hasUnsaved() && <Banner tone="warn">What you had not saved is kept in this page. Sign in with the same account to go on.</Banner>}
                {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
                <Field label="Name" value={name} onInput={setName} autocomplete="username" exact required autoFocus maxLength={64} />
                <Field
                    label="Password"
                    type="password"
                    value={password}
                    onInput={setPassword}
                    autocomplete="current-password"
                    required
                    maxLength={200}
                />
                <Button kind="main" type="submit" wide busy={busy}>
                    Sign in
                </Button>
                <p class="hint">A one-time link, if you were given one, signs you in when you open it.</p>
            </form>
        </main>
    );
}
