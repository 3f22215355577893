// Accessibility as figures: axe without a finding, and what axe does not measure.
import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Whether a control is as small in the middle of the screen: what a bar at its foot covers now, one scrolls clear of it. */
async function isSmall(page, target) {
  const before = await page.evaluate(() => scrollY);
  await page.locator(target).evaluate((control) => control.scrollIntoView({ block: "center", behavior: "instant" }));
  const { violations } = await new AxeBuilder({ page }).include(target).withRules("target-size").analyze();
  await page.evaluate((top) => scrollTo(0, top), before);
  return violations.length > 0;
}

/** No finding of WCAG A and AA, nor of text contrast under 7:1. `within`: a selector, for a part of the page. */
export async function axe(page, { within } = {}) {
  let builder = new AxeBuilder({ page }).options({
    runOnly: { type: "tag", values: TAGS },
    rules: { "color-contrast-enhanced": { enabled: true } },
    resultTypes: ["violations"],
  });
  if (within) builder = builder.include(within);
  const { violations } = await builder.analyze();
  const findings = [];
  for (const { id, help, nodes } of violations) {
    for (const node of nodes) {
      if (id === "target-size" && !(await isSmall(page, node.target.join(" ")))) continue;
      findings.push(`${id}: ${help}: ${node.target.join(" ")} ${node.html.slice(0, 160)} ${node.any.map((one) => one.message).join("; ")}`);
    }
  }
  expect(findings, "axe").toEqual([]);
}

/**
 * Every control can be hit anywhere in a square of `target` CSS pixels (44, or 60 in elder mode), and no text is
 * smaller than `text` pixels. Links within a sentence are as tall as their line; a district on the map is as large as
 * it is, and a button in the list beside it. `within`: a selector, for a part of the page.
 */
export async function sizes(page, { target = 44, text = 15, within = "body" } = {}) {
  const findings = await page.evaluate(
    ({ target, text, within }) => {
      const found = [];
      const name = (element) => `${element.tagName.toLowerCase()}.${element.className.baseVal ?? element.className} «${(element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 24)}»`;
      const shown = (element) => {
        const style = getComputedStyle(element);
        return element.getClientRects().length > 0 && style.visibility === "visible" && !element.closest("[inert], .vh, .skip, [aria-hidden=true]");
      };
      const half = target / 2 - 1;
      for (const element of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=slider]")) {
        if (!shown(element) || element.disabled || element.matches(".chart .shape") || !element.closest(within)) continue;
        const inSentence = getComputedStyle(element).display === "inline" && element.closest("p, li, dd") && element.closest("p, li, dd").textContent.trim() !== element.textContent.trim();
        if (inSentence) continue;
        element.scrollIntoView({ block: "center", inline: "center" });
        const label = element.closest("label") ?? (element.id ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`) : null);
        const box = (label && /^(checkbox|radio)$/.test(element.type) ? label : element).getBoundingClientRect();
        if (box.width >= target && box.height >= target) continue;
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        const hit = (dx, dy) => {
          const at = document.elementFromPoint(x + dx, y + dy);
          return at && (element.contains(at) || at.contains(element) && at.matches("label") || label?.contains(at));
        };
        const misses = [[-half, 0], [half, 0], [0, -half], [0, half]].filter(([dx, dy]) => !hit(dx, dy));
        if (misses.length > 0) found.push(`${name(element)} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
      }
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const small = new Set();
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.data.trim() || small.has(element) || !shown(element)) continue;
        const size = parseFloat(getComputedStyle(element).fontSize);
        if (size < text - 0.01) {
          small.add(element);
          found.push(`${name(element)} has text of ${size} px`);
        }
      }
      window.scrollTo(0, 0);
      return found;
    },
    { target, text, within },
  );
  expect(findings, `targets of ${target} px, text of ${text} px`).toEqual([]);
}

/** Nothing is wider than the screen. */
export async function fits(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, "pixels beyond the screen's edge").toBe(0);
}
