import { useState } from 'preact/hooks';
import { messageOf } from '../api.js';
import { chime } from '../attention.js';
import { Banner, Button, Checkbox, Dialog } from '../components/index.js';
import { useConsole } from '../context.js';
import { leavePage } from '../departure.js';
import { useUi } from '../ui.js';

/** What somebody chooses for this browser, and the end of all sessions. */
export function SettingsDialog({ onDone }: { onDone: () => void }) {
    const { preferences, setPreferences } = useUi();
    const { session } = useConsole();
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<string>();
    const possible = 'Notification' in window;
    const notify = async (wanted: boolean): Promise<void> => {
        setProblem(undefined);
        if (wanted && (await Notification.requestPermission()) !== 'granted') {
            setProblem('The browser does not allow notifications of this page. You can change that beside its address.');
            return;
        }
        setPreferences({ ...preferences, notifications: wanted });
    };
    const everywhere = async (): Promise<void> => {
        setBusy(true);
        try {
            await session.signOutEverywhere();
        } catch (error) {
            setProblem(messageOf(error));
            setBusy(false);
        }
    };
    return (
        <Dialog title="Settings" onClose={onDone}>
            {problem !== undefined && <Banner tone="warn">{problem}</Banner>}
            <div>
                <Checkbox
                    label="Sound"
                    hint="For offers, and for messages while the page is not in view."
                    checked={!preferences.muted}
                    onChange={(on) => setPreferences({ ...preferences, muted: !on })}
                />
                <Button small onClick={() => chime('offer')}>
                    Try the sound
                </Button>
            </div>
            <Checkbox
                label="Notifications of the desktop"
                hint={possible ? 'For offers, while the page is not in view.' : 'This browser has none.'}
                checked={preferences.notifications && possible && Notification.permission === 'granted'}
                disabled={!possible}
                onChange={(on) => void notify(on)}
            />
            <div class="stack settings-end">
                <p class="small soft">Signing out everywhere ends your sessions on all devices, this one too.</p>
                <div>
                    <Button kind="danger" busy={busy} onClick={() => leavePage(() => void everywhere())}>
                        Sign out everywhere
                    </Button>
                </div>
            </div>
        </Dialog>
    );
}
