import type { ComponentChildren } from 'preact';

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';

/** A word or a number that stands out. Colour only repeats what the text says. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone | undefined; children: ComponentChildren }) {
    return <span class={`badge badge-${tone}`}>{children}</span>;
}

/** How many, and of what, for those who do not see where it stands. Nothing for 0. */
export function Count({ value, what, tone = 'accent' }: { value: number; what: string; tone?: Tone | undefined }) {
    return value === 0 ? null : (
        <span class={`badge badge-${tone} badge-count`}>
            {value > 99 ? '99+' : value}
            <span class="unseen"> {what}</span>
        </span>
    );
}

/** A coloured dot beside a word that says the same. */
export function Dot({ tone }: { tone: Tone }) {
    return <span class={`dot dot-${tone}`} aria-hidden="true" />;
}
