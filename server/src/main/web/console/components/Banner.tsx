import type { ComponentChildren } from 'preact';
import { Icon } from './icons.js';

export interface BannerProps {
    tone?: 'info' | 'good' | 'warn' | 'bad' | undefined;
    children: ComponentChildren;
    actions?: ComponentChildren;
}

/** A state of the whole page or pane, for as long as it lasts. What passes is a toast. */
export function Banner({ tone = 'info', children, actions }: BannerProps) {
    return (
        <div class={`banner banner-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
            <Icon name={tone === 'good' ? 'accept' : tone === 'info' ? 'info' : 'alert'} />
            <div class="banner-text">{children}</div>
            {actions !== undefined && <div class="banner-actions">{actions}</div>}
        </div>
    );
}
