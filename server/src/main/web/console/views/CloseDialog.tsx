import { useState } from 'preact/hooks';
import { CloseReason } from '#protocol/customer.js';
import { messageOf } from '../api.js';
import { Banner, Button, Dialog, RadioGroup } from '../components/index.js';
import { useDesk, useSelect } from '../context.js';
import { deskOf } from '../state/chats.js';
import { customerName } from '../words.js';

const REASONS = [
    { value: String(CloseReason.SOLVED), label: 'Solved' },
    { value: String(CloseReason.AGENT_CLOSED), label: 'Not solved, but over' },
    { value: String(CloseReason.SPAM), label: 'Spam' },
];

/** Ends a chat for both sides. */
export function CloseDialog({ chat, onDone }: { chat: string; onDone: () => void }) {
    const desk = useDesk();
    const name = useSelect((state) => customerName(state.book.get(chat)?.chat.customer));
    const left = useSelect((state) => deskOf(state, chat).draft.trim() !== '' || deskOf(state, chat).outbox.length > 0);
    const [reason, setReason] = useState(String(CloseReason.SOLVED));
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<string>();
    const submit = async (): Promise<void> => {
        setBusy(true);
        setProblem(undefined);
        try {
            await desk.close(chat, Number(reason) as CloseReason);
            onDone();
        } catch (error) {
            setProblem(messageOf(error));
            setBusy(false);
        }
    };
    return (
        <Dialog
            title={`Close the chat with ${name}?`}
            onClose={onDone}
            onSubmit={() => !busy && void submit()}
            actions={
                <>
                    <Button onClick={onDone}>Cancel</Button>
                    <Button kind="main" type="submit" busy={busy}>
                        Close the chat
                    </Button>
                </>
            }
        >
            {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
            {left && <Banner tone="warn">There is text in this chat that was not sent.</Banner>}
            <RadioGroup label="How did it end?" value={reason} choices={REASONS} onChange={setReason} />
        </Dialog>
    );
}
