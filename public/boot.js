/*
 * Starts the app and watches over it. ECMAScript 5, so that even a browser too old for the app reads it
 * and says so. Its tag names the files: data-glue, data-wasm, data-base.
 *
 * What the app finds in window.__kepu:
 *   start      performance.now() when this script ran
 *   marks      milliseconds since navigation of: boot, config, catalogue, glue, wasm, started, rest, air, rare,
 *              hall
 *   safe       true after repeated failures: neither caches nor the service worker are used
 *   kiosk      on a screen in a hall the address of what it shows while nobody touches it, else empty
 *   config     promise of an Answer for config.json
 *   catalogue  promise of an Answer for the first fetch of the catalogue
 *   started()  the app calls it once its first page stands
 *   panic(m)   the app calls it when it cannot go on
 *   part(name) promise: true once this later part of the app and those before it are there, false if one could not be
 *              fetched; asked again it tries again. Names, in their order: rest, air, rare, hall; files: data-rest and so on
 *   waiting    true when a newer version waits; the event kepu:update tells of it
 *   update()   change to the waiting version (reloads the page)
 * and on a screen in a hall:
 *   beat()     the app lives: called every few seconds, or else it is begun anew
 *   anew(why)  begin anew at the loop, once that can be loaded
 *   leave()    end the mode: a page like everybody's
 *   record()   how often it began anew and why, as JSON: { since, counts: { why: number }, last: [why, when] }
 * An Answer never rejects: { status, bytes, type, date, etag, url, reason }, where status 0 means that there
 * was none and reason says why: "offline", "unreachable" or "timeout". Its body stays bytes: a large programme
 * made a text on its way would cost more than reading it.
 */
