// Calls each test in an instance of its own, and prints the result of each: `node run.mjs LIBRARY.wasm`.
import { readFileSync } from "node:fs";

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const tests = WebAssembly.Module.exports(module).filter(({ name, kind }) => kind === "function" && !name.startsWith("__"));

let failed = 0;
for (const { name } of tests) {
    const printed = [];
    let memory;
    const print = (text, length) => printed.push(new TextDecoder().decode(new Uint8Array(memory.buffer, text, length)));
    const instance = new WebAssembly.Instance(module, { env: { print } });
    memory = instance.exports.memory;
    try {
        instance.exports[name]();
        console.log(`ok      ${name}`);
    } catch (error) {
        failed += 1;
        console.log(`FAILED  ${name}\n${[...printed, error.stack].join("\n")}`);
    }
}
console.log(`${tests.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 && tests.length > 0 ? 0 : 1);
