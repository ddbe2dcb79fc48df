// The demo's first page: a card for each person of the sample desk, with a button into the console.

interface Person {
    readonly name: string;
    readonly displayName: string;
    readonly role: string;
    readonly queues: readonly { readonly name: string; readonly title: string }[];
}

const ROLES: { readonly [role: string]: string } = {
    agent: 'Agent',
    supervisor: 'Supervisor',
    administrator: 'Administrator',
};

const ASK_AGAIN_MS = 500;

function element(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
    const made = document.createElement(tag);
    made.className = className;
    made.append(...children);
    return made;
}

function card(person: Person): HTMLElement {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = `/demo/sign-in/${encodeURIComponent(person.name)}`;
    form.target = '_blank';
    const button = element('button', 'button quiet', `Sign in as ${person.displayName.split(' ')[0] ?? person.name}`);
    button.setAttribute('type', 'submit');
    form.append(button);
    const queues = element('ul', 'queues', ...person.queues.map((queue) => element('li', '', queue.title)));
    return element(
        'li',
        'card person',
        element('span', `avatar ${person.role}`, person.displayName.charAt(0)),
        element('div', 'who', element('h3', '', person.displayName), element('p', 'soft', ROLES[person.role] ?? person.role)),
        person.queues.length > 0 ? queues : element('p', 'soft queues', 'Sees and changes everything'),
        form,
    );
}

async function show(list: HTMLElement): Promise<void> {
    try {
        const answer = await fetch('/demo/people', { headers: { Accept: 'application/json' } });
        if (!answer.ok) {
            throw new Error(String(answer.status));
        }
        const { people } = (await answer.json()) as { people?: Person[] };
        if (people === undefined) {
            setTimeout(() => void show(list), ASK_AGAIN_MS); // the desk is being made
        } else {
            list.replaceChildren(...people.map(card));
        }
    } catch {
        const again = element('button', 'button quiet', 'Try again');
        again.addEventListener('click', () => void show(list));
        list.replaceChildren(element('li', '', element('p', '', 'The people could not be loaded.'), again));
    }
}

const list = document.getElementById('people');
if (list !== null) {
    void show(list);
}
