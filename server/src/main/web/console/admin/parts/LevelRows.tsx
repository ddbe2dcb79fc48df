import type { Skill } from '#protocol/admin.js';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button, IconButton, Select } from '../../components/index.js';
import type { Faults } from '../state/form.js';
import { type Level, LEVEL_MAX, LEVELS } from '../state/inputs.js';

export interface LevelRowsProps {
    label: string;
    hint: string;
    /** Name of the field, as faults call it. */
    field: string;
    /** "Level" or "At least". */
    levelLabel: string;
    /** Each with a highest level too. */
    range?: boolean | undefined;
    skills: readonly Skill[];
    levels: readonly Level[];
    max: number;
    faults: Faults;
    onChange: (levels: readonly Level[]) => void;
}

/** Skills, each with a level or a range of levels. */
export function LevelRows({ label, hint, field, levelLabel, range, skills, levels, max, faults, onChange }: LevelRowsProps) {
    const box = useRef<HTMLFieldSetElement>(null);
    const added = useRef(false);
    const id = useId();
    useEffect(() => {
        if (added.current) {
            added.current = false;
            [...(box.current?.querySelectorAll<HTMLElement>('.level-row') ?? [])].at(-1)?.querySelector('select')?.focus();
        }
    }, [levels.length]);
    const change = (at: number, part: Partial<Level>): void =>
        onChange(levels.map((level, index) => (index === at ? { ...level, ...part } : level)));
    const remove = (at: number): void => {
        onChange(levels.filter((_, index) => index !== at));
        box.current?.querySelector<HTMLElement>('[data-add]')?.querySelector('button')?.focus();
    };
    const error = faults[field];
    return (
        <fieldset class="levels" ref={box} aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}>
            <legend class="label">{label}</legend>
            <div class="hint" id={`${id}-hint`}>
                {hint}
            </div>
            {levels.map(({ skill, level, levelMax = LEVEL_MAX }, at) => (
                <div class={`level-row${range ? ' level-row-range' : ''}`} key={at}>
                    <Select
                        label={`Skill ${at + 1}`}
                        hideLabel
                        value={skill}
                        choices={choicesOf(skills, skill)}
                        error={faults[`${field}[${at}].skill`]}
                        onChange={(chosen) => change(at, { skill: chosen })}
                    />
                    <Select
                        label={`${levelLabel}, skill ${at + 1}`}
                        hideLabel
                        value={String(level)}
                        choices={LEVELS.map((value) => ({ value: String(value), label: `${levelLabel} ${value}` }))}
                        error={faults[`${field}[${at}].level`]}
                        onChange={(chosen) => change(at, { level: Number(chosen) })}
                    />
                    {range && (
                        <Select
                            label={`At most, skill ${at + 1}`}
                            hideLabel
                            value={String(levelMax)}
                            choices={LEVELS.map((value) => ({
                                value: String(value),
                                label: value === LEVEL_MAX ? 'No upper limit' : `At most ${value}`,
                            }))}
                            error={faults[`${field}[${at}].level_max`]}
                            onChange={(chosen) => change(at, { levelMax: Number(chosen) })}
                        />
                    )}
                    <IconButton icon="close" label={`Remove ${skill === '' ? `skill ${at + 1}` : skill}`} onClick={() => remove(at)} />
                </div>
            ))}
            {skills.length === 0 ?
                <p class="soft small">
                    There are no skills yet. <a href="#/admin/skills/new">Make one</a>
                </p>
            :   <div data-add>
                    <Button
                        small
                        disabled={levels.length >= max}
                        onClick={() => {
                            added.current = true;
                            onChange([...levels, range ? { skill: '', level: 5, levelMax: LEVEL_MAX } : { skill: '', level: 5 }]);
                        }}
                    >
                        Add a skill
                    </Button>
                </div>
            }
            {error !== undefined && (
                <div class="error" id={`${id}-error`} data-fault>
                    {error}
                </div>
            )}
        </fieldset>
    );
}

function choicesOf(skills: readonly Skill[], chosen: string) {
    const choices = skills.map(({ name }) => ({ value: name, label: name }));
    const missing = chosen !== '' && !skills.some(({ name }) => name === chosen);
    return [
        { value: '', label: 'Choose a skill', disabled: true },
        ...(missing ? [{ value: chosen, label: `${chosen} (no longer exists)` }] : []),
        ...choices,
    ];
}
