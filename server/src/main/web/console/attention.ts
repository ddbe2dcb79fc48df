import type { ConsoleState } from './state/state.js';
import type { Preferences } from './storage.js';
import { customerName } from './words.js';

const NAME = 'Switchboard';
const FLASH_MS = 1_000;

/** Calls the agent: sound, title of the page, notification of the desktop. */
export class Attention {
    private flash: ReturnType<typeof setInterval> | undefined;
    private flashed = false;

    constructor(
        private readonly state: () => ConsoleState,
        private preferences: Preferences,
    ) {}

    prefer(preferences: Preferences): void {
        this.preferences = preferences;
    }

    /** The state changed from `before` to what it is now. */
    changed(before: ConsoleState): void {
        const now = this.state();
        const known = new Set(before.offers.map(({ offer }) => offer.id));
        const fresh = now.offers.filter(({ offer }) => !known.has(offer.id));
        if (fresh.length > 0) {
            this.call('offer');
            this.notify(customerName(fresh[0]?.offer.chat?.customer));
        } else if (document.hidden && unread(now) > unread(before)) {
            this.call('message');
        }
        if (now.offers.length !== before.offers.length || unread(now) !== unread(before)) {
            this.retitle();
        }
    }

    private call(what: 'offer' | 'message'): void {
        if (!this.preferences.muted) {
            chime(what);
        }
    }

    private notify(name: string): void {
        if (document.hidden && this.preferences.notifications && 'Notification' in window && Notification.permission === 'granted') {
            try {
                const shown = new Notification('A customer for you', { body: name, tag: 'switchboard-offer' });
                shown.onclick = () => {
                    window.focus();
                    shown.close();
                };
            } catch {
                // Phones grant the permission, and then have no such notifications. The offer is on the page all the same.
            }
        }
    }

    private retitle(): void {
        clearInterval(this.flash);
        this.flash = undefined;
        this.flashed = false;
        this.write();
        if (this.state().offers.length > 0) {
            this.flash = setInterval(() => {
                this.flashed = !this.flashed;
                this.write();
            }, FLASH_MS);
        }
    }

    private write(): void {
        const state = this.state();
        const count = unread(state);
        const plain = count === 0 ? NAME : `(${count}) ${NAME}`;
        document.title = state.offers.length > 0 && !this.flashed ? `● Offer – ${NAME}` : plain;
    }
}

function unread(state: ConsoleState): number {
    let sum = 0;
    for (const desk of state.desks.values()) {
        sum += desk.unread;
    }
    return sum;
}

let audio: AudioContext | undefined;

/** Browsers let a page sound only after somebody has touched it. */
export function armSound(): void {
    const arm = (): void => {
        try {
            audio ??= new AudioContext();
            void audio.resume();
        } catch {
            // No sound here.
        }
    };
    window.addEventListener('pointerdown', arm);
    window.addEventListener('keydown', arm);
}

/** Two rising tones for an offer, a low short one for a message. */
export function chime(what: 'offer' | 'message'): void {
    if (audio?.state !== 'running') {
        return;
    }
    const tones = what === 'offer' ? [659, 880] : [440];
    tones.forEach((hertz, i) => tone(audio as AudioContext, hertz, i * 0.16, what === 'offer' ? 0.16 : 0.08));
}

function tone(context: AudioContext, hertz: number, after: number, loudness: number): void {
    const start = context.currentTime + after;
    const source = context.createOscillator();
    const gain = context.createGain();
    source.frequency.value = hertz;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(loudness, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, start + 0.3);
    source.connect(gain).connect(context.destination);
    source.start(start);
    source.stop(start + 0.32);
}
