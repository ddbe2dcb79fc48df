import type { ComponentChildren } from 'preact';

export interface Column<Row> {
    readonly key: string;
    readonly title: string;
    readonly cell: (row: Row) => ComponentChildren;
    /** Aligned to the end, digits of one width. */
    readonly numeric?: boolean | undefined;
    /** Names the row for screen readers; give it to one column. */
    readonly head?: boolean | undefined;
    /** Left out where there is little room. */
    readonly extra?: boolean | undefined;
}

export interface TableProps<Row> {
    label: string;
    columns: readonly Column<Row>[];
    rows: readonly Row[];
    rowKey: (row: Row) => string;
}

/** Rows with the same things in each. Wider than its place, it scrolls by itself. */
export function Table<Row>({ label, columns, rows, rowKey }: TableProps<Row>) {
    return (
        <div class="table-box" tabIndex={0} role="region" aria-label={label}>
            <table class="table">
                <thead>
                    <tr>
                        {columns.map((column) => (
                            <th key={column.key} scope="col" class={classOf(column)}>
                                {column.title}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {rows.map((row) => (
                        <tr key={rowKey(row)}>
                            {columns.map((column) =>
                                column.head ? (
                                    <th key={column.key} scope="row">
                                        {column.cell(row)}
                                    </th>
                                ) : (
                                    <td key={column.key} class={classOf(column)}>
                                        {column.cell(row)}
                                    </td>
                                ),
                            )}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

function classOf<Row>({ numeric, extra }: Column<Row>): string | undefined {
    const classes = [numeric && 'numeric', extra && 'extra'].filter(Boolean).join(' ');
    return classes === '' ? undefined : classes;
}
