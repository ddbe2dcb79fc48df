/** All icons, as strokes on a 24 × 24 grid. They are decoration: what a control does, its label says. */
const PATHS = {
    accept: 'M5 12.5l4.5 4.5L19 7.5',
    admin: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
    alert: 'M12 8v5M12 16.5v.01M10.3 4.2L2.8 17.5a2 2 0 001.7 3h15a2 2 0 001.7-3L13.7 4.2a2 2 0 00-3.4 0z',
    back: 'M14.5 5.5L8 12l6.5 6.5',
    chat: 'M4 5.5h16v11H10l-4.5 3.5v-3.5H4z',
    clock: 'M12 7.5V12l3 2M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17z',
    close: 'M6 6l12 12M18 6L6 18',
    done: 'M3 12.5l4 4 8.5-9M11.5 16l.5.5 8.5-9',
    down: 'M6 9.5l6 6 6-6',
    end: 'M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM9 9l6 6M15 9l-6 6',
    hold: 'M9 6.5v11M15 6.5v11',
    info: 'M12 11v5.5M12 7.5v.01M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17z',
    keyboard: 'M3 6.5h18v11H3zM7 10v.01M11 10v.01M15 10v.01M17.5 10v.01M8 14h8',
    mail: 'M3.5 6h17v12h-17zM3.5 7.5l8.5 6 8.5-6',
    more: 'M5.5 12v.01M12 12v.01M18.5 12v.01',
    note: 'M5 4h14v10l-6 6H5zM13 20v-6h6',
    person: 'M12 4a4 4 0 110 8 4 4 0 010-8zM4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6',
    pin: 'M9 4h6l-.6 6 3.1 3.5H6.5L9.6 10zM12 13.5V20.5',
    search: 'M10.5 4a6.5 6.5 0 110 13 6.5 6.5 0 010-13zM15.5 15.5L20.5 20.5',
    send: 'M4.5 12L20 4.5 15.5 20 11.5 13.5z',
    settings: 'M12 9a3 3 0 110 6 3 3 0 010-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M18.4 5.6l-2.1 2.1M7.7 16.3l-2.1 2.1',
    soundOff: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5',
    soundOn: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9a4.5 4.5 0 010 6M18.5 6.5a8 8 0 010 11',
    transfer: 'M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4',
    waiting: 'M6.5 3.5h11M6.5 20.5h11M7.5 3.5c0 5 9 5.5 9 8.5s-9 3.5-9 8.5M16.5 3.5c0 5-9 5.5-9 8.5s9 3.5 9 8.5',
    why: 'M9.2 9.5a2.8 2.8 0 115 1.7c-.9 1-2.2 1.3-2.2 2.8M12 17v.01M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
    return (
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={PATHS[name]} />
        </svg>
    );
}
