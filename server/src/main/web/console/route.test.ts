import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hrefOf, linkCode, parseRoute, type Route } from './route.js';

test('a hash that is no path is a one-time code', () => {
    assert.equal(linkCode('#37sFptJP-BvGz4_l'), '37sFptJP-BvGz4_l');
    assert.equal(linkCode('#/chats/r0-1'), undefined);
    assert.equal(linkCode(''), undefined);
    assert.equal(linkCode('#'), undefined);
});

test('every place has an address that leads back to it', () => {
    const routes: Route[] = [
        { page: 'chats', chat: undefined },
        { page: 'chats', chat: 'r0-4711' },
        { page: 'waiting', queue: undefined },
        { page: 'waiting', queue: 'a/b %' },
        { page: 'messages', answered: false, message: undefined },
        { page: 'messages', answered: true, message: '17' },
        { page: 'admin', path: [] },
        { page: 'admin', path: ['queues', 'billing'] },
    ];
    for (const route of routes) {
        assert.deepEqual(parseRoute(hrefOf(route)), route, hrefOf(route));
    }
});

test('what is no place leads to the chats', () => {
    for (const hash of ['', '#', '#/', '#/nowhere/1', '#/chats/']) {
        assert.equal(parseRoute(hash).page, 'chats', hash);
    }
    assert.deepEqual(parseRoute('#/chats/%zz'), { page: 'chats', chat: '%zz' });
});
