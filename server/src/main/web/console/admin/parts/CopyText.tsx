import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../components/index.js';

const SHOWN_MS = 3_000;

/** Puts a text into the clipboard and says so; where the browser does not allow that, it says what to do. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string | undefined }) {
    const [outcome, setOutcome] = useState<'copied' | 'refused'>();
    const timer = useRef<ReturnType<typeof setTimeout>>();
    useEffect(() => () => clearTimeout(timer.current), []);
    const copy = async (): Promise<void> => {
        clearTimeout(timer.current);
        // There is no clipboard on pages that came without TLS from another machine.
        const done = await (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))).then(
            () => true,
            () => false,
        );
        setOutcome(done ? 'copied' : 'refused');
        timer.current = setTimeout(() => setOutcome(undefined), SHOWN_MS);
    };
    return (
        <span class="copy">
            <Button small icon={outcome === 'copied' ? 'accept' : undefined} onClick={() => void copy()}>
                {label}
            </Button>
            <span class="small soft" role="status">
                {outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'Select the text and copy it by hand.' : ''}
            </span>
        </span>
    );
}
