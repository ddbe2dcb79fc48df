import { useEffect } from 'preact/hooks';
import { useConsole } from '../context.js';

/** Widths from which two and three chats fit side by side; styles/chats.css has the same. */
const TWO = '(min-width: 1180px)';
const THREE = '(min-width: 1560px)';

/** Tells the state how many panes there is room for. */
export function useRoom(): void {
    const { store } = useConsole();
    useEffect(() => {
        const queries = [matchMedia(TWO), matchMedia(THREE)];
        const measure = (): void =>
            store.dispatch({ type: 'room', panes: 1 + queries.filter((query) => query.matches).length });
        measure();
        queries.forEach((query) => query.addEventListener('change', measure));
        return () => queries.forEach((query) => query.removeEventListener('change', measure));
    }, []);
}
