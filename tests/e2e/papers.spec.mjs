// What is printed and taken along: the ticket, a teacher's sheet and letter, the plan; and what a host's cancellation
// does to them.
import { readFile } from "node:fs/promises";
import { classOf45, idOf } from "./support/papers.mjs";
import { code, filled, handIn } from "./support/signup.mjs";
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const PERSON = "/a/env-open/join/s-env-open-6";
const ROOM = { "s-geo-walk-3": 60, "s-env-open-6": 8, "s-doctors-trip-1": 60, "s-doctors-trip-2": 60, "s-doctors-trip-3": 60 };

test.beforeEach(async ({ control }) => {
  for (const [session, left] of Object.entries(ROOM)) await control.session(session, { left });
});

/** How many pages the page makes on paper, after nothing of it is wider than the paper. */
async function pages(page) {
  await page.emulateMedia({ media: "print" });
  // What A4 leaves between margins of 14 mm.
  await page.setViewportSize({ width: Math.round((182 / 25.4) * 96), height: 1017 });
  await fits(page);
  const cut = await page.evaluate(() => {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector("#main"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".vh")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const frame = (node.parentElement.closest(".ticket, td, th") ?? document.documentElement).getBoundingClientRect();
      for (const box of range.getClientRects()) if (box.left < frame.left - 1 || box.right > frame.right + 1) found.push(node.data);
    }
    return found;
  });
  expect(cut, "what is cut off").toEqual([]);
  for (const chrome of ["nav", "footer", ".page-head", ".btn", ".no-print"]) {
    expect(await page.locator(chrome).evaluateAll((all) => all.filter((one) => one.getClientRects().length > 0).length), chrome).toBe(0);
  }
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  await page.emulateMedia({ media: "screen" });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
}

const rows = (page) => page.locator("tbody tr");

/** A grade of three classes, each in a session of its own; answers its id and its token. */
async function grade(server) {
  const id = "7f6f64bc-1fd5-4a3e-9d51-2f0f4b1c9a10";
  const line = (number) => ({ session: `s-doctors-trip-${number}`, class: `${number} 班`, party: { adults: 3, children: 40 } });
  const answer = await fetch(`${server.url}/api/registrations/${id}`, {
    method: "PUT",
    headers: { "content-type": "application/json", "if-none-match": "*" },
    body: JSON.stringify({
      kind: "grade",
      contact: { name: "赵老师", phone: "13900001111" },
      lines: [1, 2, 3].map(line),
      school: { name: "实验小学", grade: 3 },
      consent_version: "2023-1",
    }),
  });
  expect(answer.status).toBe(201);
  return { id, token: (await answer.json()).manage_token };
}

test("a teacher prints the sheet for the way, with a line for each pupil and no name @every", async ({ page }) => {
  await classOf45(page);
  await expect(page.getByRole("heading", { name: "老师用的材料" })).toBeVisible();
  await page.getByRole("link", { name: "带队表" }).click();
  await expect(rows(page)).toHaveCount(45);
  const sheet = page.locator(".paper");
  for (const said of ["新乡市实验小学", "五年级 2 班", "45 名", "4 位", "09:00–12:00", "在关山读一本石头书", "关山国家地质公园", "登山鞋", "0373-3661812"]) {
    await expect(sheet).toContainText(said);
  }
  await expect(sheet).not.toContainText("王女士");
  await axe(page);
  await fits(page);
  await sizes(page);
  expect(await pages(page)).toBe(2);
});

test("without the server the sheet is filled in by hand", async ({ page, control }) => {
  const id = await classOf45(page);
  // From memory, while the app is open.
  await control.fault({ path: "/api/registrations/*", method: "GET", times: 100, do: "drop_before" });
  await page.getByRole("link", { name: "带队表" }).click();
  await expect(page.locator(".paper")).toContainText("45 名");
  // From the device alone: a line for everyone who comes.
  await open(page, `/r/${id}/sheet`);
  await expect(rows(page)).toHaveCount(49);
  await expect(page.locator(".paper")).toContainText("____________");
  await expect(page.locator(".paper")).not.toContainText("45 名");
  await open(page, `/r/${id}/notice`);
  await expect(page.locator(".letter")).toContainText("您好！____________");
});

test("the table opens in a spreadsheet, and a name that is a formula runs nowhere", async ({ page }) => {
  const id = await classOf45(page, { school: '=HYPERLINK("http://x","点")' });
  await open(page, `/r/${id}/sheet`);
  await expect(page.locator(".paper")).toContainText("45 名");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载名单表格" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("kepu-mingdan.csv");
  const bytes = await readFile(await download.path());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = bytes.toString("utf8").slice(1).split("\r\n");
  expect(lines[0]).toBe(`"学校","'=HYPERLINK(""http://x"",""点"")"`);
  expect(lines[1]).toBe('"班级","五年级 2 班"');
  const head = lines.indexOf('"序号","姓名","家长电话","备注"');
  expect(lines.slice(head + 1).filter((line) => /^"\d+","","",""$/.test(line))).toHaveLength(45);
});

