// Classes and whole grades.
const GROUP = "学校";
const SCHOOL = { name: "示例小学", grade: 3 };

const klass = {
  id: "class",
  zh: "班级报名：要有学校，带队人数够",
  en: "A class signs up with its school and enough adults",
  clause: "/components/schemas/School",
  needs: ["register", "class"],
  async run(kit) {
    const session = await kit.one("class");
    const line = kit.line("class", session);
    const school = { ...SCHOOL, class: "2班" };
    const one = await kit.had(kit.body("class", [line], { school }));
    kit.check(one.document.kind === "class" && one.document.school?.class === "2班", "应答里应有 kind: class 和所填的 school", one.exchange);
    for (const [pointer, wrong] of [["/school", undefined], ["/school/class", SCHOOL], ["/school/grade", { ...school, grade: 13 }]]) {
      const { exchange } = await kit.put(kit.body("class", [line], { school: wrong }));
      const what = `school 是 ${JSON.stringify(wrong) ?? "空"}`;
      kit.refused(exchange, 422, "invalid", what) && kit.names(exchange, pointer, what);
    }
    const alone = { session: session.id, party: { adults: 0, children: line.party.children + line.party.adults } };
    const { exchange } = await kit.put(kit.body("class", [alone], { school }));
    kit.refused(exchange, 422, "invalid", "没有带队的成人") && kit.names(exchange, "/lines/0/party/adults", "没有带队的成人");
  },
};

const grade = {
  id: "grade",
  zh: "年级报名：几个班一起，每行写明班级",
  en: "A grade signs up several classes at once",
  clause: "/components/schemas/Line/properties/class",
  needs: ["register", "grade"],
  async run(kit) {
    const session = await kit.one("class");
    const line = kit.line("class", session);
    // The smallest party of a second class may not fit any more; one class is a grade too.
    const more = session.left >= 2 * (line.party.adults + line.party.children) ? ["1班", "2班"] : ["1班"];
    const one = await kit.had(kit.body("grade", more.map((name) => ({ ...line, class: name })), { school: SCHOOL }));
    const told = one.document.lines?.map((each) => each.class).join();
    kit.check(told === more.join(), `应答的 lines 应写明 ${more.join("、")}，实为 ${told}`, one.exchange);
    const { exchange } = await kit.put(kit.body("grade", [line], { school: SCHOOL }));
    kit.refused(exchange, 422, "invalid", "有一行没写班级") && kit.names(exchange, "/lines/0/class", "有一行没写班级");
  },
};

export default [klass, grade].map((rule) => ({ group: GROUP, ...rule }));
