import { Parked } from '#protocol/customer.js';
import { Badge } from '../components/index.js';
import { parkedWords } from '../words.js';

/** That a chat takes no room of its agent, and why; nothing for one that does. */
export function ParkedBadge({ parked }: { parked: Parked }) {
    const words = parkedWords(parked);
    return words === undefined ? null : (
            <span title={words.hint}>
                <Badge tone={parked === Parked.WANTED ? 'warn' : 'neutral'}>{words.name}</Badge>
            </span>
        );
}
