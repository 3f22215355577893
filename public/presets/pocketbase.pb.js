// Signing up on PocketBase 0.23 or later: copy this file and pocketbase.kepu.js into pb_hooks, and start PocketBase with
// KEPU_SECRET set to a long word that nobody else knows. It goes with pocketbase.json; what the collections need is written
// in pocketbase.kepu.js.
//
// A handler runs by itself: nothing outside of it can be seen from within, so that each loads the other file.
routerAdd("PUT", "/api/kepu/registrations/{id}", (e) => require(`${__hooks}/pocketbase.kepu.js`).answer(e, "create"));
routerAdd("GET", "/api/kepu/registrations/{id}", (e) => require(`${__hooks}/pocketbase.kepu.js`).answer(e, "read"));
routerAdd("PATCH", "/api/kepu/registrations/{id}", (e) => require(`${__hooks}/pocketbase.kepu.js`).answer(e, "change"));
routerAdd("DELETE", "/api/kepu/registrations/{id}", (e) => require(`${__hooks}/pocketbase.kepu.js`).answer(e, "cancel"));
routerAdd("GET", "/api/kepu/availability", (e) => require(`${__hooks}/pocketbase.kepu.js`).places(e));
