// suite T7: what pages of other origins can do to the real host, in a real browser: names that resolve to this machine, forms, fetches and WebSockets
// across sites, origins that are null, frames and windows, with a stolen key and without; and the browser's own gate before the loopback. node t7.mjs
import { createServer } from "node:http";
import { chromiumPath, launch, skip } from "./kit/browser.mjs";
import { RealHost } from "./kit/realHost.mjs";
import { Suite, check, endAll, same } from "./kit/suite.mjs";

if (chromiumPath() === undefined) skip("there is no Chromium (apt-get install chromium)");
if (!RealHost.built()) skip("the host is not built");

const suite = new Suite("T7");
const host = await RealHost.demo();
const attacker = createServer((_, response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>elsewhere</title><body></body>"));
await new Promise((resolve) => attacker.listen(0, "127.0.0.1", resolve));
const elsewhere = attacker.address().port;
const names = { "evil.example": "127.0.0.1", "localhost.evil.example": "127.0.0.1", "attacker.example": "127.0.0.1", "localhost.": "127.0.0.1" };
const browser = await launch({ names });

try {
  const { origin } = await host.json("web", "enable", "--yes");
  const port = new URL(origin).port;
  const { clientKey: token } = await host.json("token", "create", "--scope", "read,draft", "--name", "script", "--yes");
  const create = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "drafts/create", params: { to: ["mallory@evil.example"], subject: "planted" } });

  /** A page on its own, its certificate errors ignored: the attacker is given more than they would have. */
  const fresh = async () => (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();

  /** In the page: a call by POST; the status, or `blocked` where the browser gave the page nothing. */
  const post = (page, url, { body, headers = {}, mode = "cors" }) =>
    page.evaluate(async ([url, body, headers, mode]) => {
      try {
        const answer = await fetch(url, { method: "POST", body, headers, mode });
        return answer.type === "opaque" ? "opaque" : answer.status;
      } catch {
        return "blocked";
      }
    }, [url, body, headers, mode]);
  const get = (page, url) => page.evaluate(async (url) => fetch(url).then((answer) => answer.status, () => "blocked"), url);

  /** In the page: a WebSocket; `open`, or `closed` where it never opened. */
  const socket = (page, url, protocols) =>
    page.evaluate(([url, protocols]) => new Promise((resolve) => {
      const socket = new WebSocket(url, protocols);
      socket.onopen = () => {
        socket.onmessage = () => resolve("answered");
        socket.send('{"jsonrpc":"2.0","id":1,"method":"ping","params":{"text":"x"}}');
      };
      socket.onclose = () => resolve("closed");
    }), [url, protocols]);

  // The honest page first: what is refused below works here, so that a refusal is not merely a door that is shut.
  const own = await fresh();
  let key = "";
  await suite.case("own page: is served", async () => same((await own.goto(origin)).status(), 200, "status"));
  await suite.case("own page: is paired by its code", async () => {
    const begun = await own.evaluate(async () => (await fetch("/pair", { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"name":"T7","scopes":["read","draft"]}' })).json());
    await host.assistant("pair", begun.code, "--yes");
    const claim = await own.evaluate(async (begun) => (await fetch("/pair/claim", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ request: begun.request, secret: begun.secret }) })).json(), begun);
    same(claim.state, "granted", "state");
    key = claim.clientKey;
  });
  await suite.case("own page: calls by POST", async () => same(await post(own, "/rpc", { body: '{"jsonrpc":"2.0","id":1,"method":"ping"}', headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` } }), 200, "status"));
  await suite.case("own page: calls by WebSocket", async () => same(await socket(own, `wss://localhost:${port}/rpc`, ["assistant.v1", `key.${key}`]), "answered", "socket"));
  await suite.case("own page: without a key no call", async () => same(await post(own, "/rpc", { body: create, headers: { "Content-Type": "application/json" } }), 401, "status"));
  await suite.case("own page: without a key no WebSocket", async () => same(await socket(own, `wss://localhost:${port}/rpc`, ["assistant.v1"]), "closed", "socket"));
  await suite.case("own page: a script's key is not a page's", async () => same(await socket(own, `wss://localhost:${port}/rpc`, ["assistant.v1", `key.${token}`]), "closed", "socket"));

  const drafts = async () => JSON.stringify((await host.json("draft", "list")).drafts.map((each) => [each.id, each.subject]));
  const clients = async () => (await host.json("clients", "list")).clients.length;
  const before = { drafts: await drafts(), clients: await clients() };

  // Rebinding: a name of the attacker's that now leads to this machine, so that to the browser the host is the attacker's own origin.
  for (const name of ["evil.example", "localhost.evil.example", "127.0.0.1", "[::1]", "localhost."]) {
    const page = await fresh();
    const there = `https://${name}:${port}`;
    // Before the name was rebound it led to the attacker's server, which gave the page.
    await page.route(`${there}/`, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><body>rebound" }), { times: 1 });
    await page.goto(`${there}/`);
    await page.unrouteAll();
    const json = { "Content-Type": "application/json" };
    await suite.case(`${name}: no page`, async () => same(await get(page, "/"), 421, "status"));
    await suite.case(`${name}: no script`, async () => same(await get(page, "/assets/main.js"), 421, "status"));
    await suite.case(`${name}: no call with the page's key`, async () => same(await post(page, "/rpc", { body: create, headers: { ...json, Authorization: `Bearer ${key}` } }), 421, "status"));
    await suite.case(`${name}: no call with a script's key`, async () => same(await post(page, "/rpc", { body: create, headers: { ...json, Authorization: `Bearer ${token}` } }), 421, "status"));
    await suite.case(`${name}: no pairing`, async () => same(await post(page, "/pair", { body: '{"name":"Dashboard","scopes":["approve"]}', headers: json }), 421, "status"));
    await suite.case(`${name}: no code redeemed`, async () => same(await post(page, "/pair/offer", { body: '{"code":"AAAA-AAAA"}', headers: json }), 421, "status"));
    for (const [what, given] of [["the page's key", key], ["a script's key", token]]) {
      await suite.case(`${name}: no WebSocket with ${what}`, async () => same(await socket(page, `wss://${name}:${port}/rpc`, ["assistant.v1", `key.${given}`]), "closed", "socket"));
    }
    await page.context().close();
  }

  // Across sites, across ports of the same site, and from an origin that is null.
  const sandboxed = async () => {
    const page = await fresh();
    await page.goto(`http://attacker.example:${elsewhere}/`);
    await page.evaluate(() => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts allow-forms");
      frame.srcdoc = "<!doctype html><body>null";
      document.body.append(frame);
    });
    await page.waitForFunction(() => document.querySelector("iframe") !== null);
    const frame = page.frames().find((each) => each !== page.mainFrame()) ?? (await page.waitForEvent("frameattached"));
    await frame.waitForLoadState();
    same(await frame.evaluate(() => String(self.origin)), "null", "the sandboxed frame's origin");
    return { page, at: frame };
  };
  const visiting = (url) => async () => {
    const page = await fresh();
    await page.goto(url);
    return { page, at: page };
  };
  for (const [name, come] of [
    ["another site", visiting(`http://attacker.example:${elsewhere}/`)],
    ["another port of localhost", visiting(`http://localhost:${elsewhere}/`)],
    ["another port of 127.0.0.1", visiting(`http://127.0.0.1:${elsewhere}/`)],
    ["a null origin", sandboxed],
  ]) {
    const { page, at } = await come();
    const seen = [];
    page.on("response", (response) => response.url().startsWith(origin) && seen.push(response.status()));
    const json = { "Content-Type": "application/json" };
    const refused = (what) => check(seen.every((status) => status === 403), `${what}: the host answered ${seen.join(", ")}`);
    await suite.case(`${name}: cannot read the page`, async () => {
      seen.length = 0;
      same(await get(at, `${origin}/`), "blocked", "fetch");
      refused("fetch");
    });
    for (const [what, given] of [["no key", undefined], ["the page's key", key], ["a script's key", token]]) {
      const bearer = given === undefined ? {} : { Authorization: `Bearer ${given}` };
      await suite.case(`${name}: no call with ${what}`, async () => {
        seen.length = 0;
        same(await post(at, `${origin}/rpc`, { body: create, headers: { ...json, ...bearer } }), "blocked", "fetch");
        refused("fetch");
      });
      await suite.case(`${name}: no WebSocket with ${what}`, async () => same(await socket(at, `wss://localhost:${port}/rpc`, given === undefined ? ["assistant.v1"] : ["assistant.v1", `key.${given}`]), "closed", "socket"));
    }
    for (const path of ["/rpc", "/pair", "/pair/offer", "/pair/claim"]) {
      await suite.case(`${name}: no plain post to ${path}`, async () => {
        seen.length = 0;
        // The browser sends it without asking; what comes back says 403, and Cross-Origin-Resource-Policy keeps even that from the page.
        same(await post(at, `${origin}${path}`, { body: create, mode: "no-cors", headers: { "Content-Type": "text/plain" } }), "blocked", "fetch");
        refused("fetch");
      });
    }
    for (const [kind, encoding] of [["plain text", "text/plain"], ["form fields", "application/x-www-form-urlencoded"], ["parts", "multipart/form-data"]]) {
      await suite.case(`${name}: no form of ${kind}`, async () => {
        seen.length = 0;
        const answered = page.waitForEvent("response", { predicate: (response) => response.url().startsWith(origin), timeout: 10_000 });
        await at.evaluate(([url, encoding, body]) => {
          const target = document.createElement("iframe");
          target.name = `target${Math.random()}`;
          const form = Object.assign(document.createElement("form"), { method: "post", action: url, enctype: encoding, target: target.name });
          const field = Object.assign(document.createElement("input"), { name: body.slice(0, -1), value: "}" });
          form.append(field);
          document.body.append(target, form);
          form.submit();
        }, [`${origin}/rpc`, encoding, create]);
        same((await answered).status(), 403, "status");
      });
    }
    for (const [kind, tag, attribute, path] of [["script", "script", "src", "/assets/main.js"], ["style", "link", "href", "/assets/page.css"], ["picture", "img", "src", "/assets/icon.svg"]]) {
      await suite.case(`${name}: no ${kind} of the page's`, async () => {
        const outcome = await at.evaluate(([tag, attribute, url]) => new Promise((resolve) => {
          const element = Object.assign(document.createElement(tag), { onload: () => resolve("loaded"), onerror: () => resolve("blocked") });
          if (tag === "link") element.rel = "stylesheet";
          element.setAttribute(attribute, url);
          document.body.append(element);
        }), [tag, attribute, origin + path]);
        same(outcome, "blocked", kind);
      });
    }
    await suite.case(`${name}: cannot frame the page`, async () => {
      const count = page.frames().length;
      await at.evaluate((url) => document.body.append(Object.assign(document.createElement("iframe"), { src: url, id: "framed" })), `${origin}/`);
      await page.waitForFunction((count) => count < 99, count);
      for (let turn = 0; turn < 50 && !page.frames().some((frame) => frame.url().startsWith("chrome-error:")); turn++) await page.waitForTimeout(50);
      check(!page.frames().some((frame) => frame.url().startsWith(origin)), "The page stands in a frame.");
      check(page.frames().some((frame) => frame.url().startsWith("chrome-error:")), "The frame shows no refusal.");
    });
    if (name !== "a null origin") {
      await suite.case(`${name}: keeps no hold of a window with the page`, async () => {
        const opened = page.context().waitForEvent("page");
        await at.evaluate((url) => (globalThis.held = open(url)), `${origin}/`);
        await (await opened).waitForLoadState();
        same(await at.evaluate(() => globalThis.held.closed), true, "closed, as the attacker sees it");
        same(await (await opened).evaluate(() => opener === null), true, "no opener");
      });
    }
    await page.context().close();
  }

  await suite.case("after all of it: no draft was made", async () => same(await drafts(), before.drafts, "drafts"));
  await suite.case("after all of it: nobody was let in", async () => same(await clients(), before.clients, "clients"));
  await suite.case("after all of it: only the host's own pages ask to be let in", async () => same((await host.json("pair")).pairings.filter((each) => each.origin !== origin).length, 0, "pairings of others"));
  await suite.case("after all of it: the honest page is answered", async () => same(await socket(own, `wss://localhost:${port}/rpc`, ["assistant.v1", `key.${key}`]), "answered", "socket"));

  await gate(origin);
} finally {
  await endAll(() => browser.close(), () => host.end(), () => attacker.close(), () => attacker.closeAllConnections());
}
suite.report();

/**
 * The browser's own gate: a page of the public network reaches nothing on this machine unasked. The address of the attacker's server counts as public.
 * A connection is made to learn the address; what must not come is a request.
 */
async function gate(origin) {
  let requests = 0;
  const witness = createServer((_, response) => {
    requests++;
    response.end();
  });
  witness.on("upgrade", (_, socket) => {
    requests++;
    socket.end();
  });
  await new Promise((resolve) => witness.listen(0, "127.0.0.1", resolve));
  const beside = `127.0.0.1:${witness.address().port}`;
  const attempt = async (args) => {
    const gated = await launch({ names, args });
    try {
      const page = await (await gated.newContext({ ignoreHTTPSErrors: true })).newPage();
      const answered = [];
      page.on("response", (response) => response.url().startsWith(origin) && answered.push(response.status()));
      await page.goto(`http://attacker.example:${elsewhere}/`);
      requests = 0;
      await page.evaluate(async ([origin, beside]) => {
        const within = (promise) => Promise.race([promise.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 2000))]);
        const socket = (url) => new Promise((resolve) => Object.assign(new WebSocket(url, ["assistant.v1"]), { onopen: resolve, onerror: resolve }));
        await Promise.all([fetch(`http://${beside}/`, { mode: "no-cors" }), fetch(`${origin}/`, { mode: "no-cors" }), socket(`ws://${beside}/rpc`), socket(`${origin.replace("https", "wss")}/rpc`)].map(within));
      }, [origin, beside]);
      return { requests, answered };
    } finally {
      await gated.close();
    }
  };
  try {
    const open = await attempt([]);
    await suite.case("the gate: a page of this machine does reach its loopback", async () => same(open.requests, 2, "requests at the witness"));
    const shut = await attempt([`--ip-address-space-overrides=127.0.0.1:${elsewhere}=public`]);
    if (shut.requests === 2) {
      console.log("  note: this Chromium has no gate before the loopback; the host's own refusals stand alone");
      return;
    }
    await suite.case("the gate: a public page's requests do not reach this machine", async () => same(shut.requests, 0, "requests at the witness"));
    await suite.case("the gate: a public page hears nothing of the host", async () => same(shut.answered.length, 0, "answers of the host"));
  } finally {
    witness.close();
    witness.closeAllConnections();
  }
}
