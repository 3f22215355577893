// Does a backend conform to contract kp/1? Every rule is tried against it and a report is written.
// usage: node tests/conform/run.mjs http://host/api [folder of the report]
//        node tests/conform/run.mjs config.json [folder]   a backend of another kind, as the app's config.json describes
//   API=http://host  where the app stands, if that file's base names no host
//   SESSION=id       the session that is filled to its last place for a moment; else the fullest that is open
//   ONLY=rule,rule   only these
//   SCHEMATHESIS=1   generated requests too, minutes
// Ends with 0: conforms; 1: conforms without something; 2: does not conform, or could not be asked.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Client } from "./http.mjs";
import { ForeignKit } from "./foreign.mjs";
import { Kit, Unexamined } from "./kit.mjs";
import { readConfig } from "./mapping.mjs";
import { page, summary, verdict } from "./report.mjs";
import { shown, withoutLogin } from "./redact.mjs";
import { FOREIGN } from "./rules/foreign.mjs";
import { RULES } from "./rules/index.mjs";
import { PROGRAM } from "./rules/schemathesis.mjs";
import { Contract } from "./schema.mjs";

// Its schemas are compiled once, however many backends are tried.
const contract = new Contract();

/** Tries one rule: passed, failed, absent (its capability is not claimed) or unexamined, with what was found. */
async function tried(rule, kit) {
  const missing = rule.needs.filter((name) => !kit.claims(name));
  if (missing.length > 0) return { state: "absent", missing };
  Object.assign(kit, { findings: [], note: undefined });
  let why;
  try {
    // A rule that is not about the catalogue would wait for each of its answers in vain.
    if (kit.silent && !rule.first) kit.cannot("后端没有应答");
    await rule.run(kit);
  } catch (error) {
    if (error instanceof Unexamined) why = error.message;
    // An answer of a form that nobody thought of is a fault of the answer.
    else kit.fail(`应答的样子出乎意料（${error.message}）`, kit.api.journal.at(-1));
  }
  if (kit.findings.length > 0) return { state: "failed" };
  return why === undefined ? { state: "passed", note: kit.note } : { state: "unexamined", why };
}

/**
 * Tries a backend. `session`, `only` (ids of rules), `schemathesis` and its program `st` are as above; `progress` hears
 * of every rule as it ends. Gives the report as an object; the document of a report holds nothing secret.
 */
export async function conform(address, { session, only, schemathesis = false, st = PROGRAM, progress = () => {} } = {}) {
  const kit = new Kit({ api: new Client(address), contract, session, st });
  const rules = RULES.filter(({ id, optional }) => (!only || only.includes(id)) && (!optional || schemathesis));
  return reported(kit, rules, progress, { contract: "kp/1（openapi.json）" });
}

/** The same for a backend of another kind: `mapping` as in config.json, with its preset. */
export async function conformForeign(base, { preset, mapping, only, progress = () => {} }) {
  const kit = new ForeignKit({ api: new Client(base), contract, mapping });
  const rules = FOREIGN.filter(({ id }) => !only || only.includes(id));
  return reported(kit, rules, progress, { contract: `kp/1，经 ${preset} 的配置换算`, preset });
}

async function reported(kit, chosen, progress, more) {
  const began = new Date();
  await kit.load();
  const rules = [];
  for (const rule of chosen) {
    const outcome = await tried(rule, kit);
    const findings = outcome.state === "failed" ? kit.findings : [];
    // The next rule finds the places as this one did.
    await kit.tidy(false);
    const { id, zh, en, group, clause, needs } = rule;
    rules.push({ id, zh, en, group, clause, needs, ...outcome, findings });
    progress(rules.at(-1));
  }
  const left = await kit.tidy(true);
  const secrets = [...kit.secrets];
  for (const rule of rules) {
    rule.findings = rule.findings.map(({ what, exchanges }) => ({ what, exchanges: exchanges.map((one) => shown(one, secrets)) }));
  }
  return {
    ...more,
    api: withoutLogin(kit.api.base),
    at: began.toISOString(),
    seconds: Math.round((Date.now() - began) / 100) / 10,
    requests: kit.api.journal.length,
    capabilities: [...kit.capabilities],
    registrations: { made: kit.made.size, left },
    ...verdict(rules, kit.all),
    rules,
  };
}

const USAGE = "usage: make conform API=http://host/api or CONFIG=config.json [REPORT=folder] [SESSION=id] [SCHEMATHESIS=1]";

async function main() {
  const [address = "", folder = "target/conform"] = process.argv.slice(2);
  const { API, SESSION, ONLY, SCHEMATHESIS } = process.env;
  const options = { only: ONLY?.split(","), progress: (rule) => console.log(summary(rule)) };
  let report;
  if (/^https?:\/\/./.test(address)) {
    report = await conform(address, { ...options, session: SESSION, schemathesis: SCHEMATHESIS === "1" });
  } else if (address.endsWith(".json")) {
    let config;
    try {
      config = readConfig(address, API);
    } catch (error) {
      console.error(error.message);
      return 2;
    }
    const own = { ...options, session: SESSION, schemathesis: SCHEMATHESIS === "1" };
    report = config.mapping ? await conformForeign(config.base, { ...options, ...config }) : await conform(config.base, own);
  } else {
    console.error(USAGE);
    return 2;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "report.json"), `${JSON.stringify(report, null, 1)}\n`);
  writeFileSync(join(folder, "report.html"), page(report));
  console.log(`\n${report.verdict}\n${join(folder, "report.html")}`);
  return report.exit;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = await main();
