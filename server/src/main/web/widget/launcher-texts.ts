/** The launcher's few words in every language, so that the button speaks before anything else is loaded. */
export interface LauncherTexts {
    readonly open: string;
    readonly close: string;
    readonly unread: string;
    readonly loading: string;
    readonly failed: string;
    readonly retry: string;
}

export const launcherTexts: { readonly [language: string]: LauncherTexts } = {
    en: {
        open: 'Open chat',
        close: 'Close chat',
        unread: 'new messages:',
        loading: 'Loading…',
        failed: 'The chat could not be loaded.',
        retry: 'Try again',
    },
    de: {
        open: 'Chat öffnen',
        close: 'Chat schließen',
        unread: 'neue Nachrichten:',
        loading: 'Wird geladen…',
        failed: 'Der Chat konnte nicht geladen werden.',
        retry: 'Noch einmal versuchen',
    },
};
