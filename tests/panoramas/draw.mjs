// Draws the 360° pictures of the sample year, and a still of each, into public/data/panorama (needs ffmpeg).
// usage: node tests/panoramas/draw.mjs [moon|hall] [width]   (from the project's root)
import { render, write } from "./sphere.mjs";
import { hall } from "./hall.mjs";
import { moon } from "./moon.mjs";

const [only, size] = process.argv.slice(2);
const width = Number(size ?? 2048);
for (const [name, { still, quality = 9, ...scene }] of Object.entries({ moon, hall })) {
  if (only && only !== name) continue;
  const pixels = render({ width, ...scene });
  const path = `public/data/panorama/${name}`;
  write(`${path}.jpg`, pixels, width, quality);
  write(`${path}-still.jpg`, pixels, width, 8, still);
}
