import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Title of a page. It gets the focus when the page appears, so that screen readers begin there. */
export function Heading({ children, quiet }: { children: ComponentChildren; quiet?: boolean | undefined }) {
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => {
        if (!quiet) {
            heading.current?.focus();
        }
    }, []);
    return (
        <h1 class="admin-title" tabIndex={-1} ref={heading}>
            {children}
        </h1>
    );
}
