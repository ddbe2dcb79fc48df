import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Preferences } from './storage.js';
import type { Owned } from './views/standing.js';
import type { Supervised, Supervising } from './views/SuperviseDialog.js';

/** The dialog that is open over the page. */
export type OpenDialog =
    | { readonly kind: 'shortcuts' }
    | { readonly kind: 'settings' }
    | { readonly kind: 'transfer'; readonly chat: string }
    | { readonly kind: 'close'; readonly chat: string }
    | { readonly kind: 'supervise'; readonly what: Supervising; readonly item: Supervised; readonly refresh: () => void }
    | { readonly kind: 'take-over'; readonly owned: Owned; readonly refresh?: () => void };

export interface Ui {
    readonly preferences: Preferences;
    readonly setPreferences: (preferences: Preferences) => void;
    readonly openDialog: (dialog: OpenDialog | undefined) => void;
}

export const UiContext = createContext<Ui>({
    preferences: { muted: false, notifications: false },
    setPreferences: () => undefined,
    openDialog: () => undefined,
});

export function useUi(): Ui {
    return useContext(UiContext);
}
