import { useState } from 'preact/hooks';
import { CopyButton } from './CopyText.js';

/** The server's address as pages reach it: the console lies in its folder "console", wherever a proxy has put that. */
function serverAddress(): string {
    return new URL('..', location.href.replace(/#.*/, '')).href;
}

/** What a website has to contain, to be copied. */
export function EmbedCode({ siteKey }: { siteKey: string }) {
    const [server] = useState(serverAddress);
    const code = `<script src="${server}widget.js" data-site="${siteKey}" async></script>`;
    return (
        <section class="admin-card">
            <h2>Embed code</h2>
            <p class="hint">
                Put this line into each page that shall have the chat, just before <code>&lt;/body&gt;</code>. The page’s address must be
                among the allowed ones. Saved changes of this site hold at once; the line stays the same.
            </p>
            <pre class="code" dir="ltr" tabIndex={0} aria-label="Embed code">
                <code>{code}</code>
            </pre>
            <CopyButton text={code} label="Copy the code" />
        </section>
    );
}
