import type { ComponentChildren } from 'preact';

export interface FoldProps {
    title: string;
    /** What is inside, in a few words. */
    gist: string;
    children: ComponentChildren;
}

/** A part that many do not need: shut at first, with a word on what is in it. */
export function Fold({ title, gist, children }: FoldProps) {
    return (
        <details class="fold">
            <summary>
                <h2>{title}</h2>
                <span class="fold-gist" dir="auto">
                    {gist}
                </span>
            </summary>
            <div class="fold-body">{children}</div>
        </details>
    );
}
