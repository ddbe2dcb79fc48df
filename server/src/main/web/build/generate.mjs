// Makes TypeScript of the .proto files: hands what protoc read to ts-proto, as protoc itself would.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import { CodeGeneratorResponse, FileDescriptorSet } from 'ts-proto-descriptors';
import { descriptors, generated, web } from './paths.mjs';

const OPTIONS = [
    'env=browser',
    'esModuleInterop=true',
    'forceLong=number', // all our 64-bit numbers are times and counters below 2^53
    'oneof=unions-value',
    'outputJsonMethods=false',
    'outputServices=none',
    'outputPartialMethods=false',
    'outputTypeRegistry=false',
    'removeEnumPrefix=true',
    'unrecognizedEnum=false',
    'importSuffix=.js',
];

if (!existsSync(descriptors)) {
    console.error(`${descriptors} is missing: build the module "protocol" first (mvn -q -DskipTests package).`);
    process.exit(1);
}
const request = codeGeneratorRequest(readFileSync(descriptors));
const plugin = spawnSync(process.execPath, [join(web, 'node_modules/ts-proto/protoc-gen-ts_proto')], {
    input: request,
    maxBuffer: 64 << 20,
    stdio: ['pipe', 'pipe', 'inherit'],
});
if (plugin.status !== 0) {
    process.exit(1);
}
const response = CodeGeneratorResponse.decode(plugin.stdout);
if (response.error) {
    console.error(response.error);
    process.exit(1);
}
rmSync(generated, { recursive: true, force: true });
for (const { name, content } of response.file) {
    mkdirSync(dirname(join(generated, name)), { recursive: true });
    writeFileSync(join(generated, name), content);
}

/**
 * A google.protobuf.compiler.CodeGeneratorRequest for all files of a FileDescriptorSet. Both are a list of the same message,
 * copied here as bytes: decoding and encoding it again would lose fields whose value is their type's zero.
 */
function codeGeneratorRequest(set) {
    const writer = new BinaryWriter();
    for (const { name } of FileDescriptorSet.decode(set).file) {
        writer.uint32((1 << 3) | 2).string(name); // file_to_generate
    }
    writer.uint32((2 << 3) | 2).string(OPTIONS.join(',')); // parameter
    const reader = new BinaryReader(set);
    while (reader.pos < reader.len) {
        const [field, type] = reader.tag();
        if (field === 1) {
            writer.uint32((15 << 3) | 2).bytes(reader.bytes()); // proto_file
        } else {
            reader.skip(type);
        }
    }
    return writer.finish();
}
