/** A short, quiet sound for a message that nobody looks at. Browsers allow it only after the customer has pressed something. */
export class Sound {
    private audio: AudioContext | undefined;

    /** The customer pressed something. */
    allow(): void {
        try {
            this.audio ??= new AudioContext();
        } catch {
            // No sound here.
        }
    }

    play(): void {
        const { audio } = this;
        if (audio === undefined) {
            return;
        }
        void audio.resume().then(() => {
            const at = audio.currentTime;
            const volume = audio.createGain();
            volume.connect(audio.destination);
            volume.gain.setValueAtTime(0.0001, at);
            volume.gain.exponentialRampToValueAtTime(0.08, at + 0.02);
            volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.35);
            const tone = audio.createOscillator();
            tone.frequency.setValueAtTime(660, at);
            tone.frequency.setValueAtTime(880, at + 0.1);
            tone.connect(volume);
            tone.start(at);
            tone.stop(at + 0.36);
        }, () => {});
    }
}
