import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CloseReason } from '#protocol/customer.js';
import { chat, entry, memoryArea } from './samples.js';
import { attributesOf, chooseLanguage } from './attributes.js';
import { Kept } from './kept.js';
import de from './messages/de.js';
import { en } from './messages/en.js';
import { area } from './storage.js';
import { Texts } from './texts.js';
import { isAddress, trimmed } from './view/links.js';

const tag = (data: { readonly [name: string]: string }) => (name: string) => data[name] ?? null;

test('the script tag: the server is where the script came from, odd values are ignored', () => {
    const read = attributesOf('https://chat.example.com:8443/widget.js?x=1', tag({ site: 'shop', position: 'start', language: ' de ' }));
    assert.deepEqual(read, {
        server: 'https://chat.example.com:8443',
        site: 'shop',
        queue: '',
        title: '',
        language: 'de',
        position: 'start',
    });
    assert.equal(attributesOf('https://chat.example.com/widget.js', tag({ site: 'shop', position: 'middle' }))?.position, 'end');
    assert.equal(attributesOf('https://chat.example.com/widget.js', tag({})), undefined);
    assert.equal(attributesOf('https://chat.example.com/widget.js', tag({ site: 'a:b' })), undefined);
    assert.equal(attributesOf('', tag({ site: 'shop' })), undefined);
});

test('languages: the first wanted that there is, else English', () => {
    assert.equal(chooseLanguage(['', 'fr-CH', 'de-AT', 'en'], ['en', 'de']), 'de');
    assert.equal(chooseLanguage(['fr'], ['en', 'de']), 'en');
});

test('all languages have the same parameters in the same texts', () => {
    const parameters = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();
    for (const [key, text] of Object.entries(en)) {
        assert.deepEqual(parameters(de[key as keyof typeof de]), parameters(text), key);
    }
});

test('system lines: known ones in words, unknown ones not at all', () => {
    const texts = new Texts('en', en, 'en');
    const line = (textKey: string, parameters = {}): string | undefined =>
        texts.line(entry(1, { textKey, parameters }), chat({ agent: { kind: 2, id: '7', name: 'Anna' } }))?.replace(/[\u2068\u2069]/g, '');
    assert.equal(line('joined', { name: 'Anna' }), 'Anna has joined');
    assert.equal(line('left', { name: 'Anna', reason: 'transferred' }), 'Anna is handing you over');
    assert.equal(line('left', { name: 'Anna', reason: 'something-new' }), 'Anna has left');
    assert.equal(line('closed', { reason: 'agent-closed' }), 'Anna has ended the chat');
    assert.match(line('closed', { reason: 'waited-too-long' }) ?? '', /^Nobody could answer you in time/);
    assert.equal(texts.ended(chat({ closeReason: CloseReason.WAITED_TOO_LONG })), line('closed', { reason: 'waited-too-long' }));
    assert.equal(line('closed', { reason: 'something-new' }), 'The chat has ended');
    assert.equal(line('renewed'), undefined);
    assert.equal(line('something-new'), undefined);
});

test('addresses end where the sentence goes on', () => {
    assert.equal(trimmed('https://example.com/red).'), 'https://example.com/red');
    assert.equal(trimmed('https://en.wikipedia.org/wiki/A_(b)'), 'https://en.wikipedia.org/wiki/A_(b)');
    assert.equal(trimmed('https://example.com/?q=1,'), 'https://example.com/?q=1');
    assert.equal(isAddress('https://'), false);
    assert.equal(isAddress('http://example.com'), true);
});

test('a storage that throws keeps things in memory, a full one too', () => {
    const blocked = area(() => {
        throw new Error('blocked');
    }, 'p:');
    blocked.set('a', '1');
    assert.equal(blocked.get('a'), '1');
    assert.deepEqual(blocked.keys('a'), ['a']);
    blocked.remove('a');
    assert.equal(blocked.get('a'), undefined);
    const full = { getItem: () => 'old', setItem: () => { throw new Error('full'); }, removeItem: () => {}, length: 0, key: () => null };
    const stored = area(() => full as unknown as Storage, 'p:');
    stored.set('a', 'new');
    assert.equal(stored.get('a'), 'new');
});

test('drafts: one tab does not take away what another has typed', () => {
    const shared = new Map<string, string>();
    const tab = () => new Kept(memoryArea(shared), memoryArea(new Map()), () => 0);
    const [one, two] = [tab(), tab()];
    one.setDraft('c', 'from one');
    two.setDraft('c', 'from two');
    assert.equal(one.draft('c'), 'from one');
    one.setDraft('c', '');
    assert.equal(tab().draft('c'), 'from two');
});

test('tokens and unsent messages come back as they were, lines and all', () => {
    const kept = new Kept(memoryArea(new Map()), memoryArea(new Map()), () => 0);
    const tokens = { access: 'a', accessUntil: 5, renewal: 'r', subject: 'customer:1' };
    kept.save(tokens);
    assert.deepEqual(kept.load(), tokens);
    kept.save(undefined);
    assert.equal(kept.load(), undefined);
    const message = { chat: 'odd:id', id: 'key-1', text: 'one\n\ntwo\n', order: 2, state: 'sending' } as const;
    kept.addUnsent(message);
    assert.deepEqual(kept.unsent(), [message]);
});