test("the letter to the parents is printed on one page and copied as text @every", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await classOf45(page);
  await page.getByRole("link", { name: "家长通知" }).click();
  await expect(page.locator(".letter")).toContainText("新乡市实验小学 五年级 2 班 将参加");
  await axe(page);
  await fits(page);
  await page.getByRole("button", { name: "复制文字" }).click();
  await expect(page.locator(".toast")).toHaveText(/已复制/);
  const text = await page.evaluate(() => navigator.clipboard.readText());
  for (const said of ["致家长的一封信", "12:00，在关山读一本石头书，关山国家地质公园", "请带：登山鞋、水、小笔记本", "0373-3661812", "回执", "□ 同意"]) expect(text).toContain(said);
  expect(await pages(page)).toBe(1);
});

test("a grade has a sheet and a letter for each class, each on its own paper", async ({ page, server }) => {
  const { id, token } = await grade(server);
  await open(page, `/r/${id}#k=${token}`);
  await expect(page.locator(".ticket-lines li")).toHaveCount(3);
  await expect(page.locator(".ticket-lines li").first()).toContainText(/1 班.*08:30–09:15/);
  expect(await pages(page)).toBe(1);
  await open(page, `/r/${id}/sheet`);
  await expect(page.locator(".paper")).toHaveCount(3);
  await expect(page.locator(".paper").nth(1)).toContainText("三年级 2 班");
  await expect(page.locator(".paper").nth(1)).toContainText("09:20–10:05");
  await expect(rows(page)).toHaveCount(120);
  expect(await pages(page)).toBe(6);
  await open(page, `/r/${id}/notice`);
  await expect(page.locator(".letter")).toHaveCount(3);
  expect(await pages(page)).toBe(3);
});

test("a ticket is one page, with all that one needs on the way; a person has no teacher's papers @every", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await filled(page, PERSON);
  await handIn(page);
  const ticket = page.locator(".ticket");
  for (const said of ["15:00–", "请带", "一袋扎紧口的空气", "取消报名", /0373-\u{2060}3661812/u]) await expect(ticket).toContainText(said);
  await expect(page.getByText("老师用的材料")).toHaveCount(0);
  await page.getByRole("button", { name: "复制文字" }).click();
  await expect(page.locator(".toast")).toHaveText(/已复制/);
  const text = await page.evaluate(() => navigator.clipboard.readText());
  for (const said of ["空气是怎样测出来的", "凭证码：", "时间：", "地点：", "请带：", "要取消：", "0373-3661812"]) expect(text).toContain(said);
  expect(await pages(page)).toBe(1);
  const id = idOf(page);
  await open(page, "/plan");
  await expect(page.locator(".plan-item")).toHaveCount(1);
  expect(await pages(page)).toBe(1);
  // The papers are a class's.
  await open(page, `/r/${id}/sheet`);
  await expect(page.getByRole("heading", { name: "这台设备上没有这张凭证" })).toBeVisible();
});

test("papers and receipt in the largest letters on the smallest phone, dark @small", async ({ page }) => {
  const id = await classOf45(page);
  await page.evaluate(() => localStorage.setItem("kepu.size", "xxlarge"));
  await page.emulateMedia({ colorScheme: "dark" });
  for (const path of [`/mine/${id}`, `/r/${id}/sheet`, `/r/${id}/notice`]) {
    await open(page, path);
    await expect(page.locator(".ticket, .paper")).toBeVisible();
    const fold = page.getByText("换一台手机也能用");
    if (path.startsWith("/mine")) await fold.click();
    await axe(page);
    await fits(page);
    await sizes(page, { target: 60, text: 24 });
  }
});

test("what its host cancelled is said at the next visit: on the receipt, in 我的, in the calendar @every", async ({ page, control }) => {
  await filled(page, PERSON);
  await handIn(page);
  const receipt = page.url();
  await control.session("s-env-open-6", { status: "cancelled" });
  await open(page, receipt);
  await expect(page.getByText("主办单位取消了这一场，不要去了。")).toBeVisible();
  await expect(page.locator(".ticket[data-status=cancelled]")).toBeVisible();
  await expect(page.getByText("请准时到场", { exact: false })).toHaveCount(0);
  await expect(code(page)).toBeVisible();
  await axe(page);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "加入日历" }).click();
  const text = await readFile(await (await saved).path(), "utf8");
  expect(text).toContain("STATUS:CANCELLED");
  await open(page, "/mine");
  for (const reg of await page.locator(".reg").all()) await expect(reg).toContainText("已取消");
});
