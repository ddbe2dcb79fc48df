import { useState } from 'preact/hooks';
import { ChatError } from '../../../client/errors.js';
import { messageOf } from '../../api.js';
import { Banner, Button, Checkbox, Dialog, Field } from '../../components/index.js';
import { makePassword, passwordFault } from '../state/password.js';
import { deletionRefused } from '../state/refusal.js';
import { CopyButton } from './CopyText.js';

/** Asks before what was typed is lost. */
export function LeaveDialog({ what, onStay, onLeave }: { what: string; onStay: () => void; onLeave: () => void }) {
    return (
        <Dialog
            title="Leave without saving?"
            onClose={onStay}
            onSubmit={onStay}
            actions={
                <>
                    <Button kind="danger" onClick={onLeave}>
                        Leave and lose the changes
                    </Button>
                    <Button kind="main" type="submit">
                        Go on editing
                    </Button>
                </>
            }
        >
            <p>Your changes to {what} are not saved.</p>
        </Dialog>
    );
}

export interface DeleteDialogProps {
    /** "queue" */
    one: string;
    name: string;
    consequence: string;
    /** Rejects when it could not be done. */
    act: () => Promise<void>;
    onClose: () => void;
}

/** Asks before an object is deleted, and says what ends with it. */
export function DeleteDialog({ one, name, consequence, act, onClose }: DeleteDialogProps) {
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<string>();
    const run = async (): Promise<void> => {
        setBusy(true);
        setProblem(undefined);
        try {
            await act();
        } catch (error) {
            setProblem(deletionRefused(error, one));
            setBusy(false);
        }
    };
    return (
        <Dialog
            title={`Delete this ${one}?`}
            onClose={() => busy || onClose()}
            actions={
                <>
                    <Button onClick={() => busy || onClose()}>Cancel</Button>
                    <Button kind="danger" busy={busy} onClick={() => void run()}>
                        Delete
                    </Button>
                </>
            }
        >
            {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
            <p class="admin-named">
                <strong dir="auto">{name}</strong>
            </p>
            <p>{consequence} This cannot be undone.</p>
        </Dialog>
    );
}

export interface PasswordDialogProps {
    name: string;
    /** Rejects when it could not be done. */
    act: (password: string) => Promise<void>;
    onClose: () => void;
}

/** Sets a password. It is in this dialog and nowhere else: closed, it is gone. */
export function PasswordDialog({ name, act, onClose }: PasswordDialogProps) {
    const [password, setPassword] = useState('');
    const [visible, setVisible] = useState(false);
    const [busy, setBusy] = useState(false);
    const [fault, setFault] = useState<string>();
    const [problem, setProblem] = useState<string>();
    const submit = async (): Promise<void> => {
        const wrong = passwordFault(password);
        setFault(wrong);
        if (wrong !== undefined || busy) {
            return;
        }
        setBusy(true);
        setProblem(undefined);
        try {
            await act(password);
        } catch (error) {
            const detail = error instanceof ChatError ? error.details['password'] : undefined;
            setFault(detail);
            setProblem(detail === undefined ? messageOf(error) : undefined);
            setBusy(false);
        }
    };
    return (
        <Dialog
            title="Set password"
            onClose={() => busy || onClose()}
            onSubmit={() => void submit()}
            actions={
                <>
                    <Button onClick={() => busy || onClose()}>Cancel</Button>
                    <Button kind="main" type="submit" busy={busy}>
                        Set password
                    </Button>
                </>
            }
        >
            {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
            <p class="admin-named">
                For <strong dir="auto">{name}</strong>. Whoever is signed in with this account has to sign in again.
            </p>
            <Field
                label="New password"
                type={visible ? 'text' : 'password'}
                autocomplete="new-password"
                exact
                autoFocus
                value={password}
                onInput={(value) => {
                    setPassword(value);
                    setFault(undefined);
                }}
                error={fault}
                hint="10 to 200 characters. It is not shown again after this: hand it over now, by a way that others cannot read."
            />
            <div class="line-up">
                <Button
                    small
                    onClick={() => {
                        setPassword(makePassword());
                        setVisible(true);
                        setFault(undefined);
                    }}
                >
                    Generate
                </Button>
                {visible && passwordFault(password) === undefined && <CopyButton text={password} />}
                <Checkbox label="Show" checked={visible} onChange={setVisible} />
            </div>
        </Dialog>
    );
}
