// The kit for a backend of another kind: its lists are there, and registrations are as private as its config.json says.
import { randomUUID } from "node:crypto";
import { Kit, MARK } from "./kit.mjs";
import { asked, at, listed, own } from "./mapping.mjs";

const LISTS = ["venues", "activities", "sessions", "availability"];
const PRIVATE = ["secret", "write-only", "server"];

/** What such a backend can do: what follows of its mapping, and what that says beyond. */
function able({ registrations = {}, delta, capabilities = [] }) {
  const signs = PRIVATE.includes(registrations.private);
  const { read, change, cancel } = registrations;
  const follows = { register: true, class: true, change: read && change, cancel: read && cancel };
  const all = signs ? Object.keys(follows).filter((name) => follows[name]) : [];
  return new Set([...all, ...(delta ? ["delta"] : []), ...capabilities]);
}

export class ForeignKit extends Kit {
  constructor({ mapping, ...more }) {
    super(more);
    this.mapping = mapping;
  }

  async load() {
    this.lists = {};
    for (const [name, resource] of Object.entries(this.mapping.resources ?? {})) {
      const { path, pages } = listed(this.mapping, resource);
      // An address of its own, or a file beside the app, is not this backend's.
      if (/^\/(\/|https?:)/.test(path)) continue;
      const exchange = await this.api.send("GET", path, { headers: this.mapping.headers });
      const items = LISTS.includes(name) ? at(exchange.json, resource.items ?? this.mapping.items ?? "") : at(exchange.json, resource.item ?? "");
      this.lists[name] = { exchange, items, pages, resource };
    }
    this.capabilities = this.all = able(this.mapping);
    this.silent = Object.values(this.lists)[0]?.exchange.error !== undefined;
  }

  get registrations() {
    return this.mapping.registrations;
  }

  /** A session that somebody could sign up for: where no rule of the backend's looks at it, any. */
  get session() {
    const list = (name) => (Array.isArray(this.lists[name]?.items) ? this.lists[name].items : []);
    const all = [...list("sessions"), ...list("activities").flatMap((activity) => (Array.isArray(activity?.sessions) ? activity.sessions : []))];
    const fits = all.filter((one) => one?.booking === "required" && (one.kinds ?? ["person"]).includes("person"));
    return fits.find(({ start }) => Date.parse(start) > Date.now())?.id ?? fits[0]?.id ?? "conform";
  }

  send(request) {
    return this.api.send(request.method, request.path, request);
  }

  /** One registration, made once for all rules, of invented data. */
  async registration() {
    if (this.mine) return this.mine;
    const one = own(randomUUID());
    const person = this.body("person", [{ session: this.session, party: { adults: 1, children: 0 } }]);
    const record = { ...person, id: one.record, code: one.code, status: "pending" };
    for (const secret of [one.secret, one.code]) this.secrets.add(secret);
    this.secrets.add(Buffer.from(`${one.secret}:`).toString("base64"));
    const request = asked(this.mapping, this.registrations.create, one, { record });
    const exchange = await this.send(request);
    if (exchange.status < 200 || exchange.status > 299) {
      this.fail(`报名没有成功：实为 ${exchange.told}`, exchange);
      this.cannot("报名没有成功");
    }
    // A function of the backend hands out the token.
    const token = at(exchange.json, `${this.registrations.item ?? ""}/manage_token`);
    if (this.registrations.private === "server" && typeof token === "string") {
      one.secret = token;
      this.secrets.add(token);
    }
    this.mine = { own: one, request, exchange, traces: [person.contact.phone, MARK] };
    this.made.set(one.record, this.mine);
    return this.mine;
  }

  /** An act on it: as its owner, as nobody, or with another's secret. */
  act(name, who, record) {
    const act = this.registrations[name];
    const { own: mine } = this.mine;
    const one = who === "other" ? { ...own(randomUUID()), record: mine.record, id: mine.id } : mine;
    return this.send(asked(this.mapping, act, one, { record, secret: who !== "nobody" }));
  }

  async tidy(all) {
    if (!all || !this.mine) return [];
    if (this.registrations.cancel) {
      const exchange = await this.act("cancel", "owner");
      if (exchange.status >= 200 && exchange.status < 300) return [];
    }
    return [this.mine.own.record];
  }
}
