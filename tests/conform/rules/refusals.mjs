// What is no address, no method, no JSON, or too much.
import { randomUUID } from "node:crypto";

const GROUP = "拒绝与限度";
const MOST_BYTES = 64 * 1024;

const missing = {
  id: "not-found",
  zh: "没有的地址答 404 gone",
  en: "What is not there is 404 gone",
  clause: "/components/responses/Missing",
  async run(kit) {
    for (const path of ["/conform-no-such-thing", "/lectures/conform-none", "/kiosks/conform-none"]) {
      kit.refused(await kit.read(path, { Accept: "text/html,application/json;q=0.9" }), 404, "gone", `GET ${path}`);
    }
    const broken = await kit.read("/lectures/%ff%fe");
    kit.refused(broken, [400, 404, 422], undefined, "地址里有坏的百分号编码");
  },
};

const methods = {
  id: "methods",
  zh: "不支持的方法答 405",
  en: "A method that is not meant is 405",
  clause: "/info/description",
  async run(kit) {
    for (const [method, path] of [["DELETE", "/catalogue"], ["PUT", "/availability"], ["POST", `/registrations/${randomUUID()}`]]) {
      kit.refused(await kit.api.send(method, path), 405, undefined, `${method} ${path}`);
    }
  },
};

/** Sends a registration that nobody could take in. */
const put = async (kit, text, type = "application/json") =>
  (await kit.put(undefined, { text, headers: { "If-None-Match": "*", "Content-Type": type } })).exchange;

const json = {
  id: "not-json",
  zh: "不是 JSON 的内容答 400 或 415",
  en: "What is no JSON is 400, or 415 by its type",
  clause: "/components/responses/BadJson",
  needs: ["register"],
  async run(kit) {
    for (const body of ['{"kind":', "", "\ufeff\u0000", "{'kind':1}"]) {
      kit.refused(await put(kit, body), [400, 422], "invalid", `内容是 ${JSON.stringify(body)}`);
    }
    kit.refused(await put(kit, "{}", "text/plain"), 415, "invalid", "Content-Type: text/plain");
    kit.refused(await put(kit, "kind=person", "application/x-www-form-urlencoded"), 415, "invalid", "表单编码的内容");
  },
};

const large = {
  id: "large-body",
  zh: "超过 64 KiB 的内容答 413",
  en: "A body of more than 64 KiB is 413",
  clause: "/components/responses/TooLarge",
  needs: ["register"],
  async run(kit) {
    const body = JSON.stringify({ kind: "person", note: "x".repeat(MOST_BYTES) });
    kit.refused(await put(kit, body), 413, "invalid", `内容有 ${body.length} 字节`);
  },
};

const deep = {
  id: "deep-json",
  zh: "嵌套极深的 JSON 被拒绝，服务不受影响",
  en: "JSON nested very deep is refused and harms nothing",
  clause: "/components/responses/BadJson",
  needs: ["register"],
  async run(kit) {
    for (const depth of [200, 20_000]) {
      const nest = "[".repeat(depth) + "]".repeat(depth);
      for (const body of [nest, `{"kind":"person","needs":${nest}}`]) {
        kit.refused(await put(kit, body), [400, 422], "invalid", `${depth} 层嵌套`);
      }
    }
    const after = await kit.read("/availability");
    kit.check(after.status === 200, `之后读取余位：应答应为 200，实为 ${after.told}`, after);
  },
};

export default [missing, methods, json, large, deep].map((rule) => ({ group: GROUP, needs: [], ...rule }));
