import { render } from 'preact';
import { browser } from '../client/browser.js';
import { Spinner } from './components/index.js';
import { ConsoleContext, useSelect } from './context.js';
import { isKept } from './departure.js';
import { linkCode, parseRoute } from './route.js';
import { Session } from './session.js';
import { reduce } from './state/reducer.js';
import { initialState } from './state/state.js';
import { onTokensChanged } from './storage.js';
import { Store } from './store.js';
import { Shell } from './views/Shell.js';
import { SignIn } from './views/SignIn.js';

function Root() {
    const access = useSelect((state) => state.access);
    switch (access.kind) {
        case 'starting':
            return (
                <div class="starting">
                    <Spinner label="Signing in …" />
                </div>
            );
        case 'out':
            return <SignIn reason={access.reason} />;
        case 'in':
            return <Shell />;
    }
}

const store = new Store(initialState, reduce);
// The page lies in the folder "console" of the server, wherever a proxy has put that.
const session = new Session(store, new URL('..', location.href.replace(/#.*/, '')).href.replace(/\/$/, ''));

/** Either the code of a one-time link, which must not stay in the address or the history, or a place. */
function readHash(): string | undefined {
    const code = linkCode(location.hash);
    if (code === undefined) {
        store.dispatch({ type: 'routed', route: parseRoute(location.hash) });
    } else {
        history.replaceState(null, '', location.pathname + location.search);
    }
    return code;
}

const code = readHash();
if (code === undefined) {
    session.start();
} else {
    void session.redeem(code);
}
window.addEventListener('hashchange', (event) => {
    if (isKept(event)) {
        return;
    }
    const late = readHash();
    if (late !== undefined) {
        void session.redeem(late);
    }
});
window.addEventListener('online', () => session.nudge());
document.addEventListener('visibilitychange', () => document.hidden || session.nudge());
onTokensChanged((subject) => session.follow(subject));

const root = document.getElementById('app');
if (root !== null) {
    render(
        <ConsoleContext.Provider value={{ store, session, now: browser.now }}>
            <Root />
        </ConsoleContext.Provider>,
        root,
    );
}
