// What the rules share: the catalogue, sessions with places, registrations that are taken back at the end, findings.
import { randomInt, randomUUID } from "node:crypto";
import { partyOf } from "./party.mjs";

/** Whoever meets one in a list knows what it is. */
export const MARK = "一致性检查请忽略";
const CONSENT = "conform";
/** A session is filled up to its last place for a moment; a larger one is left alone. */
const MOST_FILLED = 60;
const MOST_FINDINGS = 12;
const KINDS = { person: "个人", family: "家庭", class: "班级" };

/** Thrown where there is nothing by which a rule could be judged. */
export class Unexamined extends Error {}

export class Kit {
  secrets = new Set();
  /** What was had, by its id; `over` is one that is cancelled. */
  made = new Map();
  findings = [];

  constructor({ api, contract, session, st }) {
    Object.assign(this, { api, contract, chosen: session, st });
  }

  // ---- findings ----

  /** Notes what is wrong, with the requests that show it. */
  fail(what, ...exchanges) {
    if (this.findings.length < MOST_FINDINGS) this.findings.push({ what, exchanges: exchanges.flat().filter(Boolean).slice(0, 4) });
    return false;
  }

  check(good, what, ...exchanges) {
    return good ? true : this.fail(what, ...exchanges);
  }

  /** Whether the answer has one of these statuses and, if one is named, the problem's code. */
  refused(exchange, statuses, code, what) {
    const fits = [statuses].flat().includes(exchange.status) && (code === undefined || [code].flat().includes(exchange.json?.code));
    const wanted = [[statuses].flat().join("/"), code && [code].flat().join("/")].filter(Boolean).join(" ");
    return this.check(fits, `${what}：应答应为 ${wanted}，实为 ${exchange.told}`, exchange);
  }

  /** Whether a problem names the field; `code` of the field is any. */
  names(exchange, pointer, what) {
    const found = (exchange.json?.errors ?? []).some?.((error) => error?.pointer === pointer && typeof error.code === "string" && error.code !== "");
    return this.check(found, `${what}：errors 里没有指出 ${pointer}`, exchange);
  }

  /** Whether a body follows a schema of the contract. */
  follows(exchange, schema, what) {
    const value = exchange.json;
    if (value === undefined) return this.fail(`${what}：应答不是 JSON（${exchange.told}）`, exchange);
    const errors = this.contract.errors(schema, value);
    return this.check(errors.length === 0, `${what}：不合 ${schema} 的格式：${errors.join("；")}`, exchange);
  }

  /** Whether the times of these names carry the city's offset. */
  inTheCity(value, names, exchange) {
    const odd = names.filter((name) => value[name] !== undefined && !/\+08:00$/.test(value[name]));
    return this.check(odd.length === 0, `时间应写作 +08:00：${odd.map((name) => `${name}=${value[name]}`).join("、")}`, exchange);
  }

  cannot(why) {
    throw new Unexamined(why);
  }

  // ---- reads ----

  read(path, headers) {
    return this.api.send("GET", path, { headers });
  }

  /** The catalogue as it was at the start; a rule that needs it is not examined without. */
  get catalogue() {
    return Array.isArray(this.first.catalogue.json?.activities) ? this.first.catalogue.json : this.cannot("没有读到目录");
  }

  get activities() {
    return this.catalogue.activities.filter((activity) => activity && typeof activity === "object");
  }

  get lectures() {
    return this.activities.filter((activity) => activity.lecture?.id).map((activity) => activity.lecture);
  }

  async load() {
    this.first = { catalogue: await this.read("/catalogue"), availability: await this.read("/availability") };
    this.silent = this.first.catalogue.error !== undefined;
    const told = this.first.catalogue.json?.capabilities;
    this.capabilities = new Set(Array.isArray(told) ? told : []);
  }

  claims(name) {
    return this.capabilities.has(name);
  }

  /** Places of all sessions now, by id. */
  async places() {
    return (await this.read("/availability")).json?.sessions ?? {};
  }

  /** All sessions that are booked, with their places now. */
  async sessions() {
    const places = await this.places();
    return this.activities.flatMap((activity) =>
      (Array.isArray(activity.sessions) ? activity.sessions : [])
        .filter((session) => session?.booking === "required" && places[session.id])
        .map((session) => {
          const now = places[session.id];
          const left = now.capacity - now.booked - now.held;
          return { ...session, kinds: session.kinds ?? ["person", "family", "class"], left, now, activity };
        }),
    );
  }

  /** Sessions open for `kind` with room for `seats` beyond the smallest party, those with the most room first. */
  async open(kind, { more = 0, without = [] } = {}) {
    const all = await this.sessions();
    const fits = all.filter((session) => {
      const party = partyOf(kind, session);
      return party && session.now.status === "open" && !without.includes(session.id) && session.left >= party.seats + more;
    });
    return fits.sort((a, b) => b.left - a.left);
  }

