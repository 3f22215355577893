// 月面: a grey plain with craters, a rover and its tracks, the earth over the hills.
import { box, ellipsoid, stick, wheel } from "./sphere.mjs";

const random = (seed) => () => {
  seed = (seed * 1664525 + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const SUN = [-0.75, 0.42, 0.5];
const GROUND = "#cdc6b8", GROUND_FAR = "#bfb8aa", SHADOW = "#8f897c", RIM = "#e4ded1";

// Where craters lie: x, z, radius. None under the rover or the eye.
const CRATERS = [[-3.2, 2.6, 1.1], [3.6, -2.1, 1.5], [-1.5, -3.4, 0.8], [6.5, 6.5, 2.2], [-7, 8, 2.6], [-8.5, -3, 2], [1.8, -8, 2.4], [12, 0, 3], [-3, 15, 3.4],
  [9, -11, 3.2], [-14, 3, 3.4], [-11, -13, 4], [16, 14, 4.4], [1.5, -1.4, 0.35], [-1.2, 1.5, 0.3], [2.4, 1, 0.25], [-2.2, -0.6, 0.28], [0.6, 2.1, 0.22], [4.6, 1.1, 0.5], [-4.6, -1.6, 0.55]];
const ROCKS = [[-2.2, 4.6, 0.5, 0.34], [2.9, -4.3, 0.6, 0.42], [-5.6, 0.8, 0.45, 0.3], [5.2, 2.9, 0.35, 0.25], [-0.8, -5.6, 0.7, 0.5], [8.6, 3.2, 0.8, 0.6], [-9.5, 5.4, 1, 0.7], [0.9, -2.7, 0.22, 0.15], [-1.7, 2.9, 0.18, 0.12]];

const far = (x, z, cx, cz) => Math.hypot(x - cx, z - cz);

/** Whether a body of this width over a point of the ground keeps the sun from (x, z). */
const shaded = (x, z, cx, cz, wide, high) => {
  const long = high / SUN[1];
  const [dx, dz] = [x - cx, z - cz];
  const length = Math.hypot(SUN[0], SUN[2]);
  const along = -(dx * SUN[0] + dz * SUN[2]) / length;
  const across = Math.abs(dx * SUN[2] - dz * SUN[0]) / length;
  return along > -wide * 0.5 && along < long && across < wide * (1 - 0.35 * Math.max(0, along) / long);
};

// The way the rover came: from behind the eye, round its right side.
const way = (z) => 1.35 + 0.65 * Math.sin(z * 0.32) - 0.02 * z * z;

function ground(p) {
  const [x, , z] = p;
  const distance = Math.hypot(x, z);
  for (const [cx, cz, r] of CRATERS) {
    const at = far(x, z, cx, cz);
    if (at < r) {
      const lit = ((x - cx) * SUN[0] + (z - cz) * SUN[2]) / r;
      return lit > 0.12 - 0.3 * (1 - at / r) ? [SHADOW, `crater${cx}`] : [RIM, `bowl${cx}`];
    }
    if (at < r * 1.16) return [RIM, "", 1];
  }
  for (const [cx, cz, r, h] of ROCKS) if (shaded(x, z, cx, cz, r, h)) return [SHADOW, "", 1];
  if (shaded(x, z, 1.15, 5.15, 0.95, 1.1)) return [SHADOW, "", 1];
  if (shaded(x, z, -6.4, -7.2, 1.5, 2.2)) return [SHADOW, "", 1];
  if (z < 4.6 && z > -14) {
    for (const side of [-0.62, 0.62]) {
      const off = Math.abs(x - way(z) - side);
      if (off < 0.13) return [Math.floor(z * 6) % 2 ? SHADOW : "#b3ac9e", "", 1];
    }
  }
  return [distance > 18 ? GROUND_FAR : GROUND, "", 1];
}

const plain = {
  hit: (o, d) => (d[1] < -0.012 ? -o[1] / d[1] : 1e9),
  normal: () => [0, 1, 0],
  paint: ground,
};

const rocks = ROCKS.map(([x, z, r, h]) => [ellipsoid([x, h * 0.35, z], [r, h, r * 0.8], "#d9d2c4")]);

const gold = "#f2b233", white = "#f4f0e6", blue = "#2b5c9e", dark = "#3a4450";
const cells = (p) => [Math.floor(p[0] * 5) === Math.floor(p[0] * 5 + 0.12) && Math.floor(p[2] * 5) === Math.floor(p[2] * 5 + 0.12) ? blue : "#a9cbff", "", 1];
const spokes = (centre) => (p) => {
  const r = Math.hypot(p[1] - centre[1], p[2] - centre[2]);
  return r < 0.07 ? [gold, "hub"] : r < 0.2 ? ["#8d97a5", "disc"] : [dark, "tyre"];
};
const wheels = [0.42, 1.88].flatMap((x) => [4.5, 5.2, 5.9].map((z) => [wheel([x, 0.29, z], 0.29, 0.13, spokes([x, 0.29, z]))]));
const rover = [
  [box([0.6, 0.45, 4.4], [1.7, 0.95, 6], gold)],
  [box([0.6, 0.95, 4.4], [1.7, 1.05, 6], white)],
  [box([-0.35, 1.08, 4.6], [0.58, 1.13, 5.9], cells)],
  [box([1.72, 1.08, 4.6], [2.65, 1.13, 5.9], cells)],
  [stick([1.15, 1, 4.7], [1.15, 1.75, 4.7], 0.05, white)],
  [box([0.85, 1.72, 4.52], [1.45, 2, 4.84], white)],
  [ellipsoid([1, 1.86, 4.5], [0.1, 0.1, 0.06], dark)],
  [ellipsoid([1.3, 1.86, 4.5], [0.1, 0.1, 0.06], dark)],
  [stick([1.5, 1.05, 5.7], [1.62, 1.6, 5.75], 0.03, white)],
  [ellipsoid([1.64, 1.68, 5.72], [0.26, 0.26, 0.08], white)],
  [stick([0.42, 0.29, 4.5], [0.42, 0.5, 5.2], 0.04, white), stick([0.42, 0.5, 5.2], [0.42, 0.29, 5.9], 0.04, white)],
  [stick([1.88, 0.29, 4.5], [1.88, 0.5, 5.2], 0.04, white), stick([1.88, 0.5, 5.2], [1.88, 0.29, 5.9], 0.04, white)],
  ...wheels,
];

const foot = (x, z) => [[stick([-6.4 + x * 0.7, 1.3, -7.2 + z * 0.7], [-6.4 + x * 1.7, 0.1, -7.2 + z * 1.7], 0.08, white)], [ellipsoid([-6.4 + x * 1.7, 0.08, -7.2 + z * 1.7], [0.35, 0.1, 0.35], white)]];
const lander = [
  [box([-7.4, 0.75, -8.2], [-5.4, 1.75, -6.2], gold)],
  [box([-7.1, 1.75, -7.9], [-5.7, 2.35, -6.5], white)],
  [stick([-6.4, 2.35, -7.2], [-6.4, 2.9, -7.2], 0.05, white)],
  [ellipsoid([-6.4, 3.1, -7.1], [0.5, 0.5, 0.16], white)],
  ...[[1, 1], [1, -1], [-1, 1], [-1, -1]].flatMap(([x, z]) => foot(x, z)),
];

const deg = Math.PI / 180;
const toward = (lon, lat) => [Math.sin(lon * deg) * Math.cos(lat * deg), Math.sin(lat * deg), Math.cos(lon * deg) * Math.cos(lat * deg)];
const between = (a, b) => Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]))) / deg;

