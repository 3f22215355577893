// A screen in a hall forgets whoever stood before it (faults.md 34), and nothing leads off it.
import { asked, dump, forgotten, HOME, kept, movableClock, pass, remembered, SCREEN, stand, stay, visit, watchMemory } from "./support/kiosk.mjs";
import { code, kind, submit } from "./support/signup.mjs";
import { axe, expect, test } from "./support/test.mjs";

test.use(SCREEN);

const SESSION = "s-env-open-6";
const FORM = `/a/env-open/join/${SESSION}`;
const NAME = "欧阳建国";
const PHONE = "13698741257";
const SOUGHT = "zhizaojiandan";
const TYPED = [NAME, PHONE, SOUGHT];
const IDLE = 75_000;
const WARN = 25_000;

/** Types into the field that has the focus, as hands do: the browser's own events, no script. */
async function type(page, field, text) {
  await field.click();
  await page.keyboard.insertText(text);
}

/** The button of the bar by which a visit ends. */
const done = (page) => page.locator(".hall-done");

/** The app has looked a few times whether somebody is there. */
const looked = (page) =>
  page.evaluate(() => new Promise((done) => {
    let looks = 0;
    const timer = setInterval(() => {
      looks += 1;
      if (looks === 3) done(clearInterval(timer));
    }, 250);
  }));

const told = (text, names = TYPED) => names.filter((name) => text.includes(name));

/** The form, behind the code for a phone. */
async function form(page) {
  await visit(page, FORM);
  await page.getByRole("button", { name: "就在这里报名" }).click();
  await kind(page, "个人");
}

async function halfFilled(page, phone = PHONE) {
  await form(page);
  await type(page, page.getByLabel(/称呼/), NAME);
  await type(page, page.getByLabel(/手机或座机/), phone);
}

const filled = async (page, phone) => {
  await halfFilled(page, phone);
  await page.getByRole("checkbox", { name: /我同意/ }).check();
};

test.beforeEach(async ({ page, control }) => {
  await control.session(SESSION, { left: 8 });
  await movableClock(page);
});

test("a half-filled form that is left is asked about, kept for whoever is there, and gone for good after that", async ({ page, control }) => {
  await watchMemory(page);
  await stand(page, control);
  const steps = await page.evaluate(() => history.length);

  await visit(page, "/");
  await type(page, page.getByRole("combobox"), SOUGHT);
  await page.keyboard.press("Enter");
  await visit(page, "/a/env-open");
  await page.getByRole("button", { name: /^收藏/ }).first().click();
  await page.getByRole("button", { name: /加入行程/ }).first().click();
  await halfFilled(page);
  expect(await kept(page)).toEqual({});
  // What looks for the text finds it while it is there.
  expect((await remembered(page, [NAME, PHONE])).wasm).toEqual([NAME, PHONE]);

  await pass(page, IDLE);
  await expect(asked(page)).toBeVisible();
  await expect(page.locator(".warning-count")).toContainText(/^2[45] 秒$/);
  expect((await stay(page).boundingBox()).height).toBeGreaterThan(100);
  await expect(stay(page)).toBeFocused();
  await axe(page);
  await stay(page).tap();
  await expect(asked(page)).toHaveCount(0);
  await expect(page.getByLabel(/称呼/)).toHaveValue(NAME);
  await page.getByLabel(/手机或座机/).press("Backspace");

  await pass(page, IDLE);
  await expect(asked(page)).toBeVisible();
  await pass(page, WARN);
  await forgotten(page);
  expect(told(await dump(page), [...TYPED, "kepu.favourite", "kepu.plan", "kepu.recent", "kepu.draft"])).toEqual([]);
  expect(await remembered(page, TYPED)).toEqual({ heap: [], wasm: [] });
  expect(await page.evaluate(() => history.length)).toBe(steps);

  // Back shows nothing: there was a page before the screen was opened, and none of the visit.
  await page.goBack();
  expect(new URL(page.url()).pathname).not.toContain("join");
  expect(told(await page.content())).toEqual([]);
  await stand(page, control);
  await form(page);
  await expect(page.getByLabel(/称呼/)).toHaveValue("");
  await expect(page.getByLabel(/手机或座机/)).toHaveValue("");
  await visit(page, "/mine");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("main").getByText("小小环保", { exact: false })).toHaveCount(0);
});

