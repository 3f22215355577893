/*
 * Keeps one whole version of the app for use without a network: all of its files or none, and never files of
 * two versions together. It keeps no answer of the API and no media; the catalogue is the app's own to keep. A map, a
 * quiz or a panorama is kept once someone has looked at it.
 * The build writes VERSION and FILES.
 */
"use strict";

const VERSION = "dev";
const FILES = [];

const CACHE = "kepu-" + VERSION;
const BASE = new URL("./", self.location).pathname;
const SHELL = BASE + "index.html";
const CONFIG = BASE + "config.json";
const LOOKED_AT = ["data/map/", "data/quiz/", "data/panorama/", "vendor/pannellum"].map((path) => BASE + path);
const NAVIGATION_MS = 3000;

self.addEventListener("install", (event) => {
  // `reload` passes by the HTTP cache: what is kept is what the server has now. addAll keeps all or nothing.
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(FILES.map((path) => new Request(BASE + path, { cache: "reload" }))))
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((n) => n.startsWith("kepu-") && n !== CACHE).map((n) => caches.delete(n))))
      .then(() => self.clients.claim())
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "activate") self.skipWaiting();
});

/* A reminder leads to the app where it is open already: what is being filled in there stays. */
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients
      .matchAll({ type: "window", includeUncontrolled: true })
      .then((open) => (open.length > 0 ? open[0].focus() : self.clients.openWindow(event.notification.data || BASE)))
  );
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const path = url.pathname;
  /* Asked with a query, whoever asks wants what the server has now or nothing. */
  if (path === CONFIG && url.search) return;
  if (path === CONFIG) return event.respondWith(config(request));
  if (LOOKED_AT.some((start) => path.startsWith(start))) return event.respondWith(lookedAt(request));
  if (path.startsWith(BASE) && FILES.includes(path.slice(BASE.length)) && path !== SHELL) {
    return event.respondWith(kept(request));
  }
  if (request.mode === "navigate" && !/\.[a-z0-9]+$/i.test(path)) event.respondWith(page(event));
});

/** A file of this version: from the cache, or from the network if the cache was cleared. */
async function kept(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request.url, { ignoreVary: true })) || fetch(request);
}

/** A map and the like: the server's, else the one that was looked at last. */
async function lookedAt(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    // A portal's page is no map: what is kept stays.
    const page = /html/i.test(response.headers.get("content-type") || "");
    if (response.ok && !response.redirected && !page) await cache.put(request.url, response.clone()).catch(() => {});
    return response;
  } catch (error) {
    return (await cache.match(request.url, { ignoreVary: true })) || Response.error();
  }
}

/** A page: the server's if it answers in time, else the kept shell. */
async function page(event) {
  const cache = await caches.open(CACHE);
  const shell = await cache.match(SHELL, { ignoreVary: true });
  const fresh = fetch(event.request);
  if (!shell) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  const late = new Promise((resolve) => setTimeout(resolve, NAVIGATION_MS, shell));
  // A server in trouble answers 5xx: the kept page serves better.
  const good = fresh.then((response) => (response.status >= 500 ? shell : response), () => shell);
  return Promise.race([good, late]);
}

/** config.json: the server's, else the kept one; it can also switch this worker off for good. */
async function config(request) {
  try {
    const response = await fetch(request);
    if (response.ok) {
      const settings = await response.clone().json();
      if (settings && settings.service_worker === false) await remove();
    }
    return response;
  } catch (error) {
    const cache = await caches.open(CACHE);
    return (await cache.match(CONFIG, { ignoreVary: true })) || Response.error();
  }
}

async function remove() {
  const names = await caches.keys();
  await Promise.all(names.filter((n) => n.startsWith("kepu-")).map((n) => caches.delete(n)));
  await self.registration.unregister();
}
