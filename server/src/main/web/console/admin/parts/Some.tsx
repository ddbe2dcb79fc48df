import { Badge } from '../../components/index.js';

/** So many are named; of the rest only the number. */
const SHOWN = 3;

/** The first of some names, and how many more. */
export function Some({ names }: { names: readonly string[] }) {
    return names.length === 0 ?
            <span class="soft">–</span>
        :   <span class="some" title={names.join(', ')}>
                {names.slice(0, SHOWN).map((name) => (
                    <Badge key={name}>{name}</Badge>
                ))}
                {names.length > SHOWN && <span class="soft small">+{names.length - SHOWN}</span>}
            </span>;
}
