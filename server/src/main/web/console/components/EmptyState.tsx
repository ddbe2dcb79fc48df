import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons.js';

export interface EmptyStateProps {
    icon: IconName;
    title: string;
    /** What to do, or what will happen next. */
    children?: ComponentChildren;
    actions?: ComponentChildren;
}

/** Stands where nothing is yet. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
    return (
        <div class="empty">
            <span class="empty-icon">
                <Icon name={icon} />
            </span>
            <p class="empty-title">{title}</p>
            {children !== undefined && <div class="empty-text">{children}</div>}
            {actions !== undefined && <div class="empty-actions">{actions}</div>}
        </div>
    );
}
