import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatError } from './errors.js';
import { SimEnvironment } from './sim-environment.js';
import { grantAll, granted, MemoryStore, methodOf, plain, refused, renewalOf, tokens } from './sim-tokens.js';
import { errorOf, tokensOf } from './tokens.js';

const DAY_MS = 86_400_000;

const code = (wanted: string) => (error: unknown): boolean => {
    assert.ok(error instanceof ChatError);
    assert.equal(error.code, wanted);
    return true;
};

function kept(environment: SimEnvironment, leftMs: number): MemoryStore {
    const store = new MemoryStore();
    store.tokens = {
        access: 'access-kept',
        accessUntil: environment.wallTime() + leftMs,
        renewal: 'renewal-kept',
        subject: 'customer:17',
    };
    return store;
}

test('a kept token is used as long as it is good', async () => {
    const environment = new SimEnvironment();
    assert.equal(await tokens(environment, kept(environment, 60_000)).access(), 'access-kept');
    assert.equal(environment.posts.length, 0);
});

test('a token that is nearly over is renewed, and the answer is kept', async () => {
    const environment = new SimEnvironment();
    const store = kept(environment, 4_000);
    grantAll(environment);
    assert.equal(await tokens(environment, store).access(), 'access-1');
    assert.equal(methodOf(environment.lastPost), 'Renew');
    assert.equal(renewalOf(environment.lastPost), 'renewal-kept');
    assert.equal(store.tokens?.renewal, 'renewal-1');
    assert.equal(tokens(environment, store).remainingMs(), 900_000);
});

test('without anything kept it signs in; those who ask meanwhile share the answer', async () => {
    const environment = new SimEnvironment();
    const mine = tokens(environment, new MemoryStore());
    const all = [mine.access(), mine.access(), mine.access()];
    await environment.pass(1);
    assert.equal(environment.posts.length, 1);
    assert.equal(methodOf(environment.lastPost), 'CustomerToken');
    environment.lastPost.answer(granted(1));
    assert.deepEqual(await Promise.all(all), ['access-1', 'access-1', 'access-1']);
});

test('a refused renewal leads to a new sign-in', async () => {
    const environment = new SimEnvironment();
    const store = kept(environment, 0);
    environment.habits.post = (post) => post.answer(methodOf(post) === 'Renew' ? refused(401, 'TOKEN_INVALID') : granted(2));
    assert.equal(await tokens(environment, store).access(), 'access-2');
    assert.deepEqual(environment.posts.map(methodOf), ['Renew', 'CustomerToken']);
});

test('where a person has to sign in, a refused renewal says so and is not tried again', async () => {
    const environment = new SimEnvironment();
    const store = kept(environment, 0);
    const mine = tokens(environment, store, undefined);
    environment.habits.post = (post) => post.answer(refused(401, 'TOKEN_INVALID'));
    await assert.rejects(mine.access(), code('SIGN_IN_FAILED'));
    await assert.rejects(mine.access(), code('SIGN_IN_FAILED'));
    assert.equal(environment.posts.length, 1);
    assert.equal(store.tokens, undefined);
});

test('a revoked token and a refused origin are final, and nothing else is tried', async () => {
    const revoked = new SimEnvironment();
    revoked.habits.post = (post) => post.answer(refused(401, 'TOKEN_REVOKED'));
    await assert.rejects(tokens(revoked, kept(revoked, 0)).access(), code('TOKEN_REVOKED'));
    assert.equal(revoked.posts.length, 1);

    const foreign = new SimEnvironment();
    foreign.habits.post = (post) => post.answer(refused(403, 'ORIGIN_NOT_ALLOWED'));
    await assert.rejects(tokens(foreign, new MemoryStore()).access(), code('ORIGIN_NOT_ALLOWED'));
    assert.equal(foreign.posts.length, 1);
});

