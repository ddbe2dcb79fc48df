/** One address and nothing else, so that nothing a customer wrote can add to the link: no further receivers, no headers. */
const ADDRESS = /^[A-Za-z0-9.!$'*+\/=^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/** Where an e-mail in answer to a customer begins; undefined where what he named is no plain e-mail address. */
export function replyLink(contact: string, site: string): string | undefined {
    return ADDRESS.test(contact) ? `mailto:${contact}?subject=${encodeURIComponent(`Your message to ${site}`)}` : undefined;
}
