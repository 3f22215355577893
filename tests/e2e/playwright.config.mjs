// The whole app in a browser: the release build in dist/, served by the reference backend (support/server.mjs).
//
// A test runs on the phone unless its tags say otherwise: @every runs on all three screens, @small and @desktop
// only there. Each of the two workers has a backend of its own, and every test begins with it reset. It keeps
// registrations in memory (SQLite); what is about them is run once more on PostgreSQL.
import { defineConfig } from "@playwright/test";

const screen = (width, height, touch) => ({ viewport: { width, height }, hasTouch: touch, isMobile: touch });

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.mjs",
  outputDir: "results",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // A machine that is shared may hold a test up; what passes only at its second try is counted and shown (test.sh).
  retries: process.env.CI ? 1 : 0,
  timeout: 45_000,
  expect: { timeout: 8_000 },
  reporter: process.env.CI ? [["list"]] : [["list"], ["html", { outputFolder: "report", open: "never" }]],
  use: {
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    // A worker that caches between page loads would hide what the server is asked: its own specs allow it.
    serviceWorkers: "block",
    reducedMotion: "reduce",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-quic",
      ],
    },
  },
  projects: [
    { name: "phone", use: screen(390, 844, true), grepInvert: /@small|@desktop/ },
    {
      name: "postgres",
      testMatch: /(discover|signup|change|offer|sending|restore|grade)\.spec\.mjs$/,
      use: { ...screen(390, 844, true), database: "postgres" },
      grepInvert: /@small|@desktop/,
    },
    { name: "small", use: screen(320, 568, true), grep: /@small|@every/ },
    { name: "desktop", use: screen(1280, 800, false), grep: /@desktop|@every/ },
  ],
});
