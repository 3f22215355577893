// Generated requests, if Schemathesis is asked for and there: its outcome in one line.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OPENAPI } from "../schema.mjs";

const BACKEND = fileURLToPath(new URL("../../backend/", import.meta.url));
const CONFIG = join(BACKEND, "schemathesis.toml");
const VERSION = /^VERSION=(\S+)/m.exec(readFileSync(join(BACKEND, "schemathesis.sh"), "utf8"))[1];
const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
export const PROGRAM = join(cache, `kepu-day/tools/schemathesis-${VERSION}/bin/st`);

/** Runs a program in a folder of its own; its exit code and all it said. */
function run(program, parameters) {
  const cwd = mkdtempSync(join(tmpdir(), "conform-"));
  return new Promise((resolve) => {
    let said = "";
    const child = spawn(program, parameters, { cwd, env: { ...process.env, NO_COLOR: "1" } });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.once("error", (error) => resolve({ code: -1, said: error.message }));
    child.once("close", (code) => resolve({ code, said }));
  }).finally(() => rmSync(cwd, { recursive: true, force: true }));
}

const schemathesis = {
  id: "schemathesis",
  zh: "经得起自动生成的请求（Schemathesis）",
  en: "Withstands generated requests (Schemathesis)",
  clause: "/openapi",
  group: "自动生成的请求",
  needs: ["register"],
  optional: true,
  async run(kit) {
    if (!existsSync(kit.st)) kit.cannot("没有装 Schemathesis：先运行一次 tests/backend/schemathesis.sh");
    const one = await kit.had(kit.person(await kit.one("person")));
    const { code, said } = await run(kit.st, [
      "--config-file", CONFIG, "run", OPENAPI, "--url", kit.api.base, "--header", `Authorization: Bearer ${one.token}`,
      "--seed", "20230917", "--max-examples", "20", "--checks", "all", "--exclude-checks", "use_after_free",
      "--max-time", "120", "--request-timeout", "10", "--warnings", "off",
    ]);
    const lines = said.trim().split("\n").map((line) => line.trim());
    const told = lines.findLast((line) => /\d+ (generated|passed|failed|failures?)/.test(line)) ?? lines.at(-1) ?? "";
    kit.note = told;
    kit.check(code === 0, `Schemathesis 发现了不同：${told}`);
  },
};

export default [schemathesis];
