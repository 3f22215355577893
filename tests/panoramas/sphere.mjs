// A scene of simple bodies, seen all round from one point and drawn as a picture with ink lines: each ray of the
// sphere meets a body, the body has a flat colour, and where two bodies meet there is a line. Straight edges are
// straight and the poles are closed, because every pixel is a direction and no picture is bent.
import { spawnSync } from "node:child_process";

const FAR = 1e9;
const INK = [27, 36, 48];

export const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const unit = (a) => {
  const length = Math.hypot(...a);
  return a.map((x) => x / length);
};

/** The nearer place at which a quadratic is nought, in front of the eye. */
function nearest(a, b, c) {
  const d = b * b - a * c;
  if (d < 0 || a === 0) return FAR;
  const root = Math.sqrt(d);
  const t = (-b - root) / a;
  return t > 1e-4 ? t : FAR;
}

/** A body: where a ray from the eye meets it, its normal there, and how it is painted. */
const body = (hit, normal, paint) => ({ hit, normal, paint });
const painted = (paint) => (typeof paint === "string" ? () => paint : paint);

export function ellipsoid(centre, radii, paint) {
  return body(
    (o, d) => {
      let a = 0, b = 0, c = -1;
      for (let i = 0; i < 3; i += 1) {
        const p = (o[i] - centre[i]) / radii[i];
        const q = d[i] / radii[i];
        a += q * q;
        b += p * q;
        c += p * p;
      }
      return nearest(a, b, c);
    },
    (p) => unit(p.map((x, i) => (x - centre[i]) / radii[i] ** 2)),
    painted(paint),
  );
}

export function box(low, high, paint) {
  const inverse = [0, 0, 0];
  return body(
    (o, d) => {
      let near = -FAR, far = FAR;
      for (let i = 0; i < 3; i += 1) {
        inverse[i] = 1 / (d[i] || 1e-12);
        const one = (low[i] - o[i]) * inverse[i];
        const two = (high[i] - o[i]) * inverse[i];
        near = Math.max(near, Math.min(one, two));
        far = Math.min(far, Math.max(one, two));
      }
      return near < far && near > 1e-4 ? near : FAR;
    },
    (p) => {
      const normal = [0, 0, 0];
      let best = FAR;
      for (let i = 0; i < 3; i += 1) {
        for (const [side, sign] of [[low[i], -1], [high[i], 1]]) {
          if (Math.abs(p[i] - side) < best) {
            best = Math.abs(p[i] - side);
            normal.fill(0);
            normal[i] = sign;
          }
        }
      }
      return normal;
    },
    painted(paint),
  );
}

/** A round stick from one point to another, round at its ends. */
export function stick(from, to, radius, paint) {
  const axis = to.map((x, i) => x - from[i]);
  const long = dot(axis, axis);
  return body(
    (o, d) => {
      const oa = o.map((x, i) => x - from[i]);
      const [bd, bo, rd, oo, dd] = [dot(axis, d), dot(axis, oa), dot(d, oa), dot(oa, oa), dot(d, d)];
      const t = nearest(long * dd - bd * bd, long * rd - bo * bd, long * oo - bo * bo - radius * radius * long);
      const at = bo + t * bd;
      if (t < FAR && at > 0 && at < long) return t;
      const end = at <= 0 || t === FAR ? oa : o.map((x, i) => x - to[i]);
      const ends = [end, at <= 0 ? end : o.map((x, i) => x - to[i])];
      return Math.min(...ends.map((e) => nearest(dd, dot(d, e), dot(e, e) - radius * radius)));
    },
    (p) => {
      const pa = p.map((x, i) => x - from[i]);
      const at = Math.min(1, Math.max(0, dot(pa, axis) / long));
      return unit(pa.map((x, i) => x - axis[i] * at));
    },
    painted(paint),
  );
}

/** A wheel whose axle lies along x. */
export function wheel(centre, radius, half, paint) {
  return body(
    (o, d) => {
      const [y, z] = [o[1] - centre[1], o[2] - centre[2]];
      const t = nearest(d[1] ** 2 + d[2] ** 2, y * d[1] + z * d[2], y * y + z * z - radius * radius);
      if (t < FAR && Math.abs(o[0] + t * d[0] - centre[0]) < half) return t;
      const side = centre[0] - Math.sign(d[0]) * half;
      const flat = (side - o[0]) / d[0];
      const inside = Math.hypot(o[1] + flat * d[1] - centre[1], o[2] + flat * d[2] - centre[2]) < radius;
      return flat > 1e-4 && inside ? flat : FAR;
    },
    (p) => (Math.abs(Math.abs(p[0] - centre[0]) - half) < 1e-4 ? [Math.sign(p[0] - centre[0]), 0, 0] : unit([0, p[1] - centre[1], p[2] - centre[2]])),
    painted(paint),
  );
}

