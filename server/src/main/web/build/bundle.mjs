// Makes what the server serves: bundles with their sizes, pages, and the list of all files with their hashes.
import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generated, output, web } from './paths.mjs';

/** Bytes after gzip. The launcher is what every visitor of a website loads, the chat what he loads at his first click, the
 * form for messages what he loads when nobody can serve him. */
const BUDGETS = { 'widget.js': 5 * 1024, 'widget/chat.js': 30 * 1024, 'widget/offline.js': 3 * 1024 };

const common = {
    absWorkingDir: web,
    bundle: true,
    minify: true,
    target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
    charset: 'utf8',
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    alias: { '#protocol': join(generated, 'switchboard/v1') },
    nodePaths: [join(web, 'node_modules')],
    // A library asks Node.js for its environment; on some websites "process" is something else.
    define: { process: 'undefined' },
    logLevel: 'warning',
};
/** Styles that go into a script: as a text, minified. */
const stylesAsText = {
    name: 'styles-as-text',
    setup(build) {
        build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
            const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, target: common.target });
            return { contents: code, loader: 'text' };
        });
    },
};
/** What only staff sends and gets takes no room in the customers' chat: it is passed over there. */
const withoutStaff = {
    name: 'without-staff',
    setup(build) {
        build.onLoad({ filter: /switchboard\/v1\/staff\.ts$/ }, ({ path }) => {
            const messages = [...readFileSync(path, 'utf8').matchAll(/^export const (\w+): MessageFns/gm)].map(([, name]) => `none as ${name}`);
            const none = '{ encode: (_, writer) => writer, decode: (reader, length) => { reader.pos += length; return {}; } }';
            return { contents: `const none = ${none}; export { ${messages.join(', ')} };`, loader: 'js' };
        });
    },
};
const files = new Map();

async function script(source, file, options = {}) {
    const result = await build({ ...common, format: 'esm', entryPoints: [source], write: false, ...options });
    add(file, result.outputFiles[0].contents);
}

function add(file, contents) {
    files.set(file, Buffer.from(contents));
}

const hashOf = (contents) => createHash('sha256').update(contents).digest('hex').slice(0, 16);

/** Address under which a file may be kept for ever. */
const addressOf = (file) => `/${file}?v=${hashOf(files.get(file))}`;

/** A page with the addresses of its files put in: {{console/console.js}}. */
function page(source, file) {
    const text = readFileSync(join(web, source), 'utf8');
    add(file, text.replace(/\{\{([^}]+)\}\}/g, (_, name) => addressOf(name)));
}

for (const language of readdirSync(join(web, 'widget/messages')).filter((name) => /^[a-z]+\.ts$/.test(name))) {
    if (language !== 'en.ts') {
        await script(`widget/messages/${language}`, `widget/${language.replace('.ts', '.js')}`);
    }
}
const languages = [...files.keys()].map((file) => [file.slice('widget/'.length, -'.js'.length), addressOf(file)]);
await script('widget/offline.ts', 'widget/offline.js', { plugins: [stylesAsText] });
await script('widget/chat.ts', 'widget/chat.js', {
    plugins: [stylesAsText, withoutStaff],
    define: {
        ...common.define,
        LANGUAGES: JSON.stringify(Object.fromEntries(languages)),
        OFFLINE_ADDRESS: JSON.stringify(addressOf('widget/offline.js')),
    },
});
await script('widget/launcher.ts', 'widget.js', {
    format: 'iife',
    plugins: [stylesAsText],
    define: { ...common.define, CHAT_ADDRESS: JSON.stringify(addressOf('widget/chat.js')) },
});
await script('console/main.tsx', 'console/console.js');
await script('console/console.css', 'console/console.css');
add('console/mark.svg', readFileSync(join(web, 'console/mark.svg')));
page('console/index.html', 'console/index.html');
await script('demo/landing.ts', 'demo/landing.js');
await script('demo/demo.css', 'demo/demo.css');
for (const image of readdirSync(join(web, 'demo/images'))) {
    add(`demo/images/${image}`, readFileSync(join(web, 'demo/images', image)));
}
page('demo/index.html', 'demo/index.html');
page('demo/shop.html', 'demo/shop.html');

let over = false;
for (const [file, contents] of files) {
    const size = gzipSync(contents, { level: 9 }).length;
    const budget = BUDGETS[file];
    if (file.endsWith('.js')) {
        console.log(`${file}: ${size} bytes gzip${budget ? ` of ${budget} allowed` : ''}`);
    }
    over ||= size > budget;
}
if (over) {
    console.error('A bundle is larger than its budget.');
    process.exit(1);
}
rmSync(output, { recursive: true, force: true });
for (const [file, contents] of files) {
    mkdirSync(dirname(join(output, file)), { recursive: true });
    writeFileSync(join(output, file), contents);
}
writeFileSync(join(output, 'files.txt'), [...files].map(([file, contents]) => `${file}\t${hashOf(contents)}\n`).join(''));
