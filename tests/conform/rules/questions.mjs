// Questions under a lecture. None is asked: a moderator would find it.
import { randomUUID } from "node:crypto";

const questions = {
  id: "questions",
  zh: "提问可读，审核要凭令牌",
  en: "Questions are read by all and moderated by who may",
  clause: "/paths/~1lectures~1{id}~1questions/get",
  async run(kit) {
    const lecture = kit.lectures.find((one) => one.questions) ?? kit.cannot("目录里没有可提问的讲座");
    const base = `/lectures/${encodeURIComponent(lecture.id)}`;
    const list = await kit.read(`${base}/questions`);
    if (kit.check(list.status === 200, `读取提问：应答应为 200，实为 ${list.told}`, list)) kit.follows(list, "Questions", "提问");
    const one = `${base}/questions/${randomUUID()}`;
    const empty = await kit.api.send("PUT", one, { json: { text: " " }, headers: { "If-None-Match": "*" } });
    if (lecture.questions === "open" && empty.status !== 409) kit.refused(empty, 422, "invalid", "空的提问") && kit.names(empty, "/text", "空的提问");
    for (const token of [undefined, "0".repeat(32)]) {
      const what = token ? "错误的令牌" : "没有令牌";
      kit.refused(await kit.api.send("GET", `${base}/moderation`, { token }), 401, "unauthorised", `${what}读取待审提问`);
      kit.refused(await kit.api.send("PATCH", one, { token, json: { state: "published" } }), 401, "unauthorised", `${what}发布提问`);
    }
    kit.refused(await kit.api.send("PUT", `${one}/votes/${randomUUID()}`), 404, "gone", "给没有的提问投票");
  },
};

export default [{ group: "提问", needs: ["questions"], ...questions }];
