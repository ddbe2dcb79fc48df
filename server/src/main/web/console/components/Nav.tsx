import { useEffect, useRef } from 'preact/hooks';
import { Count } from './Badge.js';
import { Icon, type IconName } from './icons.js';

export interface NavItem {
    readonly href: string;
    readonly label: string;
    readonly icon?: IconName | undefined;
    readonly current: boolean;
    readonly count?: number | undefined;
    /** What the count counts, for screen readers. */
    readonly counts?: string | undefined;
    readonly keys?: string | undefined;
}

/** Links to places; the present one is marked. "tabs" lies along, "side" stands. */
export function Nav({ label, items, look = 'tabs' }: { label: string; items: readonly NavItem[]; look?: 'tabs' | 'side' | undefined }) {
    const box = useRef<HTMLElement>(null);
    const current = items.find((item) => item.current)?.href;
    useEffect(() => {
        // Where there is too little room the places lie in a line that scrolls.
        box.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }, [current]);
    return (
        <nav ref={box} class={`nav nav-${look}`} aria-label={label}>
            {items.map((item) => (
                <a
                    key={item.href}
                    href={item.href}
                    class="nav-item"
                    aria-current={item.current ? 'page' : undefined}
                    aria-keyshortcuts={item.keys}
                    title={item.keys === undefined ? undefined : `${item.label} (${item.keys})`}
                >
                    {item.icon && <Icon name={item.icon} />}
                    <span>{item.label}</span>
                    <Count value={item.count ?? 0} what={item.counts ?? ''} />
                </a>
            ))}
        </nav>
    );
}
