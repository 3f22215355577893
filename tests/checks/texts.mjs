// Rules for every file that git would keep: nothing unfinished, nothing of one machine, no long Rust file.
// usage: node tests/checks/texts.mjs   (from the project's root)
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const RUST_LINES = 400;
// Spelled in parts, so that this file passes its own rules.
const FORBIDDEN = [
  [new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X"].join("|")})\\b`), "unfinished work"],
  [new RegExp(`(^|[\\s"'=(:\`])/(${["ro" + "ot", "ho" + "me", "wo" + "rk", "Us" + "ers"].join("|")})/`), "a path of one machine"],
  [new RegExp(["regis" + "try\\.npmjs", "npm" + "mirror", "crates-" + "mirror", "py" + "pi\\.org"].join("|")), "a registry's host"],
  [new RegExp(`#\\[${"ig" + "nore"}|\\b(test|it|describe)\\.(${["sk" + "ip", "fix" + "me", "on" + "ly"].join("|")})\\b`), "a test that does not run"],
  [new RegExp(`waitFor${"Time" + "out"}\\(`), "a sleep in a test"],
];
const BINARY = /\.(png|jpg|webp|ico|woff2|mp4|ts|m4a|m4s|wasm|sqlite)$/;

const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
  .split("\0")
  .filter((file) => file && !BINARY.test(file) && existsSync(file));

const wrong = [];
for (const file of files) {
  const text = readFileSync(file, "utf8");
  const lines = text.split("\n");
  if (file.endsWith(".rs") && lines.length - 1 > RUST_LINES) wrong.push(`${file}: ${lines.length - 1} lines, ${RUST_LINES} are allowed`);
  lines.forEach((line, at) => {
    for (const [pattern, what] of FORBIDDEN) if (pattern.test(line)) wrong.push(`${file}:${at + 1}: ${what}: ${line.trim().slice(0, 100)}`);
  });
  if (text && !text.endsWith("\n")) wrong.push(`${file}: no newline at its end`);
  if (/package-lock\.json$/.test(file) && /"resolved"/.test(text)) wrong.push(`${file}: holds addresses of a registry`);
}

for (const line of wrong) console.log(line);
console.log(wrong.length === 0 ? `${files.length} files` : `${wrong.length} faults`);
process.exit(wrong.length === 0 ? 0 : 1);
