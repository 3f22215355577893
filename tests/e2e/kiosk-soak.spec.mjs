// A screen in a hall for weeks, the short way: `make bench` does the same for a week and 2 000 visitors.
import { expect, test } from "./support/test.mjs";
import { changing } from "./support/soak-host.mjs";
import { hasten } from "./support/soak-time.mjs";
import { judgeTurns, judgeVisitors, loop, turns, visitors } from "./support/soak.mjs";

test.use({ viewport: { width: 1080, height: 1920 }, isMobile: false, hasTouch: false });
test.setTimeout(240_000);

const within = (figures) => {
  for (const [name, [figure, bound]] of Object.entries(figures)) expect(figure, name).toBeLessThanOrEqual(bound);
};

async function opened(page, server) {
  const host = await changing(server.url);
  await page.addInitScript(hasten);
  await page.goto(`${host.url}/kiosk`);
  await loop(page);
  return host;
}

test("the loop turns for hours, everything under it changes, the network goes and comes: nothing grows", async ({ page, server, quiet }) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED/);
  const host = await opened(page, server);
  within(judgeTurns(await turns(page, 600)));
  expect(host.asked.availability).toBeGreaterThan(100);
  await host.stop();
});

test("visitors come and go: the loop is as it was", async ({ page, server }) => {
  const host = await opened(page, server);
  const seen = await visitors(page, 12);
  within(judgeVisitors(seen));
  expect(seen.kept.filter((key) => !/^kepu\.(catalogue|kiosk(\..*)?)$/.test(key))).toEqual([]);
  await host.stop();
});
