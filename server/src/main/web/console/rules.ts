import { AgentRule, type RelaxationStep } from '#protocol/admin.js';
import type { Requirement } from '#protocol/customer.js';
import { duration } from './words.js';

/** A rule by which a queue chooses among agents who may have a chat. */
export interface RuleWords {
    readonly rule: AgentRule;
    readonly name: string;
    /** Who is the first by it, and when one chooses it: a sentence. */
    readonly about: string;
}

export const AGENT_RULES: readonly RuleWords[] = [
    {
        rule: AgentRule.LEAST_LOADED,
        name: 'Least loaded',
        about: 'Who has the smallest load in relation to his capacity: where agents take several chats at once, all customers get answers equally fast.',
    },
    {
        rule: AgentRule.LONGEST_IDLE,
        name: 'Longest idle',
        about: 'Who got or finished a chat, or became available, the longest ago: with one chat at a time, pauses are shared out fairly.',
    },
    {
        rule: AgentRule.MOST_CAPABLE,
        name: 'Most capable',
        about: 'Who has the highest levels in the skills asked for, added up: the best answer counts more than an even load.',
    },
    {
        rule: AgentRule.ROUND_ROBIN,
        name: 'Round robin',
        about: 'Who was given a chat or an offer the longest ago: the number of chats is even.',
    },
    {
        rule: AgentRule.FILL_FIRST,
        name: 'Fill first',
        about: 'Who has the largest load in relation to his capacity: the others stay free for different work.',
    },
];

/** The rule that a value of the protocol means; undefined for one that only a newer server knows. */
export function ruleWords(rule: AgentRule): RuleWords | undefined {
    const meant = rule === AgentRule.UNSPECIFIED ? AgentRule.LEAST_LOADED : rule;
    return AGENT_RULES.find((each) => each.rule === meant);
}

/**
 * What a waiting chat gives up by a step: "preferred skills are dropped, levels are lowered by 1".
 *
 * @param titleOf how people call a queue, by its name
 */
export function stepWords(
    { dropPreferences, lowerLevels, widenTo, raiseMs }: Omit<RelaxationStep, 'afterMs'>,
    titleOf: (queue: string) => string = (queue) => queue,
): string {
    const parts = [
        dropPreferences ? 'preferred skills are dropped' : '',
        lowerLevels > 0 ? `levels are lowered by ${lowerLevels}` : '',
        widenTo.length > 0 ? `agents of ${widenTo.map(titleOf).join(', ')} may have it too` : '',
        raiseMs > 0 ? `its credit is raised by ${duration(raiseMs)}` : '',
    ].filter((part) => part !== '');
    return parts.length === 0 ? 'nothing is given up' : parts.join(', ');
}

/** "german ≥ 3", or "german 2–5" where there is an upper limit. */
export function requirementWords({ skill, level, levelMax }: Requirement): string {
    return levelMax === 0 || levelMax === 10 ? `${skill} ≥ ${level}` : `${skill} ${level}–${levelMax}`;
}
