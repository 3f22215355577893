// Weeks of a screen in a hall, in minutes: the loop turns while everything under it changes, and visitors come and go.
// `make bench` runs the whole of it (tests/bench/soak.mjs), `make test` a part.
//
// A page is given that has had `hasten` as its first script, and lies behind `changing`.

/** One turn of the loop, in milliseconds: what the settings say unless they are told otherwise. */
export const TURN_MS = 10_000;
/** So many turns are a day. */
const DAY_TURNS = 86_400_000 / TURN_MS;
/** So many turns are a week. */
export const WEEK = 7 * DAY_TURNS;
/** The page is looked at so many times. */
const LOOKS = 100;

const sum = (values) => values.reduce((all, one) => all + one, 0);
const mean = (values) => sum(values) / values.length;

/** How fast values grow from one to the next, by least squares. */
function slope(values) {
  const [x, y] = [(values.length - 1) / 2, mean(values)];
  return sum(values.map((value, at) => (at - x) * (value - y))) / sum(values.map((_, at) => (at - x) ** 2));
}

/** What of a page is alive once all that can be freed is, and what its main thread has worked, in seconds. */
async function look(page, devtools) {
  let of;
  let before;
  // What one collection frees may hold what only the next one finds.
  for (let round = 0; round < 8; round += 1) {
    await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    of = (name) => metrics.find((one) => one.name === name).value;
    const now = `${of("Nodes")} ${of("JSEventListeners")}`;
    if (round > 1 && now === before) break;
    before = now;
  }
  return {
    pages: await page.evaluate(() => window.__memory.buffer.byteLength / 65_536),
    nodes: of("Nodes"),
    listeners: of("JSEventListeners"),
    heap: of("JSHeapUsedSize"),
    worked: of("TaskDuration"),
  };
}

async function watched(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  return devtools;
}

/** The words on the loop. */
const words = (page) => page.evaluate(() => document.body.innerText);

/**
 * So many turns, with the network away for a tenth of every hundredth of them. Answers what was seen: `looks`, and how
 * many different screens there were in the least lively hundredth.
 */
export async function turns(page, count) {
  const devtools = await watched(page);
  const part = count / LOOKS;
  await page.evaluate(() => (window.__same = true));
  const looks = [];
  let liveliest = Infinity;
  let done = 0;
  const until = async (turn) => {
    await page.evaluate(([millis, frame]) => window.__time.pass(millis, frame), [(Math.round(turn) - done) * TURN_MS, TURN_MS]);
    done = Math.round(turn);
  };
  const first = await look(page, devtools);
  for (let at = 0; at < LOOKS; at += 1) {
    const from = done;
    const before = (await look(page, devtools)).worked;
    const screens = new Set();
    for (const piece of [0.1, 0.3]) {
      await until((at + piece) * part);
      screens.add(await words(page));
    }
    await page.context().setOffline(true);
    await until((at + 0.4) * part);
    screens.add(await words(page));
    await page.context().setOffline(false);
    await until((at + 1) * part);
    screens.add(await words(page));
    liveliest = Math.min(liveliest, screens.size);
    const now = await look(page, devtools);
    looks.push({ ...now, turn: (now.worked - before) / (done - from) });
  }
  if (!(await page.evaluate(() => window.__same === true))) throw new Error("the loop was loaded anew");
  await devtools.detach();
  return { first, looks, liveliest, part };
}

/** What never grows, from one look to another: each with its figure and the most it may be. */
const more = (early, last) => ({
  "pages of wasm memory, more than early": [last.pages - early.pages, 0],
  "nodes, more than early": [last.nodes - early.nodes, 0],
  "listeners, more than early": [last.listeners - early.listeners, 0],
});

/** A week is measured from its first 2 % on. A shorter time is measured in its second half, and says nothing of pace. */
export function judgeTurns({ looks, liveliest, part }) {
  const week = part * LOOKS >= WEEK;
  const settled = looks.slice(week ? LOOKS * 0.02 - 1 : LOOKS / 2);
  const [early, last] = [settled[0], looks.at(-1)];
  const figures = { ...more(early, last), "hundredths in which nothing moved": [liveliest > 1 ? 0 : 1, 0] };
  if (!week) return { ...figures, "the JS heap, of what it was": [last.heap / early.heap, 1.1] };
  const growth = slope(settled.map(({ heap }) => heap)) * (DAY_TURNS / part);
  const pace = mean(looks.slice(-LOOKS * 0.01).map(({ turn }) => turn)) / mean(looks.slice(0, LOOKS * 0.1).map(({ turn }) => turn));
  return { ...figures, "growth of the JS heap, KiB a day": [growth / 1024, 64], "a turn of the last 1 % to one of the first 10 %": [pace, 1.1] };
}

/** What visitors do, one the one, the next the other; each begins on the list of activities. */
const VISITS = [
  async (page) => {
    await page.getByRole("searchbox").first().fill("rgzn");
    await page.locator(".card-link:visible").first().click();
    await page.locator(".activity").waitFor();
  },
  async (page) => {
    await page.locator(".card-star:visible").first().click();
    await page.locator(".card-link:visible").nth(1).click();
    await page.locator(".activity").waitFor();
    await page.evaluate(() => history.back());
    await page.locator(".card-link:visible").first().waitFor();
  },
  async (page) => {
    await page.locator(".facet-row:visible").first().click();
    await page.getByRole("navigation").getByRole("link", { name: "直播" }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
  },
];
/** So long nobody touches the screen until it asks, and then until it forgets; a second more than the settings say. */
const ASKED_MS = 76_000;
const WIPED_MS = 26_000;

/** Whether the loop stands, in a document that no visitor has seen. */
const anew = () => location.pathname.startsWith("/kiosk") && window.__kepu?.marks.hall !== undefined && !window.__visited;

/**
 * So many visitors, one after the other: each touches the loop, looks round, and goes; every other one says so when
 * they are asked, the rest are forgotten. Answers what was seen on the loop after each fiftieth part of them.
 */
export async function visitors(page, count) {
  const devtools = await watched(page);
  const looks = [];
  const every = Math.max(1, Math.round(count / 50));
  const pass = (millis) => page.evaluate((millis) => window.__time.pass(millis, 1_000), millis);
  const { width, height } = page.viewportSize();
  for (let at = 0; at < count; at += 1) {
    await page.evaluate(() => (window.__visited = true));
    await page.mouse.click(width / 2, height * 0.7);
    await page.locator(".card-link:visible").first().waitFor();
    await VISITS[at % VISITS.length](page);
    await pass(ASKED_MS);
    if (at % 2) await page.getByRole("button", { name: "我用完了" }).last().click();
    // It ends with the document.
    else await pass(WIPED_MS).catch(() => {});
    await page.waitForFunction(anew);
    if ((at + 1) % every === 0) {
      await pass(2 * TURN_MS);
      looks.push(await look(page, devtools));
    }
  }
  const kept = await page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }).sort());
  await devtools.detach();
  return { looks, kept };
}

export function judgeVisitors({ looks }) {
  const [early, last] = [looks[0], looks.at(-1)];
  return { ...more(early, last), "the JS heap, of what it was": [last.heap / early.heap, 1.5] };
}
