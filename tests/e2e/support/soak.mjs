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
/** The page is looked at so many times in a week, and in a shorter time. */
const LOOKS = { week: 100, short: 20 };
/** All that the loop shows is looked at early, after 2 % or a half of what is short, and at the end. */
const measured = (count) => [Math.ceil(count * (count < LOOKS.week ? 0.5 : 0.02)), count];
/** In so many turns everything the loop shows has been shown: what is alive is what is alive at most in them. */
const ROUND = 60;
/** Pictures of one hour have so many nodes more than those of another: a shape within an icon is one. */
const SHAPES = 24;
/** The page is drawn after so many turns, or seconds of nobody's touch, and laid out after each. */
const DRAWN = 6;

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
    elements: await page.evaluate(() => document.querySelectorAll("*").length),
    nodes: of("Nodes"),
    listeners: of("JSEventListeners"),
    heap: of("JSHeapUsedSize"),
    worked: of("TaskDuration"),
  };
}

/**
 * The same, at the most it is while everything the loop shows comes by once. Listeners at the least: an answer that is
 * on its way has one as well, and one that stays is there at every look.
 */
async function round(page, devtools) {
  const seen = await look(page, devtools);
  for (let turn = 0; turn < ROUND; turn += 1) {
    await page.evaluate((millis) => window.__time.pass(millis), TURN_MS);
    const now = await look(page, devtools);
    for (const name of ["pages", "elements", "nodes"]) seen[name] = Math.max(seen[name], now[name]);
    seen.listeners = Math.min(seen.listeners, now.listeners);
  }
  return seen;
}

async function watched(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  return devtools;
}

/** The words on the loop. */
const words = (page) => page.evaluate(() => document.body.innerText);

/**
 * So many turns, in a hundred parts if they are a week, else in twenty; the network is away for a tenth of each.
 * Answers what was seen: `looks`, one a part, and how many different screens there were in the least lively one.
 */
export async function turns(page, count) {
  const devtools = await watched(page);
  const times = count >= WEEK ? LOOKS.week : LOOKS.short;
  const part = count / times;
  await page.evaluate(() => (window.__same = true));
  const looks = [];
  let liveliest = Infinity;
  let done = 0;
  const until = async (turn) => {
    await page.evaluate(([millis, step, drawn]) => window.__time.pass(millis, step, drawn), [(Math.round(turn) - done) * TURN_MS, TURN_MS, DRAWN]);
    done = Math.round(turn);
  };
  for (let at = 0; at < times; at += 1) {
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
    const { worked } = await look(page, devtools);
    const now = await (measured(times).includes(at + 1) ? round(page, devtools) : look(page, devtools));
    looks.push({ ...now, turn: (worked - before) / (done - from) });
  }
  if (!(await page.evaluate(() => window.__same === true))) throw new Error("the loop was loaded anew");
  await devtools.detach();
  return { looks, liveliest, part };
}

/** What never grows, from one look to another: each with its figure and the most it may be. */
const more = (early, last) => ({
  "pages of wasm memory, more than early": [last.pages - early.pages, 0],
  "elements of the page, more than early": [last.elements - early.elements, 0],
  "nodes that are alive, more than early": [last.nodes - early.nodes, SHAPES],
  "listeners, more than early": [last.listeners - early.listeners, 0],
});

/** A week is measured from its first 2 % on. A shorter time is measured in its second half, and says nothing of pace. */
export function judgeTurns({ looks, liveliest, part }) {
  const week = looks.length === LOOKS.week;
  const settled = looks.slice(measured(looks.length)[0] - 1);
  const [early, last] = [settled[0], looks.at(-1)];
  const figures = { ...more(early, last), "parts in which nothing moved": [liveliest > 1 ? 0 : 1, 0] };
  if (!week) return { ...figures, "the JS heap, of what it was": [last.heap / early.heap, 1.1] };
  const growth = slope(settled.map(({ heap }) => heap)) * (DAY_TURNS / part);
  const pace = mean(looks.slice(-1).map(({ turn }) => turn)) / mean(looks.slice(0, LOOKS.week / 10).map(({ turn }) => turn));
  return { ...figures, "growth of the JS heap, KiB a day": [growth / 1024, 64], "a turn of the last 1 % to one of the first 10 %": [pace, 1.1] };
}

/** What visitors do, one the one, the next the other; each begins on the list of activities. */
const VISITS = [
  async (page) => {
    await page.getByRole("combobox", { name: /^搜/ }).fill("rgzn");
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
    await page.getByText("线上", { exact: true }).first().click();
    await page.getByRole("link", { name: "行程" }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("button", { name: "带走" }).click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
  },
];
/** Fewer documents than this may all have been small ones: of two thousand the largest had so many pages. */
const [FEW, LARGEST] = [40, 77];
/** A screen that nobody touches for so long has asked and forgotten, by the settings as they are unless told otherwise. */
const WIPED_MS = 102_000;

/** Longest that a machine with much else to do takes to open a document. */
const OPEN_MS = 120_000;

/** Waits for the loop, in a document that no visitor has seen, until a touch finds it. */
export async function loop(page) {
  const found = () => {
    const under = document.elementFromPoint(innerWidth / 2, innerHeight * 0.7);
    return !window.__visited && window.__kepu.marks.started !== undefined && under?.closest(".attract-touch");
  };
  try {
    await page.waitForFunction(found, undefined, { timeout: OPEN_MS });
  } catch (error) {
    const seen = () => ({ address: location.href, visited: window.__visited, marks: window.__kepu?.marks, text: document.body.innerText.slice(0, 300) });
    throw new Error(`no loop: ${JSON.stringify(await page.evaluate(seen).catch(String))}`, { cause: error });
  }
}

/**
 * So many visitors, one after the other: each touches the loop, looks round, and goes; every other one says so, the
 * rest are forgotten. Answers what was seen on the loop early and at the end.
 */
export async function visitors(page, count) {
  const devtools = await watched(page);
  const looks = [];
  /** Pages of wasm memory that each visitor's document had at the end. */
  const documents = [];
  const pass = (millis) => page.evaluate(([millis, drawn]) => window.__time.pass(millis, 1_000, drawn), [millis, DRAWN]);
  const { width, height } = page.viewportSize();
  for (let at = 0; at < count; at += 1) {
    await page.evaluate(() => (window.__visited = true));
    await page.mouse.click(width / 2, height * 0.7);
    await page.locator(".card-link:visible").first().waitFor();
    await VISITS[at % VISITS.length](page);
    documents.push(await page.evaluate(() => window.__memory.buffer.byteLength / 65_536));
    if (at % 2) await page.getByRole("button", { name: "我用完了" }).click();
    // It ends with the document.
    else await pass(WIPED_MS).catch(() => {});
    await loop(page);
    if (measured(count).includes(at + 1)) looks.push(await round(page, devtools));
  }
  const kept = await page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }).sort());
  await devtools.detach();
  return { looks, documents, kept };
}

/**
 * Each visitor leaves a document that is opened anew: what the loop holds then is what it held before. Its wasm memory is
 * new as well, and has some pages more or fewer as answers come earlier or later: of many the largest are compared.
 */
export function judgeVisitors({ looks, documents }) {
  const [early, last] = [looks[0], looks.at(-1)];
  const edge = measured(documents.length)[0];
  const most = (some) => Math.max(...some);
  const pages = most(documents.slice(-edge)) - Math.max(most(documents.slice(0, edge)), edge < FEW ? LARGEST : 0);
  return { ...more(early, last), "pages of wasm memory, more than early": [pages, 0], "the JS heap, of what it was": [last.heap / early.heap, 1.5] };
}
