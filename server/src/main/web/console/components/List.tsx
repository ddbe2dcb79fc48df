import type { ComponentChildren } from 'preact';

/** A list of rows that lead somewhere or hold controls. */
export function List({ label, children }: { label: string; children: ComponentChildren }) {
    return (
        <ul class="list" aria-label={label}>
            {children}
        </ul>
    );
}

export interface ListRowProps {
    start?: ComponentChildren;
    title: ComponentChildren;
    detail?: ComponentChildren;
    end?: ComponentChildren;
    /** Where a press leads; without it the row is only read. */
    href?: string | undefined;
    current?: boolean | undefined;
}

export function ListRow({ start, title, detail, end, href, current }: ListRowProps) {
    const content = (
        <>
            {start}
            <span class="row-text">
                <span class="row-title" dir="auto">
                    {title}
                </span>
                {detail !== undefined && <span class="row-detail" dir="auto">{detail}</span>}
            </span>
            {end !== undefined && <span class="row-end">{end}</span>}
        </>
    );
    return (
        <li>
            {href === undefined ? (
                <div class="row">{content}</div>
            ) : (
                <a class="row" href={href} aria-current={current ? 'true' : undefined}>
                    {content}
                </a>
            )}
        </li>
    );
}
