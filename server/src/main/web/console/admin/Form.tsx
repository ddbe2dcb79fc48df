import { useEffect, useMemo, useState } from 'preact/hooks';
import { ChatError } from '../../client/errors.js';
import { Banner, Button } from '../components/index.js';
import { useConsole, useDesk, useSelect } from '../context.js';
import { Store } from '../store.js';
import { unstored } from './kinds/kind.js';
import { useLeaving } from './leaving.js';
import { DeleteDialog, LeaveDialog } from './parts/dialogs.js';
import { Heading } from './parts/Heading.js';
import { useFocus } from './parts/focus.js';
import { type Choices, hrefOfKind, type SectionView } from './sections/section.js';
import { find, type Stored } from './service.js';
import { type FormEvent, type FormState, isDirty, openForm, type Problem, reduceForm, reopenForm, type Values } from './state/form.js';
import { refusalOf } from './state/refusal.js';
import { isolated } from './state/text.js';
import { useAdmin, useStore } from './store.js';
import { keepUnsaved, takeUnsaved } from './unsaved.js';

export interface FormProps<Item extends Stored, V extends Values<V>> {
    section: SectionView<Item, V>;
    /** Undefined for a new one. */
    item: Item | undefined;
    choices: Choices;
}

/** One object to be made or changed. Enter saves, Esc cancels; nothing that was typed is lost without a question. */
export function Form<Item extends Stored, V extends Values<V>>({ section, item, choices }: FormProps<Item, V>) {
    const { kind, Fields, Ahead, Below } = section;
    const warned = item && section.warning?.(item);
    const list = hrefOfKind(kind.path);
    const here = hrefOfKind(kind.path, item?.id ?? 'new');
    const subject = useSelect((all) => all.subject);
    const form = useForm(section, item, subject, here);
    const { state, store } = form;
    const [deleting, setDeleting] = useState(false);
    const fixed = item !== undefined && kind.fixed === true;
    const leaving = useLeaving(here, () => isDirty(store.get()));
    useKeeping(() => !leaving.released() && isDirty(store.get()) && keepUnsaved(subject, here, store.get()));
    const box = useFocus(state, item === undefined);
    const name = item === undefined ? undefined : kind.nameOf(state.base ?? item);
    const own = kind.path === 'agents' && item !== undefined && item.id === subject;
    const deletable = item !== undefined && (section.deletable?.(item, subject) ?? true);
    const keys = (event: KeyboardEvent): void => {
        if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) {
            event.preventDefault();
            leaving.go(list);
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target instanceof HTMLTextAreaElement) {
            event.preventDefault();
            void form.save();
        }
    };
    return (
        <div class="admin-page admin-page-narrow">
            <header class="admin-head">
                <div class="admin-head-text">
                    <a class="admin-back" href={list}>
                        {kind.title}
                    </a>
                    <Heading quiet={item === undefined}>{name === undefined ? `New ${kind.one}` : <span dir="auto">{name}</span>}</Heading>
                </div>
            </header>
            {item !== undefined && Ahead && <Ahead item={item} />}
            {warned !== undefined && <Banner tone="warn">{warned}</Banner>}
            <form
                ref={box}
                class="admin-form"
                noValidate
                onKeyDown={keys}
                onSubmit={(event) => {
                    event.preventDefault();
                    if (!fixed) {
                        void form.save();
                    }
                }}
            >
                <Above state={state} one={kind.one} onLoad={() => void form.loadPresent()} />
                <fieldset class="admin-fields" disabled={state.under !== undefined || fixed} aria-label={kind.one}>
                    <Fields
                        values={state.values}
                        faults={state.faults}
                        set={(values) => store.dispatch({ type: 'changed', values })}
                        note={(field, show = String) => (
                            <Theirs state={state} field={field} show={show} onTake={() => store.dispatch({ type: 'theirs-taken', field })} />
                        )}
                        choices={choices}
                        fresh={item === undefined}
                        id={item?.id ?? ''}
                        own={own}
                    />
                </fieldset>
                <footer class="admin-foot">
                    {!fixed && (
                        <Button kind="main" type="submit" busy={state.under === 'saving'}>
                            {item === undefined ? `Create ${kind.one}` : 'Save'}
                        </Button>
                    )}
                    <Button onClick={() => leaving.go(list)}>{fixed ? `All ${kind.many}` : 'Cancel'}</Button>
                    {deletable && (
                        <span class="admin-foot-end">
                            <Button kind="danger" onClick={() => setDeleting(true)}>
                                Delete
                            </Button>
                        </span>
                    )}
                </footer>
            </form>
            {item !== undefined && Below && <Below item={item} />}
            {deleting && name !== undefined && (
                <DeleteDialog one={kind.one} name={name} consequence={kind.deleting} act={form.remove} onClose={() => setDeleting(false)} />
            )}
            {leaving.asking && (
                <LeaveDialog what={name === undefined ? `the new ${kind.one}` : `“${isolated(name)}”`} onStay={leaving.stay} onLeave={leaving.leave} />
            )}
        </div>
    );
}

