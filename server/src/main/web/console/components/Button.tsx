import type { ComponentChildren, Ref } from 'preact';
import { Icon, type IconName } from './icons.js';
import { Spinner } from './Spinner.js';

interface Common {
    onClick?: ((event: MouseEvent) => void) | undefined;
    disabled?: boolean | undefined;
    /** Shows that what was pressed is under way; presses in the meantime do nothing. */
    busy?: boolean | undefined;
    /** Keys that do the same, as aria-keyshortcuts writes them: "Alt+A". */
    keys?: string | undefined;
    type?: 'button' | 'submit' | undefined;
    buttonRef?: Ref<HTMLButtonElement> | undefined;
}

export interface ButtonProps extends Common {
    /** "main": the one thing to do here. "danger": ends or destroys something. */
    kind?: 'main' | 'plain' | 'quiet' | 'danger' | undefined;
    icon?: IconName | undefined;
    small?: boolean | undefined;
    wide?: boolean | undefined;
    title?: string | undefined;
    /** For a button that shows and hides something: whether it is shown. */
    expanded?: boolean | undefined;
    children: ComponentChildren;
}

export function Button(props: ButtonProps) {
    const { kind = 'plain', icon, small, wide, busy, children } = props;
    const classes = `button button-${kind}${small ? ' button-small' : ''}${wide ? ' button-wide' : ''}`;
    return (
        <button {...behaviour(props)} class={classes} title={props.title} aria-expanded={props.expanded}>
            {busy ? <Spinner /> : icon && <Icon name={icon} />}
            <span>{children}</span>
        </button>
    );
}

export interface IconButtonProps extends Common {
    icon: IconName;
    /** What it does; also shown while the pointer rests on it. */
    label: string;
    pressed?: boolean | undefined;
    small?: boolean | undefined;
}

export function IconButton(props: IconButtonProps) {
    const { icon, label, pressed, small, busy } = props;
    return (
        <button
            {...behaviour(props)}
            class={`icon-button${small ? ' icon-button-small' : ''}`}
            aria-label={label}
            aria-pressed={pressed}
            title={props.keys === undefined ? label : `${label} (${props.keys})`}
        >
            {busy ? <Spinner /> : <Icon name={icon} />}
        </button>
    );
}

/** Busy is not disabled: a disabled button would lose the focus to nowhere. */
function behaviour({ onClick, disabled, busy, keys, type = 'button', buttonRef }: Common) {
    return {
        type,
        disabled: disabled === true,
        'aria-busy': busy === true ? true : undefined,
        'aria-keyshortcuts': keys,
        ...(buttonRef === undefined ? {} : { ref: buttonRef }),
        onClick: (event: MouseEvent) => {
            if (busy) {
                event.preventDefault();
            } else {
                onClick?.(event);
            }
        },
    };
}
