import { useEffect } from 'preact/hooks';
import { ListOfflineMessagesRequest, OfflineMessageList, OfflineState } from '#protocol/offline.js';
import { useApi, useConsole, useSelect } from '../context.js';
import { useFetched } from './useFetched.js';

/** There is no hurry: whoever left a message has gone. */
const EVERY_MS = 60_000;

/** Keeps the number of open messages in the state. */
export function useMessageCount(): void {
    const api = useApi();
    const { store } = useConsole();
    const subject = useSelect((state) => state.subject);
    const connected = useSelect((state) => state.line.phase === 'connected');
    const { value } = useFetched(
        () => api.call('offline', 'ListMessages', ListOfflineMessagesRequest, { state: OfflineState.OPEN, cursor: '', limit: 1 }, OfflineMessageList),
        subject,
        connected,
        { everyMs: EVERY_MS },
    );
    useEffect(() => {
        if (value !== undefined) {
            store.dispatch({ type: 'messages', open: value.open });
        }
    }, [value]);
}
