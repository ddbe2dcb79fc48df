import {
    Agent,
    AgentList,
    AppKey,
    AppKeyList,
    CreateAppKeyRequest,
    DeleteRequest,
    ListRequest,
    Queue,
    QueueList,
    SetPasswordRequest,
    Site,
    SiteList,
    Skill,
    SkillList,
} from '#protocol/admin.js';
import { Done } from '#protocol/customer.js';
import type { Api, Codec } from '../api.js';

/** What all administered objects have. An id of '' is that of an object which is not stored yet. */
export interface Stored {
    readonly id: string;
    readonly revision: number;
}

export interface Page<Item> {
    readonly items: readonly Item[];
    /** Empty on the last page. */
    readonly nextCursor: string;
}

/** The objects of one kind, as the administration service keeps them. */
export interface Objects<Item extends Stored> {
    list(cursor: string, limit: number): Promise<Page<Item>>;
    /** Creates an object without id, replaces one with; resolves with what is stored now. */
    put(item: Item): Promise<Item>;
    delete(item: Item): Promise<void>;
}

/** The part of Api that is needed here, so that tests can stand in for the server. */
export type Caller = Pick<Api, 'call'>;

/** Bound of the service. */
const PAGE_MAX = 500;

/** The administration service of admin.proto. Every call rejects with a ChatError. */
export class AdminService {
    readonly sites: Objects<Site>;
    readonly queues: Objects<Queue>;
    readonly skills: Objects<Skill>;
    readonly agents: Objects<Agent>;
    /** Made once and never changed; putting one makes another, and only that answer has its secret. */
    readonly appKeys: Objects<AppKey>;

    constructor(private readonly api: Caller) {
        this.sites = this.objects('Site', Site, SiteList);
        this.queues = this.objects('Queue', Queue, QueueList);
        this.skills = this.objects('Skill', Skill, SkillList);
        this.agents = this.objects('Agent', Agent, AgentList);
        this.appKeys = {
            ...this.objects('AppKey', AppKey, AppKeyList),
            put: ({ title, site, agents, administration }) =>
                this.api.call('admin', 'CreateAppKey', CreateAppKeyRequest, { title, site, agents, administration }, AppKey),
        };
    }

    async setPassword(agent: string, password: string): Promise<void> {
        await this.api.call('admin', 'SetPassword', SetPasswordRequest, { agent, password }, Done);
    }

    private objects<Item extends Stored>(name: string, codec: Codec<Item>, listCodec: Codec<Page<Item>>): Objects<Item> {
        return {
            list: (cursor, limit) => this.api.call('admin', `List${name}s`, ListRequest, { cursor, limit }, listCodec),
            put: (item) => this.api.call('admin', `Put${name}`, codec, item, codec),
            delete: async ({ id, revision }) => {
                await this.api.call('admin', `Delete${name}`, DeleteRequest, { id, revision }, Done);
            },
        };
    }
}

/** All objects of a kind, page after page. */
export async function all<Item extends Stored>(objects: Objects<Item>): Promise<Item[]> {
    const items: Item[] = [];
    let cursor = '';
    do {
        const page = await objects.list(cursor, PAGE_MAX);
        items.push(...page.items);
        cursor = page.nextCursor;
    } while (cursor !== '');
    return items;
}

/** The object as it is stored now. The service has no call for one, so this goes through the pages. */
export async function find<Item extends Stored>(objects: Objects<Item>, id: string): Promise<Item | undefined> {
    let cursor = '';
    do {
        const page = await objects.list(cursor, PAGE_MAX);
        const found = page.items.find((item) => item.id === id);
        if (found !== undefined) {
            return found;
        }
        cursor = page.nextCursor;
    } while (cursor !== '');
    return undefined;
}
