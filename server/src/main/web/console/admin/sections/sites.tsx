import type { Site } from '#protocol/admin.js';
import { Field, Select, TextArea } from '../../components/index.js';
import { siteKind, type SiteValues } from '../kinds/site.js';
import { EmbedCode } from '../parts/EmbedCode.js';
import { QueuePicker } from '../parts/QueuePicker.js';
import { Some } from '../parts/Some.js';
import { type FieldsProps, hrefOfKind, namesText, type SectionView } from './section.js';

export const sites: SectionView<Site, SiteValues> = {
    kind: siteKind,
    needs: ['queues'],
    columns: [
        {
            key: 'name',
            title: 'Site',
            head: true,
            cell: (site) => (
                <a href={hrefOfKind('sites', site.id)} dir="auto">
                    {site.name}
                </a>
            ),
        },
        { key: 'key', title: 'Key', cell: (site) => <span class="soft">{site.key}</span> },
        { key: 'origins', title: 'Allowed addresses', extra: true, cell: (site) => <Origins origins={site.origins} /> },
        { key: 'default', title: 'Default queue', extra: true, cell: (site) => <Some names={site.defaultQueue === '' ? [] : [site.defaultQueue]} /> },
        { key: 'queues', title: 'Queues', extra: true, cell: (site) => <Some names={site.queues} /> },
    ],
    Fields: SiteFields,
    Below: ({ item }) => <EmbedCode siteKey={item.key} />,
    after: (site) => hrefOfKind('sites', site.id),
};

function Origins({ origins }: { origins: readonly string[] }) {
    const [first] = origins;
    return first === undefined ?
            <span class="soft">none: the widget works nowhere</span>
        :   <span dir="ltr">
                {first}
                {origins.length > 1 && <span class="soft"> +{origins.length - 1}</span>}
            </span>;
}

function SiteFields({ values, faults, set, note, choices, fresh }: FieldsProps<SiteValues>) {
    return (
        <>
            <section class="admin-card">
                <h2>Website</h2>
                <div class="admin-pair">
                    <div class="admin-cell">
                        <Field
                            label="Name"
                            value={values.name}
                            error={faults['name']}
                            hint="What agents read beside a chat."
                            onInput={(name) => set({ name })}
                        />
                        {note('name')}
                    </div>
                    <div class="admin-cell">
                        <Field
                            label="Key"
                            exact
                            disabled={!fresh}
                            value={values.key}
                            error={faults['key']}
                            hint={
                                fresh ?
                                    '3–40 characters of a–z, 0–9 and -. It stands in the embed code and cannot be changed later.'
                                :   'It stands in the embed code and cannot be changed.'
                            }
                            onInput={(key) => set({ key })}
                        />
                    </div>
                </div>
                <div class="admin-cell">
                    <TextArea
                        label="Allowed addresses"
                        rows={4}
                        value={values.origins}
                        error={faults['origins']}
                        placeholder="https://shop.example.com"
                        hint="Pages of these addresses may show the widget: scheme and host, one per line, at most 50. “https://example.com” and “https://www.example.com” are two."
                        onInput={(origins) => set({ origins })}
                    />
                    {note('origins', (origins: string) => origins.split('\n').join(', '))}
                </div>
            </section>
            <section class="admin-card">
                <h2>Queues</h2>
                <div class="admin-cell">
                    <Select
                        label="Default queue"
                        value={values.defaultQueue}
                        error={faults['defaultQueue']}
                        choices={defaultChoices(choices.queues, values.defaultQueue)}
                        hint="For chats that name none."
                        onChange={(defaultQueue) => set({ defaultQueue })}
                    />
                    {note('defaultQueue')}
                </div>
                <QueuePicker
                    label="Further queues"
                    hint="Visitors may choose these too. The default queue always is among them."
                    queues={choices.queues}
                    chosen={values.queues}
                    error={faults['queues']}
                    onChange={(queues) => set({ queues })}
                />
                {note('queues', namesText)}
            </section>
        </>
    );
}

function defaultChoices(queues: FieldsProps<SiteValues>['choices']['queues'], chosen: string) {
    const missing = chosen !== '' && !queues.some(({ name }) => name === chosen);
    return [
        { value: '', label: queues.length === 0 ? 'There are no queues yet' : 'Choose a queue', disabled: true },
        ...(missing ? [{ value: chosen, label: `${chosen} (no longer exists)` }] : []),
        ...queues.map(({ name, title }) => ({ value: name, label: `${title} (${name})` })),
    ];
}
