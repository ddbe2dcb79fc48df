import { useEffect, useRef, useState } from 'preact/hooks';
import { AuthorKind } from '#protocol/customer.js';
import { DeclineReason } from '#protocol/staff.js';
import { useNow } from '../clock.js';
import { Avatar, Badge, Button, Ring } from '../components/index.js';
import { useDesk, useSelect } from '../context.js';
import { isInternal, isSaid, textOf } from '../state/entries.js';
import { remainingMs } from '../state/offers.js';
import { queueTitle } from '../state/queues.js';
import type { OpenOffer } from '../state/state.js';
import { requirementWords } from '../rules.js';
import { customerName, duration } from '../words.js';

const REASONS = [
    { reason: DeclineReason.BUSY, label: 'Busy' },
    { reason: DeclineReason.WRONG_SKILL, label: 'Not my field' },
    { reason: DeclineReason.LEAVING, label: 'I am leaving' },
    { reason: DeclineReason.OTHER, label: 'Another reason' },
];
const LINES_MAX = 5;

/** Offers lie over the page, so that they are seen wherever one is; the one that runs out first on top. */
export function Offers() {
    const offers = useSelect((state) => state.offers);
    return (
        <section class={offers.length === 0 ? 'unseen' : 'offers'} aria-label="Offers">
            <div class="unseen" role="alert">
                {offers.map((open) => (
                    <Announcement key={open.offer.id} open={open} />
                ))}
            </div>
            {offers.map((open, i) => (
                <OfferCard key={open.offer.id} open={open} first={i === 0} />
            ))}
        </section>
    );
}

/** Read out once, when the offer comes. */
function Announcement({ open: { offer } }: { open: OpenOffer }) {
    const title = useSelect((state) => queueTitle(state, offer.chat));
    return (
        <p>
            Offer from {title}: {customerName(offer.chat?.customer)}, waited {duration(offer.waitedMs)}. Alt+A accepts, Alt+X
            declines.
        </p>
    );
}

function OfferCard({ open, first }: { open: OpenOffer; first: boolean }) {
    const { offer, answering } = open;
    const desk = useDesk();
    const title = useSelect((state) => queueTitle(state, offer.chat));
    const accept = useRef<HTMLButtonElement>(null);
    const [declining, setDeclining] = useState(false);
    useEffect(() => {
        // Enter accepts, unless somebody is at something else.
        if (document.activeElement === null || document.activeElement === document.body) {
            accept.current?.focus();
        }
    }, []);
    const name = customerName(offer.chat?.customer);
    return (
        <article class={`offer${first ? ' offer-first' : ''}`} aria-label={`Offer: ${name}`}>
            <header class="offer-head">
                <Avatar name={name} id={offer.chat?.customer?.id ?? offer.id} />
                <div class="offer-who">
                    <h2 class="clip" title={name} dir="auto">
                        {name}
                    </h2>
                    <p class="small soft">
                        <bdi>{title}</bdi> · waited {duration(offer.waitedMs)}
                    </p>
                </div>
                <Countdown open={open} />
            </header>
            {offer.requirements.length > 0 && (
                <p class="line-up">
                    {offer.requirements.map((requirement, i) => (
                        <Badge key={i}>{requirementWords(requirement)}</Badge>
                    ))}
                </p>
            )}
            <OfferLines open={open} />
            {declining ?
                <fieldset class="offer-reasons">
                    <legend class="label">Why not?</legend>
                    {REASONS.map(({ reason, label }) => (
                        <Button key={reason} small busy={answering === 'decline'} onClick={() => desk.offers.decline(offer.id, reason)}>
                            {label}
                        </Button>
                    ))}
                    <Button small kind="quiet" onClick={() => setDeclining(false)}>
                        Back
                    </Button>
                </fieldset>
            :   <div class="offer-acts">
                    <Button
                        kind="main"
                        icon="accept"
                        keys={first ? 'Alt+A' : undefined}
                        busy={answering === 'accept'}
                        buttonRef={accept}
                        onClick={() => void desk.accept(offer.id)}
                    >
                        Accept
                    </Button>
                    <Button keys={first ? 'Alt+X' : undefined} onClick={() => setDeclining(true)}>
                        <span class="offer-decline">Decline …</span>
                    </Button>
                </div>
            }
        </article>
    );
}

/** By the time since it arrived, so that a wrong clock of this computer does not matter. */
function Countdown({ open }: { open: OpenOffer }) {
    const left = remainingMs(open, useNow(250));
    return <Ring share={left / open.totalMs} label={String(Math.ceil(left / 1_000))} />;
}

function OfferLines({ open }: { open: OpenOffer }) {
    const lines = open.entries?.filter(isSaid).slice(-LINES_MAX);
    return (
        <div class="offer-lines">
            {lines === undefined ?
                <p class="soft small">Fetching what was said …</p>
            : lines.length === 0 ?
                <p class="soft small">The customer has not written yet.</p>
            :   lines.map((entry) => (
                    <p key={entry.sequence} class="offer-line">
                        {entry.author?.kind !== AuthorKind.CUSTOMER && (
                            <span class="soft">
                                <bdi>{entry.author?.name ?? ''}</bdi>
                                {isInternal(entry) ? ' (note)' : ''}:{' '}
                            </span>
                        )}
                        <span dir="auto">{textOf(entry)}</span>
                    </p>
                ))
            }
        </div>
    );
}

/** For the shortcut: opens the reasons of the first offer and puts the focus there. */
export function declineFirst(): void {
    const card = document.querySelector('.offer-first');
    card?.querySelector<HTMLElement>('.offer-decline')?.closest('button')?.click();
    requestAnimationFrame(() => card?.querySelector<HTMLElement>('.offer-reasons button')?.focus());
}
