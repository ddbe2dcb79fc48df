// Where things are. Everything made lies below server/target, so that "mvn clean" removes it.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const server = join(web, '../../..');
/** The .proto files as protoc read them; made by the build of the module protocol. */
export const descriptors = join(server, '../protocol/target/switchboard.descriptors');
export const golden = join(server, '../protocol/src/test/resources/golden');
/** Generated TypeScript; tsconfig.json and the imports name it "#protocol/…". */
export const generated = join(server, 'target/web-generated');
/** What the server serves. */
export const output = join(server, 'target/classes/web');
export const tests = join(server, 'target/web-tests');
