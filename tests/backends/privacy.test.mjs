// With the set-up that the presets describe, a registration is read by its own secret alone; with another it is not, and
// the app has to see that. Tried on the real programs.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { BACKENDS, startBackend } from "./run.mjs";
import { registration, small } from "./small.mjs";

/** Of the person who signed up (small.mjs). An id may well have 138 in it. */
const CONTACT = /138 1234|王芳/;

const basic = (secret) => `Basic ${Buffer.from(`${secret}:`).toString("base64")}`;
const bearer = (secret) => `Bearer ${secret}`;

/** What each preset says, in the words of its backend. */
const KINDS = {
  kinto: {
    list: "/registrations/records",
    one: (id) => `/registrations/records/${id}`,
    authorization: basic,
    create: (id) => ["PUT", `/registrations/records/${id}`, { data: registration(id) }, { "if-none-match": "*" }],
    change: { data: { status: "cancelled" } },
    taken: 412,
    read: ({ data }) => data,
    // Lists of nobody's own are empty, or refused.
    emptyList: ({ data }) => data?.length === 0,
    prepare: (base, send) => send("PUT", `${base.replace(/\/collections$/, "")}`, {}).then(() => send("PUT", "/registrations", { permissions: { "record:create": ["system.Authenticated"] } })),
  },
  "json-server": {
    list: "/registrations",
    one: (id) => `/registrations/${id}`,
    authorization: bearer,
    create: (id) => ["POST", "/registrations", registration(id), {}],
    change: { status: "cancelled" },
    taken: 409,
    read: (body) => body,
    emptyList: () => false,
    prepare: async () => {},
  },
};

async function ask(base, method, path, body, headers = {}) {
  const answer = await fetch(base + path, {
    method,
    headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}) },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  let read;
  try {
    read = JSON.parse(text);
  } catch {
    read = {};
  }
  return { status: answer.status, text, body: read };
}

for (const [name, kind] of Object.entries(KINDS).filter(([name]) => BACKENDS.includes(name))) {
  test(`${name}: a registration is for its own secret`, async (t) => {
    const backend = await startBackend(name);
    t.after(backend.stop);
    await kind.prepare(backend.base, backend.send);
    const id = randomUUID();
    const [mine, other] = ["a-secret-of-the-device", "another-secret-of-another"].map((secret) => ({ authorization: kind.authorization(secret) }));
    const [method, path, body, headers] = kind.create(id);
    const make = (who) => ask(backend.base, method, path, body, { ...headers, ...who });

    assert.equal((await make({})).status, 401, "nobody signs up without a secret");
    assert.equal((await make(mine)).status, 201);
    assert.equal((await make(mine)).status, kind.taken, "a replay says that it is there");
    for (const who of [{}, other]) {
      const listed = await ask(backend.base, "GET", kind.list, undefined, who);
      assert.ok(listed.status === 401 || listed.status === 403 || kind.emptyList(listed.body), `${listed.status} ${listed.text}`);
      assert.doesNotMatch(listed.text, CONTACT);
      for (const [verb, sent] of [["GET"], ["PATCH", kind.change], ["DELETE"]]) {
        const answer = await ask(backend.base, verb, kind.one(id), sent, who);
        assert.ok([401, 403].includes(answer.status), `${verb}: ${answer.status}`);
        assert.doesNotMatch(answer.text, CONTACT);
      }
    }
    const read = await ask(backend.base, "GET", kind.one(id), undefined, mine);
    assert.equal(kind.read(read.body).contact.phone, "138 1234 1234");
    const changed = await ask(backend.base, "PATCH", kind.one(id), kind.change, mine);
    assert.equal(kind.read(changed.body).status, "cancelled");
  });

  test(`${name}, set up in haste: everyone reads it, as the app has to find out`, async (t) => {
    const backend = await startBackend(name, undefined, { open: true });
    t.after(backend.stop);
    const id = randomUUID();
    const [method, path, body, headers] = kind.create(id);
    assert.equal((await ask(backend.base, method, path, body, headers)).status, 201);
    const listed = await ask(backend.base, "GET", kind.list);
    assert.equal(listed.status, 200);
    assert.match(listed.text, /138 1234 1234/);
  });
}

