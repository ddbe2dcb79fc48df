import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { EmptyState, Nav } from '../components/index.js';
import { useApi } from '../context.js';
import { FormPage } from './FormPage.js';
import type { Kind } from './kinds/kind.js';
import { ListPage } from './ListPage.js';
import { Overview } from './Overview.js';
import { agents } from './sections/agents.js';
import { appKeys } from './sections/app-keys.js';
import { queues } from './sections/queues.js';
import { hrefOfKind, type SectionView } from './sections/section.js';
import { sites } from './sections/sites.js';
import { skills } from './sections/skills.js';
import { AdminService, type Stored } from './service.js';
import type { Values } from './state/form.js';
import { Admin, AdminContext } from './store.js';

interface Place {
    readonly kind: Pick<Kind<never, never>, 'path' | 'title' | 'icon'>;
    /** What an address below the section shows. */
    readonly show: (id: string | undefined) => ComponentChildren;
}

const PLACES: readonly Place[] = [place(sites), place(queues), place(skills), place(agents), place(appKeys)];

function place<Item extends Stored, V extends Values<V>>(section: SectionView<Item, V>): Place {
    const { path, title, icon } = section.kind;
    return {
        kind: { path, title, icon },
        show: (id) =>
            id === undefined ? <ListPage key={path} section={section} />
            : <FormPage key={`${path}/${id}`} section={section} id={id === 'new' ? undefined : id} />,
    };
}

/**
 * Screens of administrators. `path` is what follows "#/admin/" in the address: nothing for the overview, "queues" for the list,
 * "queues/new" and "queues/7" for a form.
 */
export function Administration({ path }: { path: readonly string[] }) {
    const api = useApi();
    const admin = useMemo(() => new Admin(new AdminService(api)), [api]);
    const [section, id] = path;
    const items = [
        { href: '#/admin', label: 'Overview', icon: 'admin' as const, current: section === undefined },
        ...PLACES.map(({ kind }) => ({
            href: hrefOfKind(kind.path),
            label: kind.title,
            icon: kind.icon,
            current: section === kind.path,
        })),
    ];
    return (
        <AdminContext.Provider value={admin}>
            <div class="admin">
                <div class="admin-nav">
                    <Nav look="side" label="Administration" items={items} />
                </div>
                <div class="admin-content">{section === undefined ? <Overview /> : shown(section, id)}</div>
            </div>
        </AdminContext.Provider>
    );
}

function shown(section: string, id: string | undefined): ComponentChildren {
    return (
        PLACES.find(({ kind }) => kind.path === section)?.show(id) ?? (
            <EmptyState icon="admin" title="There is no such page">
                Choose one of the sections.
            </EmptyState>
        )
    );
}
