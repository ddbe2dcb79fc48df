/** What the form for messages says, by language. {name} stands for a parameter. Loaded with the form alone. */
export const offlineTexts: { readonly [language: string]: OfflineTexts } = {
    en: {
        opens: 'We open again: {time}.',
        invitation: 'Leave us your message, and we will answer you later.',
        name: 'Your name',
        contact: 'Your e-mail address, or how else we can reach you',
        leave: 'Leave a message',
        leaving: 'Sending…',
        missing: 'Please fill in all three fields.',
        tooLong: 'Please shorten your message to 4,000 characters.',
        tooMany: 'You have left several messages already. Please try again in an hour; your text stays here.',
        failed: 'Your message could not be sent. It is still here; please try again.',
        left: 'Your message has been sent. We will answer you: {contact}',
    },
    de: {
        opens: 'Wir öffnen wieder: {time}.',
        invitation: 'Hinterlassen Sie uns Ihre Nachricht, wir antworten Ihnen später.',
        name: 'Ihr Name',
        contact: 'Ihre E-Mail-Adresse, oder wie wir Sie sonst erreichen',
        leave: 'Nachricht hinterlassen',
        leaving: 'Wird gesendet …',
        missing: 'Bitte füllen Sie alle drei Felder aus.',
        tooLong: 'Bitte kürzen Sie Ihre Nachricht auf 4.000 Zeichen.',
        tooMany: 'Sie haben schon mehrere Nachrichten hinterlassen. Bitte versuchen Sie es in einer Stunde wieder; Ihr Text bleibt hier stehen.',
        failed: 'Ihre Nachricht konnte nicht gesendet werden. Sie steht noch hier; bitte versuchen Sie es noch einmal.',
        left: 'Ihre Nachricht ist angekommen. Wir antworten Ihnen: {contact}',
    },
};

export type OfflineTexts = Readonly<
    Record<'opens' | 'invitation' | 'name' | 'contact' | 'leave' | 'leaving' | 'missing' | 'tooLong' | 'tooMany' | 'failed' | 'left', string>
>;
