import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replyLink } from './reply.js';

test('an answer goes to the one address that the customer named', () => {
    assert.equal(replyLink('carla+shop@mail.example.com', 'Müller & Söhne'), 'mailto:carla+shop@mail.example.com?subject=Your%20message%20to%20M%C3%BCller%20%26%20S%C3%B6hne');
});

test('what is more than an address, or none, is no link', () => {
    for (const contact of ['a@b', 'a@b.de?bcc=c@d.de', 'a@b.de,c@d.de', 'a@b.de%0Abcc:c@d.de', 'javascript:alert(1)', '+49 30 123', 'Carla <a@b.de>', 'a b@c.de', '']) {
        assert.equal(replyLink(contact, 'Shop'), undefined, contact);
    }
});
