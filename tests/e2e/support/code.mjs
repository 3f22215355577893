// Reads QR codes back from the screen, as a phone's camera does.
import { expect } from "./test.mjs";
import jsqr from "jsqr";
import { PNG } from "pngjs";

/** The text of the code in an element. */
export async function read(locator) {
  await expect(locator).toBeVisible();
  const { data, width, height } = PNG.sync.read(await locator.screenshot());
  const found = jsqr(new Uint8ClampedArray(data), width, height);
  expect(found, "a code that can be read").not.toBeNull();
  return found.data;
}
