import { useRef, useState } from 'preact/hooks';
import { Administration } from '../admin/Administration.js';
import { EmptyState } from '../components/index.js';
import { useSelect } from '../context.js';
import { isAdministrator } from '../state/access.js';
import { ConnectionBanner } from './ConnectionBanner.js';
import { ToastStack } from './ToastStack.js';
import { TopBar } from './TopBar.js';

/** The page of who is signed in: bar, notices, and the place that the address names. */
export function Shell() {
    const route = useSelect((state) => state.route);
    const administrator = useSelect(isAdministrator);
    const known = useSelect((state) => state.me !== undefined);
    const presence = useRef<HTMLButtonElement>(null);
    const [muted, setMuted] = useState(false);
    const [, setDialog] = useState<'shortcuts' | 'settings'>();
    return (
        <div class="shell">
            <TopBar onDialog={setDialog} muted={muted} onMute={setMuted} presenceRef={presence} />
            <ConnectionBanner />
            <main class="place" id="place" tabIndex={-1}>
                {route.page === 'admin' ?
                    administrator || !known ?
                        <Administration path={route.path} />
                    :   <EmptyState icon="admin" title="For administrators">
                            Your account does not administer this site.
                        </EmptyState>

                :   <EmptyState icon="chat" title="No chats yet">
                        Chats that you accept appear here.
                    </EmptyState>
                }
            </main>
            <ToastStack />
        </div>
    );
}
