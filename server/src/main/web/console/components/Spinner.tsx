/** Something is under way. With a label it also says what; without, the text beside it must. */
export function Spinner({ label }: { label?: string | undefined }) {
    return (
        <span class="spinner-box" role={label === undefined ? undefined : 'status'}>
            <span class="spinner" aria-hidden="true" />
            {label !== undefined && <span>{label}</span>}
        </span>
    );
}
