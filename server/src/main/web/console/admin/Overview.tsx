import { useEffect } from 'preact/hooks';
import { Banner, Button, Icon, Spinner } from '../components/index.js';
import { plural } from '../words.js';
import { agentKind } from './kinds/agent.js';
import type { Kind } from './kinds/kind.js';
import { queueKind } from './kinds/queue.js';
import { siteKind } from './kinds/site.js';
import { skillKind } from './kinds/skill.js';
import { Heading } from './parts/Heading.js';
import { hrefOfKind } from './sections/section.js';
import type { Stored } from './service.js';
import type { Values } from './state/form.js';
import { load, useAdmin, useStore } from './store.js';

/** What there is of each kind, in the order in which a new desk is made. */
export function Overview() {
    return (
        <div class="admin-page">
            <header class="admin-head">
                <div class="admin-head-text">
                    <Heading>Administration</Heading>
                    <p class="hint">
                        A site shows the widget; its chats wait in queues; agents of a queue who have its skills answer them. A new desk
                        needs a queue, an agent in it, and a site, in this order.
                    </p>
                </div>
            </header>
            <ol class="admin-steps">
                <Step kind={skillKind} optional />
                <Step kind={queueKind} />
                <Step kind={agentKind} />
                <Step kind={siteKind} />
            </ol>
        </div>
    );
}

function Step<Item extends Stored, V extends Values<V>>({ kind, optional }: { kind: Kind<Item, V>; optional?: boolean | undefined }) {
    const admin = useAdmin();
    const list = admin.list<Item>(kind.path);
    const objects = kind.objects(admin.service);
    const { items, cursor, loaded, problem } = useStore(list);
    useEffect(() => void load(list, objects, 'first'), [list]);
    const none = loaded && items.length === 0;
    return (
        <li class="admin-card admin-step">
            <h2>
                <Icon name={kind.icon} />
                <a href={hrefOfKind(kind.path)}>{kind.title}</a>
                {optional && <span class="soft small">optional</span>}
            </h2>
            <p class="hint">{kind.about}</p>
            {problem !== undefined && (
                <Banner
                    tone="bad"
                    actions={
                        <Button small onClick={() => void load(list, objects, 'first')}>
                            Try again
                        </Button>
                    }
                >
                    {problem}
                </Banner>
            )}
            <div class="admin-step-foot">
                {loaded ?
                    <span class="numeric">
                        {none ? 'None yet'
                        : cursor === '' ? plural(items.length, kind.one, kind.many)
                        : `More than ${plural(items.length, kind.one, kind.many)}`}
                    </span>
                :   problem === undefined && <Spinner />}
                <a class={`button button-small ${none && !optional ? 'button-main' : 'button-plain'}`} href={hrefOfKind(kind.path, 'new')}>
                    New {kind.one}
                </a>
            </div>
        </li>
    );
}
