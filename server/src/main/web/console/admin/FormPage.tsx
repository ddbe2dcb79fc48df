import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../api.js';
import { Banner, Button, EmptyState, Spinner } from '../components/index.js';
import { Form } from './Form.js';
import { type Choices, hrefOfKind, type SectionView } from './sections/section.js';
import { all, type AdminService, find, type Stored } from './service.js';
import type { Values } from './state/form.js';
import { useAdmin } from './store.js';

export interface FormPageProps<Item extends Stored, V extends Values<V>> {
    section: SectionView<Item, V>;
    /** Undefined for a new object. */
    id: string | undefined;
}

/** Fetches what a form needs, then shows it. */
export function FormPage<Item extends Stored, V extends Values<V>>({ section, id }: FormPageProps<Item, V>) {
    const { kind, needs } = section;
    const admin = useAdmin();
    const [ready, setReady] = useState<{ readonly item: Item | undefined; readonly choices: Choices }>();
    const [problem, setProblem] = useState<string>();
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
        let current = true;
        setProblem(undefined);
        const item = id === undefined ? Promise.resolve(undefined) : find(kind.objects(admin.service), id);
        Promise.all([item, choicesFor(needs, admin.service)]).then(
            ([found, choices]) => current && setReady({ item: found, choices }),
            (error: unknown) => current && setProblem(messageOf(error)),
        );
        return () => {
            current = false;
        };
    }, [attempt]);

    if (problem !== undefined) {
        const again = (
            <Button small onClick={() => setAttempt(attempt + 1)}>
                Try again
            </Button>
        );
        return (
            <Banner tone="bad" actions={again}>
                This page could not be loaded. {problem}
            </Banner>
        );
    }
    if (ready === undefined) {
        return <Spinner label="Loading …" />;
    }
    if (id !== undefined && ready.item === undefined) {
        const back = (
            <a class="button button-plain" href={hrefOfKind(kind.path)}>
                All {kind.many}
            </a>
        );
        return (
            <EmptyState icon={kind.icon} title={`There is no such ${kind.one}`} actions={back}>
                It may have been deleted.
            </EmptyState>
        );
    }
    return <Form section={section} item={ready.item} choices={ready.choices} />;
}

async function choicesFor(needs: readonly (keyof Choices)[], service: AdminService): Promise<Choices> {
    const [queues, skills, sites] = await Promise.all([
        needs.includes('queues') ? all(service.queues) : [],
        needs.includes('skills') ? all(service.skills) : [],
        needs.includes('sites') ? all(service.sites) : [],
    ]);
    const byTitle = new Intl.Collator().compare;
    return {
        queues: [...queues].sort((a, b) => byTitle(a.title, b.title)),
        skills: [...skills].sort((a, b) => byTitle(a.name, b.name)),
        sites: [...sites].sort((a, b) => byTitle(a.name, b.name)),
    };
}
