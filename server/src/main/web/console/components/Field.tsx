import type { ComponentChildren, Ref } from 'preact';
import { useId } from 'preact/hooks';

interface FrameProps {
    label: string;
    hint?: ComponentChildren;
    /** What is wrong with the value; read out with the field. */
    error?: string | undefined;
    /** The label is for screen readers alone. */
    hideLabel?: boolean | undefined;
}

interface ValueProps extends FrameProps {
    value: string;
    onInput: (value: string) => void;
    disabled?: boolean | undefined;
    required?: boolean | undefined;
    maxLength?: number | undefined;
    placeholder?: string | undefined;
}

export interface FieldProps extends ValueProps {
    type?: 'text' | 'password' | 'number' | 'search' | 'time' | 'date' | undefined;
    autocomplete?: string | undefined;
    min?: number | undefined;
    max?: number | undefined;
    /** Which keyboard a phone shows. */
    keyboard?: 'numeric' | 'decimal' | 'url' | undefined;
    /** Turns off what phones and browsers correct; for names that are keys. */
    exact?: boolean | undefined;
    /** Put in the field when its dialog or page opens. */
    autoFocus?: boolean | undefined;
    fieldRef?: Ref<HTMLInputElement> | undefined;
    /** What the browser proposes while somebody types; other values are possible. */
    proposals?: readonly string[] | undefined;
    onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
}

/** A line of text, a password or a number. */
export function Field(props: FieldProps) {
    const { value, onInput, type = 'text', exact, fieldRef } = props;
    return (
        <Frame {...props}>
            {(wiring) => (
                <>
                    <input
                        {...wiring}
                        {...(fieldRef === undefined ? {} : { ref: fieldRef })}
                        class="input"
                        type={type}
                        value={value}
                        dir="auto"
                        autocomplete={props.autocomplete ?? 'off'}
                        inputMode={props.keyboard}
                        autocapitalize={exact ? 'none' : undefined}
                        spellcheck={exact ? false : undefined}
                        autofocus={props.autoFocus === true}
                        disabled={props.disabled === true}
                        required={props.required === true}
                        maxLength={props.maxLength}
                        min={props.min}
                        max={props.max}
                        placeholder={props.placeholder}
                        list={props.proposals === undefined ? undefined : `${wiring.id}-list`}
                        onInput={(event) => onInput(event.currentTarget.value)}
                        onKeyDown={props.onKeyDown}
                    />
                    {props.proposals !== undefined && (
                        <datalist id={`${wiring.id}-list`}>
                            {props.proposals.map((proposal) => (
                                <option key={proposal} value={proposal} />
                            ))}
                        </datalist>
                    )}
                </>
            )}
        </Frame>
    );
}

export interface TextAreaProps extends ValueProps {
    rows?: number | undefined;
}

export function TextArea(props: TextAreaProps) {
    return (
        <Frame {...props}>
            {(wiring) => (
                <textarea
                    {...wiring}
                    class="input"
                    rows={props.rows ?? 3}
                    value={props.value}
                    dir="auto"
                    disabled={props.disabled === true}
                    required={props.required === true}
                    maxLength={props.maxLength}
                    placeholder={props.placeholder}
                    onInput={(event) => props.onInput(event.currentTarget.value)}
                />
            )}
        </Frame>
    );
}

export interface Choice {
    readonly value: string;
    readonly label: string;
    readonly disabled?: boolean | undefined;
}

export interface SelectProps extends FrameProps {
    value: string;
    choices: readonly Choice[];
    onChange: (value: string) => void;
    disabled?: boolean | undefined;
}

/** One of a few; the browser's own list. */
export function Select(props: SelectProps) {
    return (
        <Frame {...props}>
            {(wiring) => (
                <select
                    {...wiring}
                    class="input"
                    value={props.value}
                    disabled={props.disabled === true}
                    onChange={(event) => props.onChange(event.currentTarget.value)}
                >
                    {props.choices.map(({ value, label, disabled }) => (
                        <option key={value} value={value} disabled={disabled === true} selected={value === props.value}>
                            {label}
                        </option>
                    ))}
                </select>
            )}
        </Frame>
    );
}

export interface CheckboxProps {
    label: ComponentChildren;
    checked: boolean;
    onChange: (checked: boolean) => void;
    hint?: ComponentChildren;
    disabled?: boolean | undefined;
}

export function Checkbox({ label, checked, onChange, hint, disabled }: CheckboxProps) {
    return (
        <label class="check">
            <input
                type="checkbox"
                checked={checked}
                disabled={disabled === true}
                onChange={(event) => onChange(event.currentTarget.checked)}
            />
            <span>
                {label}
                {hint !== undefined && <span class="hint">{hint}</span>}
            </span>
        </label>
    );
}

export interface RadioGroupProps {
    label: string;
    value: string;
    /** Each with what it means, where its name does not say that. */
    choices: readonly (Choice & { readonly hint?: string | undefined })[];
    onChange: (value: string) => void;
    error?: string | undefined;
}

/** One of a few, all in view. */
export function RadioGroup({ label, value, choices, onChange, error }: RadioGroupProps) {
    const name = useId();
    return (
        <fieldset class="radios" aria-describedby={error === undefined ? undefined : `${name}-error`}>
            <legend class="label">{label}</legend>
            {choices.map((choice) => (
                <label class="check" key={choice.value}>
                    <input
                        type="radio"
                        name={name}
                        checked={choice.value === value}
                        disabled={choice.disabled === true}
                        onChange={() => onChange(choice.value)}
                    />
                    <span>
                        {choice.label}
                        {choice.hint !== undefined && <span class="hint">{choice.hint}</span>}
                    </span>
                </label>
            ))}
            {error !== undefined && (
                <div class="error" id={`${name}-error`} data-fault>
                    {error}
                </div>
            )}
        </fieldset>
    );
}

interface Wiring {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
}

/** Label above, hint and error below, wired for screen readers. */
function Frame({ label, hint, error, hideLabel, children }: FrameProps & { children: (wiring: Wiring) => ComponentChildren }) {
    const id = useId();
    const about = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ');
    return (
        <div class="field">
            <label class={hideLabel ? 'unseen' : 'label'} for={id}>
                {label}
            </label>
            {children({
                id,
                'aria-describedby': about === '' ? undefined : about,
                'aria-invalid': error === undefined ? undefined : true,
            })}
            {hint !== undefined && (
                <div class="hint" id={`${id}-hint`}>
                    {hint}
                </div>
            )}
            {error !== undefined && (
                <div class="error" id={`${id}-error`}>
                    {error}
                </div>
            )}
        </div>
    );
}
