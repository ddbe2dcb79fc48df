/** A ring that empties; drawn by attributes, because the page's policy forbids inline styles. */
export function Ring({ share, label }: { share: number; label: string }) {
    const left = Math.max(0, Math.min(1, share)) * 100;
    return (
        <span class={`ring${share < 0.34 ? ' ring-late' : ''}`}>
            <svg viewBox="0 0 40 40" aria-hidden="true">
                <circle class="ring-track" cx="20" cy="20" r="17" />
                <circle class="ring-left" cx="20" cy="20" r="17" pathLength="100" stroke-dasharray={`${left} 100`} />
            </svg>
            <span class="ring-label">{label}</span>
        </span>
    );
}
