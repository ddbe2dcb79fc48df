// Bundles every *.test.ts and runs them with Node's own test runner. Arguments: parts of file names to run alone.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generated, golden, tests, web } from './paths.mjs';

const wanted = process.argv.slice(2);
const sources = ['client', 'widget', 'console']
    .flatMap((folder) => readdirSync(join(web, folder), { recursive: true }).map((file) => join(folder, file)))
    .filter((file) => /\.test\.tsx?$/.test(file))
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));

rmSync(tests, { recursive: true, force: true });
await build({
    absWorkingDir: web,
    entryPoints: sources,
    outdir: tests,
    outbase: web,
    bundle: true,
    platform: 'node',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    target: 'node20',
    sourcemap: 'inline',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    alias: { '#protocol': join(generated, 'switchboard/v1') },
    nodePaths: [join(web, 'node_modules')],
    logLevel: 'warning',
});
const files = readdirSync(tests, { recursive: true }).filter((file) => file.endsWith('.mjs'));
const run = spawnSync(
    process.execPath,
    ['--enable-source-maps', '--test', '--test-reporter=dot', ...files.map((file) => join(tests, file))],
    { stdio: 'inherit', env: { ...process.env, GOLDEN_FRAMES: golden } },
);
process.exit(run.status ?? 1);