/** The form's state, and what it does with the service. */
function useForm<Item extends Stored, V extends Values<V>>(
    section: SectionView<Item, V>,
    item: Item | undefined,
    subject: string,
    here: string,
) {
    const { kind, after } = section;
    const admin = useAdmin();
    const desk = useDesk();
    const objects = kind.objects(admin.service);
    const list = admin.list<Item>(kind.path);
    const store = useMemo(() => {
        const start = item === undefined ? kind.blank : kind.valuesOf(item);
        const before = takeUnsaved<FormState<Item, V>>(subject, here);
        const state = before === undefined ? openForm(item, start) : reopenForm(before, item, start);
        return new Store<FormState<Item, V>, FormEvent<Item, V>>(state, reduceForm);
    }, []);
    const state = useStore(store);

    const save = async (): Promise<void> => {
        const { values: typed, base, under } = store.get();
        if (under !== undefined) {
            return;
        }
        const values = kind.tidy?.(typed) ?? typed;
        store.dispatch({ type: 'changed', values });
        const faults = kind.check(values);
        if (Object.keys(faults).length > 0) {
            store.dispatch({ type: 'refused', faults, problem: undefined });
            return;
        }
        store.dispatch({ type: 'saving' });
        try {
            const answer = await objects.put(kind.itemOf(values, base ?? unstored));
            const stored = section.received?.(answer, admin) ?? answer;
            store.dispatch({ type: 'saved', item: stored, values: kind.valuesOf(stored) });
            const existed = stored.revision > 1 || list.get().items.some(({ id }) => id === stored.id);
            list.dispatch({ type: 'stored', item: stored });
            desk.say('good', `${doneWord(item, existed)}: ${isolated(kind.nameOf(stored))}`);
            const warning = section.warning?.(stored);
            if (warning !== undefined) {
                desk.say('warn', `${isolated(kind.nameOf(stored))}: ${warning}`);
            }
            location.replace(item === undefined && after ? after(stored) : hrefOfKind(kind.path));
        } catch (error) {
            store.dispatch({ type: 'refused', ...refusalOf(error, kind) });
        }
    };
    const loadPresent = async (): Promise<void> => {
        const { base } = store.get();
        if (base === undefined) {
            return;
        }
        store.dispatch({ type: 'loading' });
        try {
            const present = await find(objects, base.id);
            if (present === undefined) {
                throw new ChatError('NOT_FOUND', '', false);
            }
            store.dispatch({ type: 'present', item: present, values: kind.valuesOf(present) });
        } catch (error) {
            const { problem } = refusalOf(error, kind);
            store.dispatch({ type: 'refused', faults: {}, problem: problem && { ...problem, kind: problem.kind === 'gone' ? 'gone' : 'conflict' } });
        }
    };
    const remove = async (): Promise<void> => {
        const { base, values } = store.get();
        if (base === undefined) {
            return;
        }
        await objects.delete(base).catch((error: unknown) => {
            if (!(error instanceof ChatError && error.code === 'NOT_FOUND')) {
                throw error; // deleted by somebody else is deleted as well
            }
        });
        store.dispatch({ type: 'saved', item: base, values });
        list.dispatch({ type: 'deleted', id: base.id });
        desk.say('good', `Deleted: ${isolated(kind.nameOf(base))}`);
        location.replace(hrefOfKind(kind.path));
    };
    return { store, state, save, loadPresent, remove };
}

/** What is to be kept when the page goes because somebody has to sign in again. */
function useKeeping(keep: () => unknown): void {
    const { store } = useConsole();
    useEffect(
        () => () => {
            if (store.get().access.kind !== 'in') {
                keep();
            }
        },
        [],
    );
}

/** Creating what exists already in just this way is answered like the first time. */
function doneWord(before: Stored | undefined, existed: boolean): string {
    return before !== undefined ? 'Saved' : existed ? 'It exists already' : 'Created';
}

interface AboveProps {
    state: { problem: Problem | undefined; merged: boolean; returned: boolean; under: string | undefined };
    one: string;
    onLoad: () => void;
}

function Above({ state: { problem, merged, returned, under }, one, onLoad }: AboveProps) {
    if (problem !== undefined) {
        const load = (
            <Button small busy={under === 'loading'} onClick={onLoad}>
                Load the present version
            </Button>
        );
        return (
            <Banner tone="bad" actions={problem.kind === 'conflict' ? load : undefined}>
                {problem.text}
            </Banner>
        );
    }
    if (returned) {
        return (
            <Banner tone="warn">
                You had to sign in again. What you entered is still here, not saved yet. Where somebody else changed the same, it is said
                below the field.
            </Banner>
        );
    }
    return merged ?
            <Banner tone="warn">
                This is the present version of the {one} with your changes, not saved yet. Where somebody else changed the same, it is said
                below the field.
            </Banner>
        :   null;
}

interface TheirsProps<Item, V extends Values<V>> {
    state: FormState<Item, V>;
    field: keyof V;
    show: (value: never) => string;
    onTake: () => void;
}

function Theirs<Item, V extends Values<V>>({ state, field, show, onTake }: TheirsProps<Item, V>) {
    return field in state.theirs ?
            <div class="theirs">
                <span>
                    Stored by somebody else: <q dir="auto">{show(state.theirs[field] as never)}</q>
                </span>
                <Button small onClick={onTake}>
                    Use this
                </Button>
            </div>
        :   null;
}
