import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from '../../components/index.js';

export interface RowListProps {
    label: string;
    hint: string;
    /** What the button below the rows says. */
    add: string;
    count: number;
    max: number;
    /** What is wrong with the list as a whole. */
    fault: string | undefined;
    onAdd: () => void;
    /** The rows; each calls what it is given when it has removed itself. */
    children: (onRemoved: () => void) => ComponentChildren;
}

/** Rows of fields that are added and removed. The focus goes into a new row, and to the button when a row goes. */
export function RowList({ label, hint, add, count, max, fault, onAdd, children }: RowListProps) {
    const end = useRef<HTMLDivElement>(null);
    const fresh = useRef(false);
    const id = useId();
    useEffect(() => {
        if (fresh.current) {
            fresh.current = false;
            end.current?.previousElementSibling?.querySelector('input')?.focus();
        }
    }, [count]);
    return (
        <fieldset class="levels" aria-describedby={fault === undefined ? `${id}-hint` : `${id}-hint ${id}-fault`}>
            <legend class="label">{label}</legend>
            <div class="hint" id={`${id}-hint`}>
                {hint}
            </div>
            {children(() => end.current?.querySelector('button')?.focus())}
            <div ref={end}>
                <Button
                    small
                    disabled={count >= max}
                    onClick={() => {
                        fresh.current = true;
                        onAdd();
                    }}
                >
                    {add}
                </Button>
            </div>
            {fault !== undefined && (
                <div class="error" id={`${id}-fault`} data-fault>
                    {fault}
                </div>
            )}
        </fieldset>
    );
}
