// The outcome for people: a verdict, a line a rule for the terminal, and a page that needs nothing and prints well.
const NAMES = {
  register: "网上报名",
  atomic_capacity: "名额即时确认",
  waitlist: "候补",
  offers: "候补到位先询问",
  class: "班级报名",
  grade: "年级报名",
  alternatives: "备选场次",
  cancel: "取消报名",
  change: "更改报名",
  if_match: "防止覆盖别处的改动",
  delta: "只取变化的部分",
  questions: "讲座提问",
};
const STATES = {
  failed: ["不通过", "bad"],
  unexamined: ["未能检查", "warn"],
  absent: ["未声明", "none"],
  passed: ["通过", "ok"],
};
const named = (capability) => NAMES[capability] ?? capability;

/**
 * What a whole run comes to: `verdict` in words, `exit` (0, 1, 2), `without` (capabilities that are not claimed), counts.
 * `claimed`: of a backend that is tried by fewer rules than there are capabilities, those it has.
 */
export function verdict(rules, claimed) {
  const of = (state) => rules.filter((rule) => rule.state === state);
  const missing = new Set(claimed ? Object.keys(NAMES).filter((name) => !claimed.has(name)) : of("absent").flatMap((rule) => rule.missing));
  // Whoever signs nobody up needs not be told all that belongs to it.
  if (missing.has("register")) for (const name of missing) if (!["register", "delta", "questions"].includes(name)) missing.delete(name);
  const without = Object.keys(NAMES).filter((name) => missing.has(name));
  const counts = Object.fromEntries(Object.keys(STATES).map((state) => [state, of(state).length]));
  const failed = of("failed");
  if (failed.length > 0) return { verdict: `不符合：${failed.length} 条规则不通过`, exit: 2, without, counts };
  const but = [without.length > 0 && `不含${without.map(named).join("、")}`, counts.unexamined > 0 && `${counts.unexamined} 条未能检查`].filter(Boolean);
  return but.length > 0 ? { verdict: `符合，但${but.join("，")}`, exit: 1, without, counts } : { verdict: "符合", exit: 0, without, counts };
}

/** One rule in one line, and what is wrong with it under it. */
export function summary(rule) {
  const [word] = STATES[rule.state];
  const more = rule.why ?? rule.note ?? (rule.missing ? rule.missing.map(named).join("、") : "");
  const head = `${word.padEnd(4, "　")} ${rule.id.padEnd(18)} ${rule.zh}${more ? `（${more}）` : ""}`;
  return [head, ...rule.findings.map(({ what }) => `       · ${what}`)].join("\n");
}

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

function message(head, headers, body) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return escape([head, ...lines, ...(body ? ["", body] : [])].join("\n"));
}

// What a rule may be about; report.json has them all.
const TELLING = /^(content-type|etag|date|location|retry-after|www-authenticate|allow|access-control-.*)$/;

function exchange({ request, answer }) {
  const asked = message(`${request.method} ${request.url}`, request.headers, request.body);
  const told = Object.fromEntries(Object.entries(answer.headers ?? {}).filter(([name]) => TELLING.test(name)));
  const said = answer.error ? escape(answer.error) : message(String(answer.status), told, answer.body);
  return `<div class="pair"><div><h5>请求</h5><pre tabindex="0">${asked}</pre></div><div><h5>应答</h5><pre tabindex="0">${said}</pre></div></div>`;
}

/** Findings one after the other that the same requests show, together. */
function together(findings) {
  const groups = [];
  for (const { what, exchanges } of findings) {
    const shows = exchanges.map(exchange).join("");
    if (groups.at(-1)?.shows === shows) groups.at(-1).all.push(what);
    else groups.push({ all: [what], shows });
  }
  return groups;
}

const badge = (state) => `<span class="badge ${STATES[state][1]}">${STATES[state][0]}</span>`;

function failure(rule) {
  const found = together(rule.findings).map(({ all, shows }) => `<li>${all.map((what) => `<p>${escape(what)}</p>`).join("")}${shows}</li>`);
  return `<article id="${rule.id}"><h3>${badge(rule.state)}<span>${escape(rule.zh)}</span></h3>
<p class="sub"><span lang="en">${escape(rule.en)}</span> · <code>${rule.id}</code> · 约定出处 <code>openapi.json#${escape(rule.clause)}</code></p>
<ol>${found.join("")}</ol></article>`;
}

function row(rule) {
  const more = rule.why ?? rule.note ?? (rule.missing ? `后端没有声明：${rule.missing.map(named).join("、")}` : "");
  const name = rule.state === "failed" ? `<a href="#${rule.id}">${escape(rule.zh)}</a>` : escape(rule.zh);
  return `<li>${badge(rule.state)}<div><p>${name}</p><p class="sub"><span lang="en">${escape(rule.en)}</span> · <code>${rule.id}</code></p>${more ? `<p class="sub">${escape(more)}</p>` : ""}</div></li>`;
}

