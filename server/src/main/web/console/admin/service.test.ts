import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateAppKeyRequest, DeleteRequest, ListRequest, Queue, QueueList, SetPasswordRequest } from '#protocol/admin.js';
import { AdminService, all, type Caller, find } from './service.js';

interface Call {
    readonly method: string;
    readonly request: unknown;
}

const queue = (id: string): Queue => ({ ...Queue.decode(new Uint8Array()), id, name: `queue-${id}` });

/** Answers like the service with these queues, two to a page, after carrying all by Protobuf bytes. */
function service(queues: readonly Queue[]) {
    const calls: Call[] = [];
    const call: Caller['call'] = async (_service, method, codec, request, replyCodec) => {
        const sent = codec.decode(codec.encode(request).finish());
        calls.push({ method, request: sent });
        if (method !== 'ListQueues') {
            return replyCodec.decode(method === 'PutQueue' ? codec.encode(request).finish() : new Uint8Array());
        }
        const from = Number((sent as ListRequest).cursor || '0');
        const items = queues.slice(from, from + 2);
        const nextCursor = from + 2 < queues.length ? String(from + 2) : '';
        return replyCodec.decode(QueueList.encode({ items: [...items], nextCursor }).finish());
    };
    return { calls, admin: new AdminService({ call }) };
}

test('all goes through the pages in order', async () => {
    const { admin, calls } = service(['1', '2', '3', '4', '5'].map(queue));
    assert.deepEqual((await all(admin.queues)).map(({ id }) => id), ['1', '2', '3', '4', '5']);
    assert.deepEqual(calls.map(({ request }) => (request as ListRequest).cursor), ['', '2', '4']);
});

test('find stops at the page that has the object, and knows when there is none', async () => {
    const { admin, calls } = service(['1', '2', '3', '4', '5'].map(queue));
    assert.equal((await find(admin.queues, '3'))?.name, 'queue-3');
    assert.equal(calls.length, 2);
    assert.equal(await find(admin.queues, '9'), undefined);
});

test('each call goes to its method with its message', async () => {
    const { admin, calls } = service([]);
    await admin.queues.put(queue('7'));
    await admin.agents.delete({ ...queue('7'), revision: 4 } as never);
    await admin.setPassword('7', 'a long password');
    const key = { title: 'Bot', site: 'shop', agents: ['anna'], administration: false };
    await admin.appKeys.put({ ...key, id: '', revision: 0, secret: '' });
    await admin.appKeys.delete({ ...key, id: '3', revision: 1, secret: '' });
    assert.deepEqual(calls, [
        { method: 'PutQueue', request: queue('7') },
        { method: 'DeleteAgent', request: { id: '7', revision: 4 } satisfies DeleteRequest },
        { method: 'SetPassword', request: { agent: '7', password: 'a long password' } satisfies SetPasswordRequest },
        { method: 'CreateAppKey', request: key satisfies CreateAppKeyRequest },
        { method: 'DeleteAppKey', request: { id: '3', revision: 1 } satisfies DeleteRequest },
    ]);
});