const next = random(20230917);
const stars = Array.from({ length: 420 }, () => {
  const lat = Math.asin(next() * 0.98 + 0.02) / deg;
  return { at: toward(next() * 360, lat), lat, size: 0.06 + 0.2 * next() ** 6, warm: next() < 0.15 };
});
const EARTH = toward(-33, 24), SUN_AT = [...SUN].map((x) => x / Math.hypot(...SUN));
// The orbit round the point above the eye, tilted: every direction as far from its pole.
const POLE = toward(150, 62);

function earth(d) {
  const [ex, ez] = [(Math.atan2(d[0], d[2]) / deg + 33) / 6, (Math.asin(d[1]) / deg - 24) / 6];
  const lit = -ex * 0.8 + ez * 0.35 > -0.42;
  const land = Math.hypot((ex + 0.1) / 0.55, (ez - 0.25) / 0.4) < 1 || Math.hypot((ex - 0.45) / 0.2, (ez + 0.35) / 0.3) < 1 || Math.hypot((ex + 0.62) / 0.16, (ez + 0.2) / 0.28) < 1;
  const cloud = Math.abs(ez - 0.12 * Math.sin(ex * 6) + 0.12) < 0.06 || Math.abs(ez - 0.62 - 0.06 * Math.sin(ex * 7)) < 0.07;
  const tint = cloud ? "#ffffff" : land ? "#6fb07c" : "#3f86c9";
  return lit ? [tint, `earth${tint}`] : ["#1d3a5f", "night"];
}

function behind(d, lon, lat) {
  const at = lon / deg;
  const hill = 2.2 + 1.1 * Math.sin(at * 0.035 * 2 * Math.PI / 2.52 * 1) * Math.cos(lon * 3) + 0.7 * Math.sin(lon * 5 + 1) + 0.5 * Math.sin(lon * 11);
  const peak = 4.6 + 2.6 * Math.sin(lon * 2 + 2.2) + 1.2 * Math.sin(lon * 7 + 0.4) + 0.4 * Math.sin(lon * 17);
  const height = lat / deg;
  if (height < hill) return [height < hill - 1.1 ? "#a8a193" : "#b9b2a4", "hill"];
  if (height < peak) return [height < peak - 1.5 ? "#837d72" : "#978f83", "peak"];
  if (between(d, EARTH) < 5.6) return earth(d);
  const sun = between(d, SUN_AT);
  if (sun < 2.4) return ["#f2b233", "sun"];
  if (sun < 3.6) return ["#5c4a24", "glow", 1];
  const orbit = Math.abs(between(d, POLE) - 47);
  if (orbit < 0.16 && Math.floor(Math.atan2(d[0], d[2]) / deg / 2.2) % 2 === 0) return ["#8fe0d6", ""];
  for (const star of stars) {
    if (Math.abs(star.lat - height) < 0.4 && between(d, star.at) < star.size) return [star.warm ? "#f2b233" : "#f2efe8", ""];
  }
  return ["#0f141a", ""];
}

export const moon = {
  eye: [0, 1.7, 0],
  groups: [[plain], ...rocks, ...rover, ...lander],
  behind,
  light: SUN,
  shade: 0.72,
  still: { fov: 92, yaw: -8, pitch: 6 },
};
