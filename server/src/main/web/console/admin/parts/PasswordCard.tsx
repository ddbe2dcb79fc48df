import type { Agent } from '#protocol/admin.js';
import { Role } from '#protocol/customer.js';
import { useConsole, useDesk, useSelect } from '../../context.js';
import { isolated } from '../state/text.js';
import { useAdmin } from '../store.js';
import { PasswordDialog } from './dialogs.js';

/** Opens the dialog that sets a password; that has an address of its own, so that a new agent's page can open with it. */
export function PasswordCard({ item }: { item: Agent }) {
    const { service } = useAdmin();
    const { session } = useConsole();
    const desk = useDesk();
    const open = useSelect(({ route }) => route.page === 'admin' && route.path[2] === 'password');
    const own = useSelect((state) => state.subject === item.id);
    if (item.role === Role.PROGRAM) {
        return null;
    }
    const here = `#/admin/agents/${encodeURIComponent(item.id)}`;
    const close = (): void => location.replace(here);
    const set = async (password: string): Promise<void> => {
        await service.setPassword(item.id, password);
        if (own) {
            session.signOut();
        } else {
            desk.say('good', `Password set: ${isolated(item.displayName)}`);
            close();
        }
    };
    return (
        <section class="admin-card">
            <h2>Password</h2>
            <p class="hint">
                A password cannot be read here, only replaced. {own && 'This is your own account: you will have to sign in again.'}
            </p>
            <div>
                <a class="button button-plain" href={`${here}/password`}>
                    Set password
                </a>
            </div>
            {open && <PasswordDialog name={item.displayName} act={set} onClose={close} />}
        </section>
    );
}