if (BACKENDS.includes("json-server")) {
  test("json-server's guard lets nothing out by another way", async (t) => {
    const { base, stop } = await startBackend("json-server");
    t.after(stop);
    const mine = { authorization: bearer("a-secret-of-the-device") };
    const id = randomUUID();
    const made = await ask(base, "POST", "/registrations", { ...registration(id), status: "confirmed", paid: true }, mine);
    assert.equal(made.body.status, "pending", "to confirm is the staff's");
    assert.equal(made.body.paid, undefined);
    assert.equal(made.body.secret_hash, undefined);
    for (const path of ["/db", "/Registrations", "//registrations", "/%72egistrations", `/registrations/${id}/x`, "/venues/hall/registrations", "/venues?_embed=registrations", "/venues?_embed[]=registrations", "/registrations?id=" + id]) {
      const answer = await ask(base, "GET", path, undefined, mine);
      assert.equal(answer.status, 403, path);
    }
    const disguised = await ask(base, "POST", "/registrations", {}, { ...mine, "x-http-method-override": "GET" });
    assert.equal(disguised.status, 422);
    const raised = await ask(base, "PATCH", `/registrations/${id}`, { status: "confirmed", secret_hash: "0", needs: ["quiet"] }, mine);
    assert.deepEqual([raised.body.status, raised.body.needs], ["pending", ["quiet"]]);
    assert.equal((await ask(base, "PUT", `/registrations/${id}`, { id }, mine)).status, 403);
    assert.equal((await ask(base, "POST", "/venues", { id: "x" }, mine)).status, 403);
  });
}

/** Where everyone makes a registration and only staff read it: how it is sent, and how it is said that it is there. */
const WRITE_ONLY = {
  directus: {
    send: (id) => registration(id, { status: "pending", code: "ABCDEFGH" }),
    taken: ({ errors }) => errors[0].extensions.code === "RECORD_NOT_UNIQUE",
  },
  strapi: {
    send(id) {
      const { id: key, ...rest } = registration(id, { status: "pending", code: "ABCDEFGH" });
      return { data: { key, ...rest } };
    },
    taken: ({ error }) => error.message === "This attribute must be unique",
  },
  parse: {
    headers: { "x-parse-application-id": "kepu" },
    send(id) {
      const { id: objectId, ...rest } = registration(id, { status: "pending", code: "ABCDEFGH" });
      return { objectId, ...rest };
    },
    taken: ({ code }) => code === 137,
  },
};

for (const [name, kind] of Object.entries(WRITE_ONLY).filter(([name]) => BACKENDS.includes(name))) {
  test(`${name}: everyone makes a registration and nobody but staff reads it`, async (t) => {
    const backend = await startBackend(name, small());
    t.after(backend.stop);
    const id = randomUUID();
    const make = () => ask(backend.base, "POST", "/registrations", kind.send(id), kind.headers);
    assert.ok([200, 201, 204].includes((await make()).status));
    const again = await make();
    assert.equal(again.status, 400);
    assert.ok(kind.taken(again.body), again.text);
    const [record] = await backend.list();
    assert.equal(record.contact.phone, "138 1234 1234");
    assert.equal(record.status, "pending");
    for (const path of ["/registrations", `/registrations/${id}`, `/registrations/${record.documentId ?? id}`]) {
      for (const [verb, sent] of [["GET"], ["PATCH", { status: "confirmed" }], ["PUT", { status: "confirmed" }], ["DELETE"]]) {
        const answer = await ask(backend.base, verb, path, sent, kind.headers);
        assert.ok(answer.status >= 400, `${verb} ${path}: ${answer.status}`);
        assert.doesNotMatch(answer.text, CONTACT);
      }
    }
    await backend.set(record, { status: "confirmed" });
    assert.equal((await backend.list())[0].status, "confirmed");
  });
}