test("who is done with a form that was not sent is asked once more", async ({ page, control }) => {
  await stand(page, control);
  await halfFilled(page);
  // The keyboard goes first: it lies over the bar.
  await page.keyboard.press("Escape");
  await done(page).tap();
  await expect(asked(page)).toContainText("报名还没有提交");
  await stay(page).tap();
  await expect(asked(page)).toHaveCount(0);
  await expect(page.getByLabel(/称呼/)).toHaveValue(NAME);
  await done(page).tap();
  await asked(page).getByRole("button", { name: "我用完了" }).tap();
  await forgotten(page);
});

test("who watches is there, and who left a film running is not for ever", async ({ page, control }) => {
  await stand(page, control);
  await visit(page, "/about");
  await page.evaluate(() => {
    const film = document.body.appendChild(document.createElement("video"));
    Object.defineProperty(film, "paused", { get: () => false });
  });
  await pass(page, 20 * 60_000);
  await looked(page);
  await expect(asked(page)).toHaveCount(0);
  await pass(page, 11 * 60_000);
  await expect(asked(page)).toBeVisible();
});

test("a sign-up on its way: who is there sees its end, who has gone leaves nothing", async ({ page, control }) => {
  await stand(page, control);
  await filled(page);
  await control.fault({ path: "/api/registrations/*", method: "PUT", times: 1, do: "latency", ms: 4_000 });
  await pass(page, IDLE - 1_000);
  // Pressed by nobody's finger, so that the question comes while the answer is on its way.
  await submit(page).evaluate((button) => button.click());
  await pass(page, 1_500);
  await expect(asked(page)).toBeVisible();
  await stay(page).tap();
  await expect(asked(page)).toHaveCount(0);
  await expect(code(page)).toBeVisible();
  expect(told(await dump(page), [NAME, PHONE])).toEqual([]);

  // The next one hands in and goes: the answer is waited for, and shown to nobody.
  await visit(page, "/");
  await expect(page.getByRole("combobox")).toBeVisible();
  await page.keyboard.press("Escape");
  await forgotten(page);
  const other = "13512349876";
  await filled(page, other);
  await control.fault({ path: "/api/registrations/*", method: "PUT", times: 1, do: "late", ms: 3_000 });
  await submit(page).click();
  await visit(page, "/");
  await expect(page.getByRole("combobox")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("正在清除刚才的内容")).toBeVisible();
  await page.touchscreen.tap(540, 1500);
  await page.keyboard.press("Enter");
  await expect(page.getByText("正在清除刚才的内容")).toBeVisible();
  await forgotten(page);
  expect(told(await dump(page), [NAME, other])).toEqual([]);
  const { registrations } = await control.registrations();
  expect(registrations).toHaveLength(2);
});

test("a screen that touches itself in one place keeps nobody's visit open", async ({ page, control }) => {
  await stand(page, control);
  await halfFilled(page);
  let touches = 0;
  await expect
    .poll(
      async () => {
        await page.touchscreen.tap(1076, 1000).catch(() => {});
        await pass(page, 4_000).catch(() => {});
        touches += 1;
        return page.evaluate(() => location.pathname).catch(() => "");
      },
      { intervals: [0], timeout: 30_000 },
    )
    .toBe(HOME);
  expect(touches).toBeGreaterThan(20);
  await forgotten(page);
  expect(told(await dump(page))).toEqual([]);
});

test("without a network the screen forgets as well, and opens itself anew as soon as there is one", async ({ page, context, control, quiet }) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await stand(page, control);
  await halfFilled(page);
  await context.setOffline(true);
  await pass(page, IDLE);
  await expect(asked(page)).toBeVisible();
  await pass(page, WARN);
  await expect.poll(() => page.evaluate(() => location.pathname)).toBe(HOME);
  expect(await page.evaluate(() => window.visit)).toBe(true);
  expect(told(await dump(page))).toEqual([]);
  await form(page);
  await expect(page.getByLabel(/称呼/)).toHaveValue("");
  await visit(page, "/");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.evaluate(() => location.pathname)).toBe(HOME);
  await context.setOffline(false);
  await forgotten(page);
});