test('what is in between answers for the server: the renewal token stays, and it is tried again', async () => {
    const answers = [
        plain(502, 'Bad Gateway'),
        plain(403, '<html>Please sign in to this network</html>'),
        plain(401, ''),
        plain(404, 'no such page'),
        plain(200, '<html>Welcome to our hotel</html>'),
        plain(200, ''),
        refused(503, 'NOT_READY', true),
    ];
    for (const answer of answers) {
        const environment = new SimEnvironment();
        const store = kept(environment, 0);
        environment.habits.post = (post) => post.answer(answer);
        await assert.rejects(tokens(environment, store).access(), (error) => error instanceof ChatError && error.retryable);
        assert.equal(store.tokens?.renewal, 'renewal-kept');
        grantAll(environment);
        assert.equal(await tokens(environment, store).access(), 'access-1');
        assert.equal(renewalOf(environment.lastPost), 'renewal-kept');
    }
});

test('no answer at all is retryable and changes nothing', async () => {
    const environment = new SimEnvironment();
    const store = kept(environment, 0);
    environment.habits.post = (post) => post.fail();
    await assert.rejects(tokens(environment, store).access(), code('UNREACHABLE'));
    assert.equal(store.tokens?.renewal, 'renewal-kept');
});

test('two tabs that need a token at once make one call', async () => {
    const environment = new SimEnvironment();
    const store = kept(environment, 0);
    const [one, other] = [tokens(environment, store).access(), tokens(environment, store).access()];
    await environment.pass(1);
    assert.equal(environment.posts.length, 1);
    environment.lastPost.answer(granted(1));
    assert.deepEqual(await Promise.all([one, other]), ['access-1', 'access-1']);
    assert.equal(environment.posts.length, 1);
});

test('when the first tab fails, the second tries', async () => {
    const environment = new SimEnvironment();
    const store = kept(environment, 0);
    const failing = assert.rejects(tokens(environment, store).access(), code('UNREACHABLE'));
    const other = tokens(environment, store).access();
    await environment.pass(1);
    environment.lastPost.fail();
    await failing;
    await environment.pass(1);
    environment.lastPost.answer(granted(1));
    assert.equal(await other, 'access-1');
});

test('a token that another tab has got meanwhile survives the refusal of an older one', async () => {
    const environment = new SimEnvironment();
    const store = kept(environment, 60_000);
    const mine = tokens(environment, store);
    mine.dropAccess('access-older');
    assert.equal(await mine.access(), 'access-kept');
    mine.dropAccess('access-kept');
    grantAll(environment);
    assert.equal(await mine.access(), 'access-1');
});

test('renew does not give the token at hand', async () => {
    const environment = new SimEnvironment();
    grantAll(environment);
    assert.equal(await tokens(environment, kept(environment, 600_000)).renew(), 'access-1');
});

test('a clock that is wrong by a day matters only when it is set right', async () => {
    for (const wrong of [DAY_MS, -DAY_MS]) {
        const environment = new SimEnvironment();
        environment.clockErrorMs = wrong;
        grantAll(environment);
        const store = new MemoryStore();
        const mine = tokens(environment, store);
        assert.equal(await mine.access(), 'access-1');
        await environment.pass(600_000);
        assert.equal(await mine.access(), 'access-1');
        await environment.pass(296_000);
        assert.equal(await mine.access(), 'access-2', 'renewed in time');

        environment.clockErrorMs = 0;
        const after = await mine.access();
        // A clock that was behind makes the token look old; one that was ahead makes it look good for a day, until the
        // server refuses it.
        assert.equal(after, wrong < 0 ? 'access-3' : 'access-2');
        mine.dropAccess(after);
        assert.equal(await mine.access(), wrong < 0 ? 'access-4' : 'access-3');
    }
});

test('an error of ours is taken as it is, whatever the status', () => {
    const error = errorOf(refused(403, 'FORBIDDEN'));
    assert.equal(error.code, 'FORBIDDEN');
    assert.ok(!error.retryable);
    assert.throws(() => tokensOf(refused(401, 'SIGN_IN_FAILED'), 0), code('SIGN_IN_FAILED'));
});
