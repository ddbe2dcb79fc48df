import { type IconName, Menu } from '../components/index.js';
import { useUi } from '../ui.js';
import { customerName } from '../words.js';
import type { Supervised, Supervising } from './SuperviseDialog.js';

const ACTS: Readonly<Record<Supervising, { readonly icon: IconName; readonly label: string }>> = {
    assign: { icon: 'person', label: 'Assign to an agent …' },
    move: { icon: 'transfer', label: 'Move to a queue …' },
    prioritise: { icon: 'clock', label: 'Change the priority …' },
};

export interface SuperviseMenuProps {
    item: Supervised;
    acts: readonly Supervising[];
    /** Reads the list again. */
    refresh: () => void;
}

/** What supervisors do with a chat of a list. */
export function SuperviseMenu({ item, acts, refresh }: SuperviseMenuProps) {
    const { openDialog } = useUi();
    return (
        <Menu
            label={`More for ${customerName(item.chat?.customer)}`}
            buttonClass="button button-plain button-small"
            items={acts.map((what) => ({ key: what, ...ACTS[what], act: () => openDialog({ kind: 'supervise', what, item, refresh }) }))}
        >
            More
        </Menu>
    );
}