test("nothing leads off the screen: links, numbers, files, print, the browser's own menus", async ({ page, context, control }) => {
  await stand(page, control);
  const steps = await page.evaluate(() => history.length);
  await visit(page, "/about");
  const phone = page.getByRole("main").locator("a[href^='tel:']").first();
  await phone.click();
  const sheet = page.getByRole("dialog", { name: "带到手机上" });
  await expect(sheet.getByRole("img", { name: "手机扫的二维码" })).toBeVisible();
  await expect(sheet).toContainText("tel:");
  await axe(page);
  await sheet.getByRole("button", { name: "好了" }).click();
  await expect(sheet).toHaveCount(0);
  for (const address of ["https://example.org/", "/list.html", "/openapi.json"]) {
    await page.evaluate((address) => {
      const link = Object.assign(document.createElement("a"), { href: address, target: "_blank", textContent: "外面" });
      document.getElementById("main").prepend(link);
      link.click();
      link.remove();
    }, address);
    await expect(sheet).toContainText(address);
    await sheet.getByRole("button", { name: "好了" }).click();
  }
  await page.evaluate(() => print());
  await expect(sheet.getByRole("img", { name: "这一页的二维码" })).toBeVisible();
  await sheet.getByRole("button", { name: "好了" }).click();

  // What is for a file or the clipboard elsewhere is for a phone here.
  await visit(page, "/a/env-open");
  await page.getByRole("button", { name: /^分享/ }).first().click();
  await expect(sheet).toContainText("/a/env-open");
  await sheet.getByRole("button", { name: "好了" }).click();

  const prevented = (name, init) =>
    page.evaluate(([name, init]) => !document.querySelector("#main p, #main h1").dispatchEvent(new Event(name, { bubbles: true, cancelable: true, ...init })), [name, init]);
  for (const name of ["contextmenu", "dragstart", "selectstart"]) expect(await prevented(name), name).toBe(true);
  await page.keyboard.press("Control+a");
  expect(await page.evaluate(() => getSelection().toString())).toBe("");
  expect(await page.evaluate(() => getComputedStyle(document.querySelector("#main p")).userSelect)).toBe("none");
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).touchAction)).toBe("pan-x pan-y");
  expect(context.pages()).toHaveLength(1);
  expect(await page.evaluate(() => history.length)).toBe(steps);
});

test("a keypad is enough: arrows, Enter, Escape back, and out of the visit", async ({ page, control }) => {
  await stand(page, control);
  await visit(page, "/");
  await expect(page.getByRole("combobox")).toBeVisible();
  const at = () => page.evaluate(() => document.activeElement.getAttribute("href") ?? document.activeElement.textContent.trim());
  const card = async () => /^\/a\//.test(await at());
  for (let step = 0; step < 20 && !(await card()); step += 1) await page.keyboard.press("ArrowDown");
  const path = await at();
  expect(path).toMatch(/^\/a\//);
  await page.keyboard.press("ArrowDown");
  expect(await at()).not.toBe(path);
  await page.keyboard.press("ArrowUp");
  expect(await at()).toBe(path);
  await page.keyboard.press("Enter");
  await expect(page.locator(".activity")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox")).toBeVisible();

  // The question is answered from the keypad as well.
  await pass(page, IDLE);
  await expect(stay(page)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(asked(page).getByRole("button", { name: "我用完了" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(asked(page)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await forgotten(page);
});

test("a browser of somebody's own that was once a screen has lost nothing and learnt nothing", async ({ page, control }) => {
  const own = { "kepu.favourite.env-open": "1", "kepu.size": "large", "kepu.recent": "月亮", "kepu.remind.hushed": "2023-09-17", other: "1" };
  await page.addInitScript((own) => {
    if (sessionStorage.getItem("put") === null) {
      for (const [key, value] of Object.entries(own)) localStorage.setItem(key, value);
      sessionStorage.setItem("put", "1");
    }
  }, own);
  await stand(page, control);
  expect(await page.evaluate(() => document.documentElement.getAttribute("data-size"))).toBe("standard");
  await visit(page, "/a/geo-walk");
  await page.getByRole("button", { name: /^收藏/ }).first().click();
  await visit(page, "/mine");
  await expect(page.getByRole("main")).not.toContainText("月亮");
  await visit(page, "/");
  await page.keyboard.press("Escape");
  await forgotten(page);
  expect(await kept(page)).toEqual({ ...own, put: "1" });
  // An address that somebody types ends it.
  await page.goto("/mine");
  await page.waitForFunction(() => window.__kepu?.marks.started !== undefined);
  expect(await page.evaluate(() => document.documentElement.hasAttribute("data-kiosk"))).toBe(false);
  expect(await page.evaluate(() => localStorage.getItem("kepu.favourite.env-open"))).toBe("1");
});