(function () {
  "use strict";

  var HEADERS_MS = 10000;
  var WHOLE_MS = 30000;
  var START_MS = 15000;
  var RELOADS = 2;
  var RELOADS_MS = 5 * 60000;
  var RELOAD_AFTER_MS = 2000;
  var UPDATE_EVERY_MS = 60 * 60000;

  var root = document.documentElement;
  var tag = document.currentScript || document.querySelector("script[data-glue]");
  var base = tag.getAttribute("data-base") || "/";
  var clock = window.performance && performance.now ? performance : Date;
  var marks = {};
  var done = false;
  var failed = false;

  function mark(name) {
    marks[name] = clock.now();
    if (window.performance && performance.mark) performance.mark("kepu:" + name);
  }

  /* Storage may throw, be null or be full: then there is nothing remembered. */
  function recall(area, key) {
    try {
      return window[area].getItem(key);
    } catch (e) {
      return null;
    }
  }

  function remember(area, key, value) {
    try {
      window[area].setItem(key, value);
      return window[area].getItem(key) === value;
    } catch (e) {
      return false;
    }
  }

  /* Before the first paint where the script is cached, as it is for everyone who has chosen a size. A screen in a hall
     is nobody's. */
  function appearance() {
    if (kiosk) return;
    var size = recall("localStorage", "kepu.size");
    var theme = recall("localStorage", "kepu.theme");
    if (/^(large|xlarge|xxlarge)$/.test(size)) root.setAttribute("data-size", size);
    if (/^(light|dark)$/.test(theme)) root.setAttribute("data-theme", theme);
  }

  function ready(then) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", then, { once: true });
    else then();
  }

  /* ---- a screen in a hall ---- */

  /* Opened at its address, and loaded anew wherever it was; an address that somebody types ends it. */
  function home() {
    if (/^\/kiosk(\/|$)/.test(location.pathname)) return location.pathname;
    var entry = window.performance && performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
    return (entry && entry.type !== "navigate" && recall("sessionStorage", "kepu.kiosk")) || "";
  }

  var kiosk = home();
  var loop = kiosk || base + "kiosk";
  if (kiosk) {
    remember("sessionStorage", "kepu.kiosk", kiosk);
    if (!recall("sessionStorage", "kepu.kiosk.since")) remember("sessionStorage", "kepu.kiosk.since", String(Date.now()));
    root.setAttribute("data-kiosk", "");
    /* Nothing of a visitor stays in the history either. */
    history.pushState = history.replaceState;
  } else {
    unhold("kepu.kiosk");
  }

  function unhold(key) {
    try { sessionStorage.removeItem(key); } catch (e) { /* There is none to remove it from. */ }
  }

  /* Nobody is there to tap a card: a screen begins anew by itself, for ever, and waits longer each time. The record of
     it outlives the tab. */
  var PAUSE_MS = 2000;
  var PAUSE_MOST_MS = 5 * 60000;
  var WELL_MS = 10 * 60000;
  var SILENT_MS = 60000;
  var LOOK_MS = 5000;
  var beaten = clock.now();
  var looked = beaten;

  function failures() {
    return Number(recall("sessionStorage", "kepu.kiosk.failures")) || 0;
  }

  function recorded() {
    try {
      var kept = JSON.parse(recall("localStorage", "kepu.kiosk.causes"));
      return kept && typeof kept.counts === "object" && kept.counts ? kept : { counts: {} };
    } catch (e) {
      return { counts: {} };
    }
  }

  function record(why) {
    var kept = recorded();
    kept.counts[why] = (Number(kept.counts[why]) || 0) + 1;
    kept.last = [why, Date.now()];
    remember("localStorage", "kepu.kiosk.causes", JSON.stringify(kept));
  }

  /* The browser's own error page would stay for ever: the page is left only for one that comes. */
  function load(address, pause) {
    setTimeout(function () {
      var longer = Math.min(Math.max(pause, PAUSE_MS) * 2, PAUSE_MOST_MS);
      /* The service worker has a copy of the page. */
      if (navigator.serviceWorker && navigator.serviceWorker.controller) return location.replace(address);
      /* A server answers with the page to whoever asks for a page. */
      fetch(address, { credentials: "same-origin", cache: "no-cache", headers: { Accept: "text/html" } }).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        location.replace(address);
      }).catch(function () { load(address, longer); });
    }, pause);
  }

  function fail(why) {
    if (failed) return;
    failed = true;
    var before = failures();
    remember("sessionStorage", "kepu.kiosk.failures", String(before + 1));
    record(why);
    /* What stands there is dead: its clock would lie. */
    ready(function () {
      document.getElementById("app").hidden = true;
      splash(true);
    });
    load(loop, Math.min(PAUSE_MS * Math.pow(2, before), PAUSE_MOST_MS));
  }

  function watch() {
    setInterval(function () {
      var now = clock.now();
      /* The machine slept, or somebody stopped the script: no silence of the app's. */
      if (now - looked > 6 * LOOK_MS) beaten = now;
      looked = now;
      if (now - beaten > SILENT_MS) fail(done ? "silent" : "start");
      else if (done && now > WELL_MS && failures()) unhold("kepu.kiosk.failures");
    }, LOOK_MS);
  }

  /* ---- the recovery card ---- */

  var SAYS = {
    old: "这个浏览器的版本较旧，打不开完整页面。可以看活动清单，或打电话咨询。",
    load: "页面没有载入成功，可能是网络不稳。请重新打开，或先看活动清单。",
    slow: "载入比平时慢，请再等一会儿，或先看活动清单。",
    panic: "页面出了点问题。已保存在本机的内容还在，请重新打开。",
    again: "页面出了点问题，正在重新打开……"
  };

  function splash(shown) {
    var box = document.getElementById("splash");
    if (box) box.hidden = !shown;
  }

  function card(kind) {
    if (kiosk && kind !== "old") return;
    ready(function () {
      var box = document.getElementById("recovery");
      if (!box) return;
      if (!kind) {
        box.hidden = true;
        return;
      }
      splash(false);
      document.getElementById("recovery-text").textContent = SAYS[kind];
      document.getElementById("recovery-reload").hidden = kind === "old" || kind === "again";
      box.hidden = false;
      if (kind !== "slow") {
        window.scrollTo(0, 0);
        box.focus();
      }
    });
  }

  function phone(number) {
    if (!/^[0-9+ -]{3,20}$/.test(number || "")) return;
    ready(function () {
      var link = document.getElementById("recovery-phone");
      if (!link) return;
      link.href = "tel:" + number.replace(/[^0-9+]/g, "");
      link.textContent = number;
      link.parentNode.hidden = false;
    });
  }

  /* ---- failures: at most RELOADS reloads by itself within RELOADS_MS, the last of them into safe mode ---- */

  function reloads() {
    var now = Date.now();
    return (recall("sessionStorage", "kepu.reloads") || "").split(",").filter(function (at) {
      return at && now - at >= 0 && now - at < RELOADS_MS;
    });
  }

  function panic(message) {
    if (failed) return;
    if (window.console) console.error("kepu: " + message);
    if (kiosk) return fail("panic");
    failed = true;
    var before = reloads();
    var again =
      before.length < RELOADS &&
      remember("sessionStorage", "kepu.reloads", before.concat(String(Date.now())).join(","));
    card(again ? "again" : "panic");
    if (again) setTimeout(function () { location.reload(); }, RELOAD_AFTER_MS);
  }

  function stop(kind, why) {
    if (done || failed) return;
    if (window.console && why) console.error("kepu: " + why);
    if (kiosk && kind !== "old") return fail(kind);
    failed = true;
    card(kind);
  }

  /* A release build aborts without a word when it panics: the trap itself is the message. */
  function trap(error) {
    if (window.WebAssembly && error instanceof WebAssembly.RuntimeError) panic(String(error.message || error));
  }
  window.addEventListener("error", function (event) { trap(event.error); });
  window.addEventListener("unhandledrejection", function (event) { trap(event.reason); });

  /* ---- the first two requests, beside the wasm ---- */

  function none(reason) {
    return { status: 0, bytes: new Uint8Array(0), type: "", date: "", etag: "", url: "", reason: reason };
  }

  function answer(url) {
    var aborter = window.AbortController ? new AbortController() : null;
    var late = false;
    var give;
    function after(ms) {
      return setTimeout(function () {
        late = true;
        if (aborter) aborter.abort();
        give(none("timeout"));
      }, ms);
    }
    return new Promise(function (resolve) {
      give = resolve;
      var headers = after(HEADERS_MS);
      var whole = after(WHOLE_MS);
      fetch(url, { credentials: "same-origin", signal: aborter ? aborter.signal : undefined })
        .then(function (response) {
          clearTimeout(headers);
          return response.arrayBuffer().then(function (body) {
            function header(name) { return response.headers.get(name) || ""; }
            resolve({
              status: response.status, bytes: new Uint8Array(body), type: header("content-type"), date: header("date"),
              etag: header("etag"), url: response.url, reason: ""
            });
          });
        })
        .catch(function () {
          if (!late) resolve(none(navigator.onLine === false ? "offline" : "unreachable"));
        })
        .then(function () {
          clearTimeout(headers);
          clearTimeout(whole);
        });
    });
  }

  function parsed(config) {
    try {
      var value = config.status === 200 ? JSON.parse(new TextDecoder().decode(config.bytes)) : null;
      return value && typeof value === "object" ? value : {};
    } catch (e) {
      return {};
    }
  }

  function resolveUrl(path) {
    return /^[a-z][a-z0-9+.-]*:|^\//i.test(path) ? path : base + path;
  }

  function requests() {
    kepu.config = answer(base + "config.json").then(function (config) {
      mark("config");
      return config;
    });
    kepu.catalogue = kepu.config.then(function (config) {
      var settings = parsed(config);
      phone(settings.phone);
      worker(settings.service_worker !== false);
      var path = settings.catalogue || (settings.base && String(settings.base).replace(/\/$/, "") + "/catalogue");
      if (/^(|kp1|static)$/.test(settings.preset || "")) {
        if (!path) return none("unreachable");
      } else if (settings.base) {
        /* A backend of another kind: who understands it asks for its programme. */
        if (tag.hasAttribute("data-mapped")) fetchPart("mapped");
        return none("unreachable");
      }
      return answer(resolveUrl(String(path)));
    }).then(function (catalogue) {
      mark("catalogue");
      return catalogue;
    });
  }

  /* ---- glue and wasm ---- */

  function script(src) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement("script");
      element.src = src;
      element.onload = resolve;
      element.onerror = function () { reject(new Error("no " + src)); };
      document.head.appendChild(element);
    });
  }

  /* Streams where it can. A server that says another type than application/wasm costs the streaming only. */
  function compiled(response) {
    if (!response.ok) throw new Error("wasm " + response.status);
    var type = (response.headers.get("content-type") || "").split(";")[0];
    if (WebAssembly.compileStreaming && type === "application/wasm") return WebAssembly.compileStreaming(response);
    return response.arrayBuffer().then(function (bytes) { return WebAssembly.compile(bytes); });
  }

  /* What the first page does not need comes in parts, each after the one before it: a module that puts its functions
     into the table of the first one, calls those of the parts before it, and has its own stack. */
  var LATER = ["rest", "air", "rare", "hall", "mapped"];
  var STACK_PAGES = 8;
  var PAGE = 65536;
  var app = null;
  var before = {};
  var fetched = {};
  var there = {};

  function share(exports) {
    for (var name in exports) before[name] = exports[name];
  }

  function joined(module) {
    var imports = { before: before };
    for (var home in wasm_bindgen.imports) imports[home] = wasm_bindgen.imports[home];
    before.stack = (before.memory.grow(STACK_PAGES) + STACK_PAGES) * PAGE;
    return WebAssembly.instantiate(module, imports).then(function (instance) { share(instance.exports); });
  }

  /* A promise of this name is made once; one that fails is made anew when it is asked for again. */
  function once(kept, name, make) {
    if (!kept[name]) {
      kept[name] = make();
      kept[name].catch(function () { kept[name] = null; });
    }
    return kept[name];
  }

  function fetchPart(name) {
    return once(fetched, name, function () {
      return fetch(tag.getAttribute("data-" + name), { credentials: "same-origin" }).then(compiled);
    });
  }

  function joinPart(name) {
    return once(there, name, function () {
      /* The last one stands alone. */
      var nth = name === "mapped" ? 0 : LATER.indexOf(name);
      var earlier = nth > 0 ? joinPart(LATER[nth - 1]) : app.then(share);
      return Promise.all([fetchPart(name), earlier]).then(function (both) {
        return joined(both[0]);
      }).then(function () { mark(name); });
    });
  }

  function part(name) {
    /* A build of one piece has no parts. */
    if (!tag.hasAttribute("data-" + name)) return Promise.resolve(true);
    return joinPart(name).then(function () {
      return true;
    }, function (error) {
      if (window.console) console.warn("kepu: " + (error && error.message));
      return false;
    });
  }

  function run() {
    var wasm = fetch(tag.getAttribute("data-wasm"), { credentials: "same-origin" }).then(compiled);
    wasm.then(function () { mark("wasm"); }, function () {});
    /* A page that needs more than the first one does has it fetched at once. */
    if (tag.hasAttribute("data-rest")) {
      if (!/^\/(a\/[^/]*)?$/.test(location.pathname)) fetchPart("rest");
      if (/^\/((live|route|grade|stamps|kiosk|setup)(\/|$)|a\/[^/]+\/(quiz|look)|r\/[^/]+\/.)/.test(location.pathname)) {
        fetchPart("air");
        if (!/^\/live/.test(location.pathname)) fetchPart("rare");
        if (kiosk || /^\/setup/.test(location.pathname)) fetchPart("hall");
      }
    }
    app = script(tag.getAttribute("data-glue"))
      .then(function () {
        mark("glue");
        return wasm;
      })
      .then(function (module) {
        return new Promise(function (resolve) { ready(function () { resolve(module); }); });
      })
      .then(function (module) {
        /* global wasm_bindgen */
        return wasm_bindgen({ module_or_path: module });
      });
    app.catch(function (error) {
        if (window.WebAssembly && error instanceof WebAssembly.RuntimeError) trap(error);
        else stop("load", error && error.message);
    });
    setTimeout(function () {
      if (!done && !failed) card("slow");
    }, START_MS);
  }

  /* ---- the service worker ---- */

  function forget() {
    navigator.serviceWorker.getRegistrations().then(function (all) {
      all.forEach(function (one) { one.unregister(); });
    }).catch(function () {});
    if (window.caches) {
      caches.keys().then(function (names) {
        names.forEach(function (name) { if (name.indexOf("kepu-") === 0) caches.delete(name); });
      }).catch(function () {});
    }
  }

  function worker(wanted) {
    if (!("serviceWorker" in navigator)) return;
    /* A screen keeps its copy: without it, and without a network, there is nothing to come back to. */
    if (!wanted || (kepu.safe && !kiosk)) return forget();
    /* Only a finished build has a list of files to keep. */
    if (!tag.hasAttribute("data-build")) return;
    if (document.readyState === "complete") register();
    else window.addEventListener("load", register, { once: true });
  }

  function register() {
    navigator.serviceWorker.register(base + "sw.js", { scope: base, updateViaCache: "none" }).then(function (registration) {
      function tell() {
        /* Without a controller this is the first install, not a new version. */
        if (!registration.waiting || !navigator.serviceWorker.controller) return;
        kepu.waiting = true;
        kepu.update = function () {
          if (kiosk) record("update");
          navigator.serviceWorker.addEventListener("controllerchange", function () { location.reload(); });
          registration.waiting.postMessage("activate");
        };
        window.dispatchEvent(new Event("kepu:update"));
      }
      tell();
      registration.addEventListener("updatefound", function () {
        var installing = registration.installing;
        if (installing) installing.addEventListener("statechange", tell);
      });
      setInterval(function () { registration.update().catch(function () {}); }, UPDATE_EVERY_MS);
    }).catch(function () {});
  }

  /* ---- go ---- */

  var kepu = (window.__kepu = {
    start: clock.now(),
    marks: marks,
    safe: (kiosk ? failures() : reloads().length) >= RELOADS,
    kiosk: kiosk,
    waiting: false,
    panic: panic,
    part: part,
    update: function () { location.reload(); },
    beat: function () { beaten = clock.now(); },
    anew: function (why) {
      record(why);
      load(loop, 0);
    },
    leave: function () {
      unhold("kepu.kiosk");
      location.replace(base);
    },
    record: function () {
      var kept = recorded();
      kept.since = Number(recall("sessionStorage", "kepu.kiosk.since")) || 0;
      return JSON.stringify(kept);
    },
    started: function () {
      done = true;
      mark("started");
      splash(false);
      if (!failed) card(null);
    }
  });

  mark("boot");
  appearance();
  if (kiosk) watch();
  ready(function () {
    var reload = document.getElementById("recovery-reload");
    if (reload) reload.addEventListener("click", function () { location.reload(); });
    /* A splash only where no card stands on the page yet. */
    if (!done && !failed && (kiosk || !document.querySelector("#static .card"))) splash(true);
  });
  if (window.WebAssembly && window.fetch && window.Promise && window.Map && window.Symbol) {
    requests();
    run();
  } else {
    stop("old");
  }
})();
