import type { ComponentChildren, Ref } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icons.js';

export interface MenuItem {
    readonly key: string;
    readonly label: ComponentChildren;
    readonly hint?: string | undefined;
    readonly icon?: IconName | undefined;
    /** For choices: whether this is the present one. */
    readonly checked?: boolean | undefined;
    readonly act: () => void;
}

export interface MenuProps {
    /** What the button opens. */
    label: string;
    /** The children name the button, for screen readers too. */
    namedByContent?: boolean | undefined;
    /** What the button shows. */
    children: ComponentChildren;
    items: readonly MenuItem[];
    keys?: string | undefined;
    buttonClass?: string | undefined;
    /** Opens upwards; for buttons at the lower edge. */
    up?: boolean | undefined;
    /** Lets shortcuts open it: a click on the button. */
    buttonRef?: Ref<HTMLButtonElement> | undefined;
}

/** A button with a menu: arrows, Home and End move, Enter or Space choose, Esc and Tab close. */
export function Menu({ label, children, items, keys, buttonClass = 'button button-plain', up, buttonRef, namedByContent }: MenuProps) {
    const [open, setOpen] = useState(false);
    const box = useRef<HTMLDivElement>(null);
    const id = useId();
    useEffect(() => {
        if (!open) {
            return undefined;
        }
        const list = entries(box.current);
        (list.find((entry) => entry.getAttribute('aria-checked') === 'true') ?? list[0])?.focus();
        const outside = (event: Event): void => {
            if (!box.current?.contains(event.target as Node)) {
                setOpen(false);
            }
        };
        document.addEventListener('pointerdown', outside);
        return () => document.removeEventListener('pointerdown', outside);
    }, [open]);

    const close = (): void => {
        setOpen(false);
        box.current?.querySelector('button')?.focus();
    };
    const moved = (event: KeyboardEvent): void => {
        const list = entries(box.current);
        const at = list.indexOf(document.activeElement as HTMLElement);
        const next = destination(event.key, at, list.length);
        if (next !== undefined) {
            list[next]?.focus();
        } else if (event.key === 'Escape') {
            close();
        } else if (event.key === 'Tab') {
            setOpen(false);
            return;
        } else {
            return;
        }
        event.preventDefault();
        event.stopPropagation();
    };
    return (
        <div class="menu" ref={box}>
            <button
                type="button"
                {...(buttonRef === undefined ? {} : { ref: buttonRef })}
                class={buttonClass}
                aria-haspopup="menu"
                aria-expanded={open}
                aria-controls={open ? id : undefined}
                aria-keyshortcuts={keys}
                aria-label={namedByContent ? undefined : label}
                title={keys === undefined ? label : `${label} (${keys})`}
                onClick={() => setOpen(!open)}
                onKeyDown={(event) => {
                    if (event.key === 'ArrowDown' && !open) {
                        event.preventDefault();
                        setOpen(true);
                    }
                }}
            >
                {children}
                <Icon name="down" />
            </button>
            {open && (
                <div class={`menu-list${up ? ' menu-up' : ''}`} role="menu" id={id} aria-label={label} onKeyDown={moved}>
                    {items.map((item) => (
                        <button
                            key={item.key}
                            type="button"
                            class="menu-item"
                            role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                            aria-checked={item.checked}
                            tabIndex={-1}
                            onClick={() => {
                                close();
                                item.act();
                            }}
                        >
                            {item.icon && <Icon name={item.icon} />}
                            <span class="menu-text">
                                <span>{item.label}</span>
                                {item.hint && <span class="hint">{item.hint}</span>}
                            </span>
                            {item.checked && <Icon name="accept" />}
                        </button>
                    ))}
                </div>
            )}
        </div>
    );
}

function entries(box: HTMLElement | null): HTMLElement[] {
    return [...(box?.querySelectorAll<HTMLElement>('.menu-item') ?? [])];
}

function destination(key: string, at: number, count: number): number | undefined {
    switch (key) {
        case 'ArrowDown':
            return (at + 1) % count;
        case 'ArrowUp':
            return (at - 1 + count) % count;
        case 'Home':
            return 0;
        case 'End':
            return count - 1;
        default:
            return undefined;
    }
}
