import type { WrapUp } from '#protocol/customer.js';
import { useNow } from '../clock.js';
import { Button } from '../components/index.js';
import { useDesk, useSelect } from '../context.js';
import { hrefOf } from '../route.js';
import { clock, customerName } from '../words.js';

/** The work after chats that goes on, below the list of chats; with how long it may. */
export function WrapUps() {
    const me = useSelect((state) => state.me);
    const at = useSelect((state) => state.meAt);
    return me === undefined || me.wrapUps.length === 0 ? null : (
            <section class="wrap-ups" aria-labelledby="wrap-ups-title">
                <h2 class="side-title" id="wrap-ups-title">
                    Work after chats
                </h2>
                <ul>
                    {me.wrapUps.map((wrapUp, i) => (
                        <WrapUpRow key={wrapUp.chat} wrapUp={wrapUp} at={at} first={i === 0} />
                    ))}
                </ul>
            </section>
        );
}

function WrapUpRow({ wrapUp: { chat, remainingMs, units }, at, first }: { wrapUp: WrapUp; at: number; first: boolean }) {
    const desk = useDesk();
    const held = useSelect((state) => state.book.get(chat));
    const name = held === undefined ? `Chat ${chat}` : customerName(held.chat.customer);
    const left = Math.max(0, at + remainingMs - useNow());
    return (
        <li class="wrap-up" aria-label={name}>
            <span class="wrap-up-name clip" title={name}>
                {held === undefined ? name : (
                    <a href={hrefOf({ page: 'chats', chat })}>
                        <bdi>{name}</bdi>
                    </a>
                )}
            </span>
            <span class="wrap-up-left numeric">{clock(left)} left</span>
            <span class="hint">{units > 0 && 'Keeps its room'}</span>
            <Button small onClick={() => void desk.wrapUp(chat, 'extend')}>
                More time
            </Button>
            <Button small kind={first ? 'main' : 'plain'} keys={first ? 'Alt+G' : undefined} onClick={() => void desk.wrapUp(chat, 'end')}>
                Done
            </Button>
        </li>
    );
}
