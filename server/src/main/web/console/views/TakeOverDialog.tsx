import { useRef, useState } from 'preact/hooks';
import { Banner, Button, Dialog } from '../components/index.js';
import { useDesk } from '../context.js';
import { ownerTold, takingRefused } from './acting.js';
import type { Owned } from './standing.js';

export interface TakeOverDialogProps {
    owned: Owned;
    /** Reads the list again in which it stood. */
    refresh?: (() => void) | undefined;
    onDone: () => void;
}

/** Asks before a chat is taken from a colleague. */
export function TakeOverDialog({ owned: { chat, customer, owner: seen }, refresh, onDone }: TakeOverDialogProps) {
    const desk = useDesk();
    const cancel = useRef<HTMLButtonElement>(null);
    const [busy, setBusy] = useState(false);
    const [owner, setOwner] = useState(seen);
    const [problem, setProblem] = useState<string>();
    const submit = async (): Promise<void> => {
        setBusy(true);
        setProblem(undefined);
        try {
            await desk.take(chat, owner.id);
            onDone();
        } catch (error) {
            setProblem(takingRefused(error, customer));
            const other = ownerTold(error);
            if (other !== undefined) {
                setOwner(other);
                // A second Enter would take it from somebody of whom nothing was read.
                cancel.current?.focus();
            }
            setBusy(false);
            refresh?.();
        }
    };
    return (
        <Dialog
            title={`Take over the chat with ${customer}?`}
            onClose={onDone}
            onSubmit={() => !busy && void submit()}
            actions={
                <>
                    <Button onClick={onDone} buttonRef={cancel}>
                        Cancel
                    </Button>
                    <Button kind="main" type="submit" busy={busy}>
                        Take over
                    </Button>
                </>
            }
        >
            {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
            <p>
                <bdi>{owner.name || 'Whoever has it'}</bdi> loses the chat and reads that you have taken it. The customer sees that you have joined. All
                that was said comes with it.
            </p>
        </Dialog>
    );
}
