import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Administration } from '../admin/Administration.js';
import { forgetUnsavedOfOthers } from '../admin/unsaved.js';
import { armSound, Attention } from '../attention.js';
import { EmptyState } from '../components/index.js';
import { useConsole, useSelect } from '../context.js';
import { isAdministrator } from '../state/access.js';
import { loadPreferences, savePreferences } from '../storage.js';
import { type OpenDialog, type Ui, UiContext } from '../ui.js';
import { ChatsPage } from './ChatsPage.js';
import { CloseDialog } from './CloseDialog.js';
import { ConnectionBanner } from './ConnectionBanner.js';
import { MessagesPage } from './MessagesPage.js';
import { Offers } from './Offers.js';
import { SettingsDialog } from './SettingsDialog.js';
import { ShortcutsDialog } from './ShortcutsDialog.js';
import { SuperviseDialog } from './SuperviseDialog.js';
import { ToastStack } from './ToastStack.js';
import { TopBar } from './TopBar.js';
import { useMessageCount } from './useMessageCount.js';
import { useRoom } from './useRoom.js';
import { useShortcuts } from './useShortcuts.js';
import { TakeOverDialog } from './TakeOverDialog.js';
import { TransferDialog } from './TransferDialog.js';
import { WaitingPage } from './WaitingPage.js';

/** The page of who is signed in: bar, notices, the place that the address names, and what lies over it. */
export function Shell() {
    const { store } = useConsole();
    const presence = useRef<HTMLButtonElement>(null);
    const [preferences, setPreferences] = useState(loadPreferences);
    const [dialog, openDialog] = useState<OpenDialog>();
    const attention = useMemo(() => new Attention(() => store.get(), preferences), []);
    const ui: Ui = useMemo(
        () => ({
            preferences,
            openDialog,
            setPreferences: (changed) => {
                setPreferences(changed);
                savePreferences(changed);
                attention.prefer(changed);
            },
        }),
        [preferences],
    );
    useEffect(() => {
        armSound();
        let before = store.get();
        return store.subscribe(() => {
            const was = before;
            before = store.get();
            attention.changed(was);
        });
    }, []);
    const subject = useSelect((state) => state.subject);
    useEffect(() => forgetUnsavedOfOthers(subject), [subject]);
    useRoom();
    useMessageCount();
    useShortcuts(ui, dialog !== undefined, presence);
    return (
        <UiContext.Provider value={ui}>
            <div class="shell">
                <TopBar
                    onDialog={(kind) => openDialog({ kind })}
                    muted={preferences.muted}
                    onMute={(muted) => ui.setPreferences({ ...preferences, muted })}
                    presenceRef={presence}
                />
                <ConnectionBanner />
                <main class="place" id="place" tabIndex={-1}>
                    <Place />
                </main>
                <Offers />
                <Dialogs dialog={dialog} onDone={() => openDialog(undefined)} />
                <ToastStack />
            </div>
        </UiContext.Provider>
    );
}

function Place() {
    const route = useSelect((state) => state.route);
    const administrator = useSelect(isAdministrator);
    const known = useSelect((state) => state.me !== undefined);
    switch (route.page) {
        case 'chats':
            return <ChatsPage />;
        case 'waiting':
            return <WaitingPage queue={route.queue} />;
        case 'messages':
            return <MessagesPage answered={route.answered} message={route.message} />;
        case 'admin':
            return administrator || !known ?
                    <Administration path={route.path} />
                :   <EmptyState icon="admin" title="For administrators">
                        Your account does not administer this site.
                    </EmptyState>;
    }
}

function Dialogs({ dialog, onDone }: { dialog: OpenDialog | undefined; onDone: () => void }) {
    switch (dialog?.kind) {
        case 'shortcuts':
            return <ShortcutsDialog onDone={onDone} />;
        case 'settings':
            return <SettingsDialog onDone={onDone} />;
        case 'transfer':
            return <TransferDialog chat={dialog.chat} onDone={onDone} />;
        case 'close':
            return <CloseDialog chat={dialog.chat} onDone={onDone} />;
        case 'supervise':
            return <SuperviseDialog what={dialog.what} item={dialog.item} refresh={dialog.refresh} onDone={onDone} />;
        case 'take-over':
            return <TakeOverDialog owned={dialog.owned} refresh={dialog.refresh} onDone={onDone} />;
        case undefined:
            return null;
    }
}