  /** One of them: that which was chosen, if it fits. */
  async one(kind, options) {
    const fits = await this.open(kind, options);
    return fits.find(({ id }) => id === this.chosen) ?? fits[0] ?? this.cannot(`没有可供${KINDS[kind]}报名且有余位的场次`);
  }

  // ---- registrations ----

  /** A number that no operator has given out: nobody's telephone rings. */
  phone() {
    const phone = `142${String(randomInt(1e8)).padStart(8, "0")}`;
    this.secrets.add(phone);
    return phone;
  }

  line(kind, session) {
    const party = partyOf(kind, session);
    return { session: session.id, party: { adults: party.adults, children: party.children } };
  }

  body(kind, lines, more = {}) {
    return { kind, contact: { name: MARK, phone: this.phone() }, lines, accept_waitlist: false, needs: [], consent_version: CONSENT, ...more };
  }

  /** A person's registration for these sessions. */
  person(sessions, more) {
    return this.body("person", [sessions].flat().map((session) => this.line("person", session)), more);
  }

  /** Sends a registration; it is taken back at the end, whatever the rule finds. */
  async put(body, { id = randomUUID(), headers, text } = {}) {
    const content = text === undefined ? { json: body } : { body: text };
    const exchange = await this.api.send("PUT", `/registrations/${id}`, { ...content, headers: headers ?? { "If-None-Match": "*" } });
    const token = exchange.json?.manage_token;
    if (typeof token === "string" && token) {
      this.secrets.add(token);
      if (!this.made.has(id)) this.made.set(id, { id, token });
    }
    return { id, body, token, exchange, document: exchange.json };
  }

  /** One that must succeed for a rule to go on. */
  async had(body, options) {
    const one = await this.put(body, options);
    if (one.exchange.status === 201 && one.token) return one;
    this.fail(`报名没有成功：应答应为 201 并给出 manage_token，实为 ${one.exchange.told}`, one.exchange);
    throw new Unexamined("报名没有成功");
  }

  look({ id, token }) {
    return this.api.send("GET", `/registrations/${id}`, { token });
  }

  patch({ id, token }, rev, json) {
    const headers = rev === undefined ? {} : { "If-Match": `"${rev}"` };
    return this.api.send("PATCH", `/registrations/${id}`, { token, json, headers });
  }

  async cancel({ id, token }) {
    const exchange = await this.api.send("DELETE", `/registrations/${id}`, { token });
    const mine = this.made.get(id);
    if (exchange.status === 200 && mine?.token === token) mine.over = true;
    return exchange;
  }

  /** The session that rules about the last place fill: the one with the fewest places left, which can be waited for. */
  async stage() {
    if (this.staged) return this.staged;
    const fits = (await this.open("person")).filter(({ left }) => left <= MOST_FILLED);
    const rank = (session) => (session.id === this.chosen ? -2 : 0) + (session.waitlist ? -1 : 0);
    const [best] = fits.sort((a, b) => rank(a) - rank(b) || a.left - b.left);
    if (!best) this.cannot(`没有余位不超过 ${MOST_FILLED} 个、个人可报的场次（可用 SESSION= 指定一场）`);
    this.staged = { ...best, had: [] };
    return this.staged;
  }

  /** Fills it until `leave` places are left, or frees as many of ours. */
  async fill(leave = 0) {
    const stage = await this.stage();
    // Others may sign up or cancel meanwhile.
    for (let round = 0; round < 3; round += 1) {
      const now = (await this.places())[stage.id];
      let over = now.capacity - now.booked - now.held - leave;
      if (over === 0 || (over < 0 && leave === 0)) return stage;
      for (; over < 0; over += 1) await this.free();
      while (over > 0) {
        const seats = Math.min(over, stage.party?.max ?? 1);
        const family = seats > 1 && seats >= (stage.party?.min ?? 1) && stage.kinds.includes("family");
        const line = { session: stage.id, party: { adults: 1, children: family ? seats - 1 : 0 } };
        stage.had.push(await this.had(this.body(family ? "family" : "person", [line])));
        over -= family ? seats : 1;
      }
    }
    return this.cannot("报名成功后 availability 里的 booked 没有增加");
  }

  /** A place comes free in it: one of ours is cancelled. */
  async free() {
    const stage = await this.stage();
    const one = stage.had.pop() ?? this.cannot("占满这一场的名额里没有检查程序自己的，无法让出");
    return this.cancel(one);
  }

  /**
   * Takes back what is not taken back yet, but for what fills the session that is filled, unless `all` is over. Gives
   * the ids of what is left.
   */
  async tidy(all) {
    const kept = new Set(all ? [] : this.staged?.had.map(({ id }) => id));
    const open = [...this.made.values()].filter(({ id, over }) => !over && !kept.has(id));
    if (this.claims("cancel")) {
      for (const one of open.filter(({ stuck }) => all || !stuck)) {
        await this.cancel(one);
        one.stuck = !one.over;
      }
    }
    return open.filter(({ over }) => !over).map(({ id }) => id);
  }
}