const STYLE = `
:root{--paper:#fff;--ink:#1b2430;--muted:#444d5a;--line:#cfc6b6;--wash:#f6f2ea;--ok:#1e5631;--okw:#e8f1e6;--warn:#6b3600;--warnw:#fbf0d9;--bad:#8c1d18;--badw:#fbeae6;color-scheme:light}
@media screen and (prefers-color-scheme:dark){:root{--paper:#11161d;--ink:#f2efe8;--muted:#b9c0ca;--line:#3c4756;--wash:#1a212b;--ok:#a5ddb0;--okw:#1b2f28;--warn:#ffc98a;--warnw:#33291d;--bad:#ffb4a9;--badw:#382325;color-scheme:dark}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.65 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:68rem;margin:auto;padding:1.25rem 1rem 3rem}
h1,h2,h3,h5,p,ol,ul,dl,dd{margin:0;padding:0}
h1{font-size:1.3rem}h2{font-size:1.2rem;margin:2.25rem 0 .75rem}h3{font-size:1.06rem;font-weight:600}
h4{font-size:1rem;margin:1.25rem 0 .25rem;color:var(--muted)}
h3{display:flex;gap:.6rem;align-items:baseline}h3 .badge{flex:none}
h5{font-size:.85rem;color:var(--muted);font-weight:600}
.verdict{margin:1rem 0;padding:1rem 1.25rem;border:2px solid;border-radius:12px;font-size:1.5rem;font-weight:700;line-height:1.4}
.verdict.ok{color:var(--ok);background:var(--okw)}.verdict.warn{color:var(--warn);background:var(--warnw)}.verdict.bad{color:var(--bad);background:var(--badw)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem}dt{color:var(--muted)}dd{overflow-wrap:anywhere}
.sub{color:var(--muted);font-size:.87rem;overflow-wrap:anywhere}
code{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.92em}
.badge{display:inline-block;min-width:5em;text-align:center;padding:.05rem .5rem;border:1.5px solid;border-radius:6px;font-size:.85rem;font-weight:700;line-height:1.6;white-space:nowrap}
.badge.ok{color:var(--ok);background:var(--okw)}.badge.warn{color:var(--warn);background:var(--warnw)}.badge.bad{color:var(--bad);background:var(--badw)}.badge.none{color:var(--muted);background:var(--wash);border-style:dashed}
.rules{list-style:none}.rules li{display:flex;gap:.75rem;align-items:baseline;padding:.5rem 0;border-top:1px solid var(--line);break-inside:avoid}
.rules .badge{flex:none}.rules a{color:inherit}
article{border:1px solid var(--line);border-left:5px solid var(--bad);border-radius:8px;padding:.9rem 1rem;margin:.9rem 0 1.1rem}
article ol{padding-left:1.4rem;margin-top:.6rem}article li{margin:.6rem 0}article li>p{font-weight:600;overflow-wrap:anywhere}
.pair{display:grid;gap:.6rem;margin:.5rem 0 .25rem}
pre{margin:.2rem 0 0;padding:.6rem .75rem;background:var(--wash);border:1px solid var(--line);border-radius:6px;font:13px/1.5 ui-monospace,"DejaVu Sans Mono","Noto Sans CJK SC",monospace;white-space:pre-wrap;overflow-wrap:anywhere;max-height:24rem;overflow:auto}
@media (min-width:60rem){.pair{grid-template-columns:1fr 1fr}.pair>div{min-width:0}}
@media (max-width:30rem){.verdict{font-size:1.25rem}dl{grid-template-columns:1fr}dd{margin-bottom:.35rem}article ol{padding-left:1.1rem}}
@media print{body{font-size:11pt}main{max-width:none;padding:0}pre{max-height:none;overflow:visible;font-size:8.5pt}.badge,.verdict{-webkit-print-color-adjust:exact;print-color-adjust:exact}h2,h3,h4{break-after:avoid}}
`;

/** A day and a time as they are read in the city. */
function inTheCity(at) {
  return new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "long", timeStyle: "short" }).format(new Date(at));
}

/** The report as a page: no script, nothing fetched. */
export function page(report) {
  const failed = report.rules.filter(({ state }) => state === "failed");
  const groups = grouped(report.rules);
  const { counts, registrations: { made, left } } = report;
  const facts = [
    ["后端", escape(report.api)],
    ["约定", escape(report.contract)],
    ["时间", `${inTheCity(report.at)}，用时 ${report.seconds} 秒，${report.requests} 次请求`],
    ["规则", Object.entries(counts).filter(([, n]) => n > 0).map(([state, n]) => `${STATES[state][0]} ${n} 条`).join("，")],
    ["不含", report.without.length > 0 ? report.without.map(named).join("、") : "无"],
    ["检查用的报名", made === 0 ? "没有" : left.length === 0 ? `${made} 份，都已取消` : `${made} 份，${left.length} 份没能取消：${left.map(escape).join("、")}`],
  ];
  const tone = ["ok", "warn", "bad"][report.exit];
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(report.verdict)} · 后端一致性报告</title>
<style>${STYLE}</style>
</head>
<body><main>
<h1>后端一致性报告</h1>
<p class="verdict ${tone}">${escape(report.verdict)}</p>
<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("")}</dl>
${failed.length > 0 ? `<h2>不通过的规则</h2><p class="sub">每条附上发出的请求和得到的应答；令牌、预约码、姓名和电话已隐去。</p>${failed.map(failure).join("\n")}` : ""}
<h2>全部规则</h2>
${[...groups].map(([group, rules]) => `<h4>${escape(group)}</h4><ul class="rules">${rules.map(row).join("\n")}</ul>`).join("\n")}
</main></body>
</html>
`;
}

function grouped(rules) {
  const groups = new Map();
  for (const rule of rules) groups.set(rule.group, [...(groups.get(rule.group) ?? []), rule]);
  return groups;
}