/**
 * The scene as pixels, `width` by half of it. `bodies` are groups: bodies of one group have no line between them.
 * What is behind all bodies says `behind(direction)`: its colour, and a name that changes where there is a line.
 * A paint says a colour, or [colour, name]. `light` is where light comes from, `shade` how dark the other side is.
 */
export function render({ width, eye, groups, behind, light, shade = 0.82, line = 2 }) {
  const [w, h] = [width * 2, width];
  const names = new Map();
  const name = (text) => names.get(text) ?? names.set(text, names.size).get(text);
  const colours = new Map();
  const colour = (hex) => colours.get(hex) ?? colours.set(hex, rgb(hex)).get(hex);
  const sun = unit(light);
  const ids = new Int32Array(w * h);
  const picture = new Uint8Array(w * h * 3);
  const all = groups.flatMap((group, at) => group.map((one) => ({ ...one, at })));
  for (let y = 0; y < h; y += 1) {
    const lat = (0.5 - (y + 0.5) / h) * Math.PI;
    for (let x = 0; x < w; x += 1) {
      const lon = ((x + 0.5) / w - 0.5) * 2 * Math.PI;
      const d = [Math.sin(lon) * Math.cos(lat), Math.sin(lat), Math.cos(lon) * Math.cos(lat)];
      let t = FAR, best;
      for (const one of all) {
        const at = one.hit(eye, d);
        if (at < t) [t, best] = [at, one];
      }
      let said, dark = 1, id;
      if (best) {
        const p = d.map((v, i) => eye[i] + v * t);
        const normal = best.normal(p);
        said = best.paint(p, normal);
        const flat = Array.isArray(said) ? said[2] : undefined;
        dark = flat ?? (dot(normal, sun) > 0.05 ? 1 : shade);
        id = `${best.at}/${Array.isArray(said) ? said[1] : ""}`;
      } else {
        said = behind(d, lon, lat);
        id = `-/${Array.isArray(said) ? said[1] : ""}`;
      }
      const at = y * w + x;
      ids[at] = name(id);
      const paint = colour(Array.isArray(said) ? said[0] : said);
      for (let i = 0; i < 3; i += 1) picture[at * 3 + i] = paint[i] * dark;
    }
  }
  return inked({ w, h, ids, picture, line });
}

/** Lines where one thing ends and another begins, then each four pixels as one. */
function inked({ w, h, ids, picture, line }) {
  const ink = new Uint8Array(w * h);
  for (let y = 0; y < h; y += 1) {
    // Towards the poles a pixel is narrow: a line there is as many pixels wider.
    const wide = Math.min(w / 8, Math.ceil(line / Math.max(0.02, Math.cos((0.5 - (y + 0.5) / h) * Math.PI))));
    for (let x = 0; x < w; x += 1) {
      const at = y * w + x;
      const id = ids[at];
      if (y + 1 < h && ids[at + w] !== id) for (let k = 0; k < line && y + k < h; k += 1) ink[at + k * w] = 1;
      const next = y * w + ((x + 1) % w);
      if (ids[next] !== id) for (let k = 0; k < wide; k += 1) ink[y * w + ((x + k) % w)] = 1;
    }
  }
  const out = Buffer.alloc((w / 2) * (h / 2) * 3);
  for (let y = 0; y < h / 2; y += 1) {
    for (let x = 0; x < w / 2; x += 1) {
      for (let i = 0; i < 3; i += 1) {
        let sum = 0;
        for (const at of [2 * y * w + 2 * x, 2 * y * w + 2 * x + 1, (2 * y + 1) * w + 2 * x, (2 * y + 1) * w + 2 * x + 1]) {
          sum += ink[at] ? INK[i] : picture[at * 3 + i];
        }
        out[(y * (w / 2) + x) * 3 + i] = sum / 4;
      }
    }
  }
  return out;
}

/** Writes the pixels as a JPEG of a progressive web's size, by ffmpeg; `crop` cuts a still picture out of it. */
export function write(file, pixels, width, quality, crop) {
  const filter = crop ? ["-vf", `v360=e:rectilinear:h_fov=${crop.fov}:v_fov=${(crop.fov * 9) / 16}:yaw=${crop.yaw}:pitch=${crop.pitch}:w=960:h=540:interp=lanczos`] : [];
  const done = spawnSync(
    "ffmpeg",
    ["-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", `${width}x${width / 2}`, "-i", "-", ...filter,
      "-q:v", String(quality), "-pix_fmt", "yuvj420p", "-huffman", "optimal", "-map_metadata", "-1", "-fflags", "+bitexact", file],
    { input: pixels, maxBuffer: 1 << 28 },
  );
  if (done.status !== 0) throw new Error(`ffmpeg: ${done.stderr}`);
}
