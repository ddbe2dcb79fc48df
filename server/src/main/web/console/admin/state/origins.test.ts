import assert from 'node:assert/strict';
import { test } from 'node:test';
import { originsFault, originsOf } from './origins.js';

test('lines are trimmed, blank ones dropped', () => {
    assert.deepEqual(originsOf(' https://a.example \r\n\n\thttp://localhost:8080'), ['https://a.example', 'http://localhost:8080']);
    assert.deepEqual(originsOf(''), []);
});

test('right addresses have no fault', () => {
    assert.equal(originsFault('https://shop.example.com\nHTTP://LOCALHOST:3000\nhttps://[::1]:8443\nhttps://bücher.example'), undefined);
});

test('a wrong address is told what to write instead', () => {
    const cases: readonly [string, RegExp][] = [
        ['shop.example.com', /begin with https:\/\//],
        ['https://*.example.com', /patterns are not possible/],
        ['ftp://example.com', /only http/],
        ['https://shop.example.com/', /leave out what follows the host: https:\/\/shop\.example\.com\./],
        ['https://shop.example.com/cart?x=1', /leave out what follows the host/],
        ['https://user:pw@shop.example.com', /name and password/],
        ['https://exa mple.com', /is not an address/],
        ['https://example.com:99999', /is not an address/],
        ['javascript:alert(1)', /begin with https/],
        ['null', /begin with https/],
    ];
    for (const [line, expected] of cases) {
        assert.match(originsFault(line) ?? '', expected, line);
    }
});

test('many faults are not all told at once, and long lines not whole', () => {
    const fault = originsFault(Array.from({ length: 20 }, () => 'x'.repeat(500)).join('\n')) ?? '';
    assert.ok(fault.length < 400, fault);
    assert.match(originsFault(Array.from({ length: 51 }, (_, at) => `https://s${at}.example`).join('\n')) ?? '', /At most 50.*51/);
});
