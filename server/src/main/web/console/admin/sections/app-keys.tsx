import type { AppKey } from '#protocol/admin.js';
import { Badge, Checkbox, Field, Select, TextArea } from '../../components/index.js';
import { type Actors, actorsText, appKeyKind, type AppKeyValues } from '../kinds/app-key.js';
import { AppKeySecret } from '../parts/AppKeySecret.js';
import { type FieldsProps, hrefOfKind, type SectionView } from './section.js';

export const appKeys: SectionView<AppKey, AppKeyValues> = {
    kind: appKeyKind,
    needs: ['sites'],
    columns: [
        {
            key: 'title',
            title: 'App key',
            head: true,
            cell: (key) => (
                <a href={hrefOfKind('app-keys', key.id)} dir="auto">
                    {key.title}
                </a>
            ),
        },
        { key: 'id', title: 'Id', cell: (key) => <span class="soft numeric">{key.id}</span> },
        { key: 'site', title: 'Customers of', extra: true, cell: (key) => <span class="soft">{key.site === '' ? 'none' : key.site}</span> },
        { key: 'agents', title: 'Acts as', extra: true, cell: (key) => <span class="soft">{actorsText(key)}</span> },
        { key: 'administration', title: 'Administration', extra: true, cell: (key) => key.administration && <Badge tone="warn">allowed</Badge> },
    ],
    Fields: AppKeyFields,
    Ahead: AppKeySecret,
    received: (answer, admin) => {
        admin.keepSecret(answer.id, answer.secret);
        return { ...answer, secret: '' };
    },
    after: (key) => hrefOfKind('app-keys', key.id),
};

function AppKeyFields({ values, faults, set, choices, fresh }: FieldsProps<AppKeyValues>) {
    // That nothing was chosen is said at the last choice; it goes with any of them.
    const choose = (changed: Partial<AppKeyValues>): void => set({ ...changed, administration: values.administration });
    const named = values.site === '' || choices.sites.some(({ key }) => key === values.site);
    return (
        <section class="admin-card">
            <Field
                label="Title"
                value={values.title}
                error={faults['title']}
                hint={fresh ? 'What it is for, such as “Reception bot” or “Nightly import”.' : undefined}
                onInput={(title) => set({ title })}
            />
            <Select
                label="Customers of a site"
                value={values.site}
                error={faults['site']}
                choices={[
                    { value: '', label: 'None' },
                    ...(named ? [] : [{ value: values.site, label: values.site }]),
                    ...choices.sites.map(({ key, name }) => ({ value: key, label: `${name} (${key})` })),
                ]}
                hint={fresh ? 'The program may sign in customers of this site whom it knows by name.' : undefined}
                onChange={(site) => choose({ site })}
            />
            <Select
                label="Agents"
                value={values.actors}
                choices={[
                    { value: 'none', label: 'None' },
                    { value: 'some', label: 'These' },
                    { value: 'all', label: 'Every agent' },
                ]}
                hint={fresh ? 'The program may act as these: take chats, answer, close them.' : undefined}
                onChange={(actors) => choose({ actors: actors as Actors })}
            />
            {values.actors === 'some' && (
                <TextArea
                    label="Sign-in names"
                    rows={4}
                    value={values.agents}
                    error={faults['agents']}
                    hint={fresh ? 'One per line. They may be made later.' : undefined}
                    onInput={(agents) => set({ agents })}
                />
            )}
            <div class="admin-cell">
                <Checkbox
                    label="Administration"
                    hint="The program may do everything that these pages can."
                    checked={values.administration}
                    onChange={(administration) => set({ administration })}
                />
                {faults['administration'] !== undefined && (
                    <div class="error" role="alert">
                        {faults['administration']}
                    </div>
                )}
            </div>
        </section>
    );
}
