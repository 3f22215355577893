// A page whose time goes by faster: minutes of a screen in a hall within a test.

/**
 * Timers, Date and performance of every document of the page run so many times as fast. Requests take as long as they
 * do: the app's own patience with them is shorter by as much. Call it before the page is opened.
 * (Playwright's own clock numbers its timers beyond what the app's language takes for a number of a timer.)
 */
export const hasten = (page, times) =>
  page.addInitScript((times) => {
    const [timeout, interval, now] = [window.setTimeout, window.setInterval, Date.now];
    const [begun, steady, tick] = [now(), performance.now(), performance.now.bind(performance)];
    window.setTimeout = (task, ms, ...more) => timeout(task, (ms ?? 0) / times, ...more);
    window.setInterval = (task, ms, ...more) => interval(task, (ms ?? 0) / times, ...more);
    performance.now = () => steady + (tick() - steady) * times;
    Date.now = () => begun + (now() - begun) * times;
  }, times);
