import { useEffect } from 'preact/hooks';
import { Toasts } from '../components/index.js';
import { useConsole, useSelect } from '../context.js';

const SHOWN_MS = 8_000;

/** Toasts go by themselves; those that tell of a fault stay until they are dismissed. */
export function ToastStack() {
    const { store } = useConsole();
    const toasts = useSelect((state) => state.toasts);
    const passing = toasts.find((toast) => toast.tone !== 'bad')?.id;
    useEffect(() => {
        if (passing === undefined) {
            return undefined;
        }
        const timer = setTimeout(() => store.dispatch({ type: 'toast-gone', id: passing }), SHOWN_MS);
        return () => clearTimeout(timer);
    }, [passing]);
    return <Toasts toasts={toasts} onDismiss={(id) => store.dispatch({ type: 'toast-gone', id })} />;
}
