import { EmptyState } from '../components/index.js';

/** Screens of administrators. `path` is what follows "#/admin/" in the address. */
export function Administration({ path }: { path: readonly string[] }) {
    return (
        <EmptyState icon="admin" title="Administration">
            Sites, queues, skills, agents and app keys will be kept here. {path.join('/')}
        </EmptyState>
    );
}
