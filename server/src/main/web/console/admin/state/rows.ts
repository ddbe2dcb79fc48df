/** A row of a form that keeps its identity while the rows around it come, go and change places. */
export interface Row {
    readonly id: number;
}

/** The rows with one more at their end. */
export function added<R extends Row>(rows: readonly R[], row: Omit<R, 'id'>): readonly R[] {
    const id = rows.reduce((highest, each) => Math.max(highest, each.id), -1) + 1;
    return [...rows, { ...row, id } as R];
}

export function changed<R extends Row>(rows: readonly R[], id: number, part: Partial<Omit<R, 'id'>>): readonly R[] {
    return rows.map((row) => (row.id === id ? { ...row, ...part } : row));
}

export function removed<R extends Row>(rows: readonly R[], id: number): readonly R[] {
    return rows.filter((row) => row.id !== id);
}

/** From what is stored: numbered as it lies there. */
export function rowsOf<Item, R extends Row>(items: readonly Item[], rowOf: (item: Item) => Omit<R, 'id'>): readonly R[] {
    return items.map((item, id) => ({ ...rowOf(item), id }) as R);
}
