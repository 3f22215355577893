// Runs a program built for WASI, with the files of this project in reach.
// usage: node tests/bench/wasi.mjs program.wasm arguments…
import { readFile } from "node:fs/promises";
import { cwd } from "node:process";
import { WASI } from "node:wasi";

const [program, ...given] = process.argv.slice(2);
const wasi = new WASI({ version: "preview1", args: ["program", ...given], preopens: { [cwd()]: cwd() } });
const module = await WebAssembly.compile(await readFile(program));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
process.exitCode = wasi.start(instance);
