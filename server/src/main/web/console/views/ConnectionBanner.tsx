import { Presence } from '#protocol/customer.js';
import { Banner, Button } from '../components/index.js';
import { useNow } from '../clock.js';
import { useConsole, useDesk, useSelect } from '../context.js';
import { endedBecause } from '../session.js';
import type { Line } from '../state/state.js';

/** One line below the bar when something is in the way of work: first the connection, then one's own presence. */
export function ConnectionBanner() {
    const line = useSelect((state) => state.line);
    const presence = useSelect((state) => state.me?.presence);
    const desk = useDesk();
    if (line.phase !== 'connected') {
        return <Disconnected line={line} />;
    }
    const available = (
        <Button small kind="main" onClick={() => void desk.setPresence(Presence.AVAILABLE)}>
            Go available
        </Button>
    );
    if (presence === Presence.NOT_RESPONDING) {
        return (
            <Banner tone="bad" actions={available}>
                You missed three offers in a row, so you get no new chats.
            </Banner>
        );
    }
    if (presence === Presence.OFFLINE || presence === Presence.AWAY) {
        return (
            <Banner actions={available}>
                {presence === Presence.OFFLINE ? 'You are offline' : 'You are away'}: new chats go to others.
            </Banner>
        );
    }
    return null;
}

function Disconnected({ line }: { line: Line }) {
    const { session } = useConsole();
    const now = useNow(500);
    if (line.phase === 'closed') {
        const again = (
            <Button small onClick={() => session.comeBack()}>
                Use this window
            </Button>
        );
        return (
            <Banner tone="bad" actions={again}>
                {endedBecause(line.closedBecause ?? 'refused')}
            </Banner>
        );
    }
    if (line.retryAt === undefined) {
        return <Banner>{line.phase === 'reconnecting' ? 'Reconnecting …' : 'Connecting …'}</Banner>;
    }
    const retry = (
        <Button small onClick={() => session.nudge()}>
            Try now
        </Button>
    );
    return (
        <Banner tone="warn" actions={retry}>
            {line.notReady ? 'The server is not ready.' : 'No connection to the server.'} Next attempt in{' '}
            <span class="numeric">{Math.max(0, Math.ceil((line.retryAt - now) / 1_000))} s</span>. What you write is kept and
            sent later.
        </Banner>
    );
}
