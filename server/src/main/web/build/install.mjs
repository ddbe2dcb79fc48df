// "npm ci", unless what is installed is what package-lock.json asks for.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { web } from './paths.mjs';

const stamp = join(web, 'node_modules/.installed');
const wanted = createHash('sha256').update(readFileSync(join(web, 'package-lock.json'))).digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    // No install scripts: esbuild and buf bring their programs in packages of their own, Chromium is the machine's.
    const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-progress', '--loglevel=error'], {
        cwd: web,
        stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (npm.status !== 0) {
        console.error('npm could not install what the web client is built with (see above).');
        process.exit(1);
    }
    writeFileSync(stamp, wanted);
}
