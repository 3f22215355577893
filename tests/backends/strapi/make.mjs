#!/usr/bin/env node
// Writes the content types of the programme and the registrations into the folder of a Strapi 5 app, and what the public may
// do with them: read the programme, make a registration. Strapi keeps its types in files, so that no loader can make them.
//
//   node make.mjs <folder of the app>
//
// The records' ids are a field `key`, since Strapi makes its own. An index.js that is there already is left alone.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { MEMBERS, REGISTRATION } from "../loaders/members.mjs";

const TYPES = { text: "text", long: "text", whole: "integer", flag: "boolean", list: "json", object: "json" };
/** Its names for one of each collection: of one and of many they have to differ. */
const ONE = { year: "edition-year", venues: "venue", activities: "activity", availability: "places", registrations: "registration" };

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node make.mjs <folder of the Strapi app>");
  process.exit(2);
}

function write(path, text) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

for (const [name, members] of Object.entries({ ...MEMBERS, registrations: REGISTRATION })) {
  const one = ONE[name];
  const uid = `api::${one}.${one}`;
  const schema = {
    kind: "collectionType",
    collectionName: `kepu_${name}`,
    info: { singularName: one, pluralName: name, displayName: name },
    options: { draftAndPublish: false },
    attributes: {
      key: { type: "string", unique: true, required: true },
      ...Object.fromEntries(Object.entries(members).map(([member, type]) => [member, { type: TYPES[type] }])),
    },
  };
  write(`src/api/${one}/content-types/${one}/schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
  for (const part of ["Controller", "Router", "Service"]) {
    const text = `module.exports = require("@strapi/strapi").factories.createCore${part}("${uid}");\n`;
    const place = part === "Router" ? "routes" : `${part.toLowerCase()}s`;
    write(`src/api/${one}/${place}/${one}.js`, text);
  }
}

const allowed = Object.entries(ONE).flatMap(([name, one]) =>
  (name === "registrations" ? ["create"] : ["find", "findOne"]).map((action) => `api::${one}.${one}.${action}`),
);
const index = `// What the public may do; a token of the environment's KEPU_STAFF_TOKEN may do everything.
const PUBLIC = ${JSON.stringify(allowed)};

async function allow(strapi) {
  const role = await strapi.db.query("plugin::users-permissions.role").findOne({ where: { type: "public" } });
  const permissions = strapi.db.query("plugin::users-permissions.permission");
  for (const action of PUBLIC) {
    const data = { action, role: role.id };
    if (!(await permissions.findOne({ where: data }))) await permissions.create({ data });
  }
}

async function staff(strapi, token) {
  const tokens = strapi.db.query("admin::api-token");
  if (await tokens.findOne({ where: { name: "kepu" } })) return;
  const accessKey = strapi.service("admin::api-token").hash(token);
  await tokens.create({ data: { name: "kepu", description: "load.mjs", kind: "content-api", type: "full-access", accessKey } });
}

module.exports = {
  register() {},
  async bootstrap({ strapi }) {
    await allow(strapi);
    if (process.env.KEPU_STAFF_TOKEN) await staff(strapi, process.env.KEPU_STAFF_TOKEN);
  },
};
`;
if (!existsSync(join(folder, "src/index.js"))) write("src/index.js", index);
