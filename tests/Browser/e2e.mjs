// suite dashboard-e2e: the main job, played in the dashboard as a person plays it, in a real browser, against the real host, over HTTPS that the browser
// trusts because `assistant trust` said so: no certificate error is ignored. node e2e.mjs
import { englishIn, textsOf } from "./dashboard/german.mjs";
import { keyboardScene } from "./dashboard/keyboard.mjs";
import { chromiumPath, launch, skip } from "./kit/browser.mjs";
import { settled, show } from "./kit/page.mjs";
import { RealHost } from "./kit/realHost.mjs";
import { Suite, check, endAll, same } from "./kit/suite.mjs";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

if (chromiumPath() === undefined) skip("there is no Chromium (apt-get install chromium)");
if (!RealHost.built()) skip("the host is not built");
try {
  execFileSync("certutil", ["-H"], { stdio: "ignore" });
} catch (error) {
  if (error.code === "ENOENT") skip("there is no certutil (apt-get install libnss3-tools)");
}

const suite = new Suite("dashboard-e2e");
const host = await RealHost.demo();
let browser;
let page;
let url = "";
const complaints = [];

/** A step of the job. What comes after one that failed would say nothing, and is not tried. */
let going = true;
async function step(title, run) {
  if (going) going = await suite.case(title, run);
}

/** What stands in the page, shadow trees and all. */
const text = async (selector = "main") => {
  const parts = await page.locator(selector).evaluateAll((elements) => {
    const of = (node) =>
      node.nodeType === Node.TEXT_NODE ? node.data
        : node.localName === "style" || node.hidden === true ? ""
        : node.localName === "slot" ? node.assignedNodes().map(of).join("")
        : [...(node.shadowRoot ?? node).childNodes].map(of).join("") + (/^(p|div|li|dd|dt|h1|h2|h3|pre|section)$/u.test(node.localName) ? "\n" : "");
    return elements.map(of);
  });
  return parts.join("\n");
};
const button = (name) => page.locator(`fluent-button:visible`, { hasText: name }).first();
const row = (name) => page.locator("[role=option]", { hasText: name }).first();
const says = async (wanted, selector = "main", seconds = 20) => {
  try {
    await page.locator(selector).getByText(wanted).first().waitFor({ timeout: seconds * 1000 });
  } catch {
    throw new Error(`${wanted} is not shown within ${seconds} s; there is:\n${(await text(selector)).slice(0, 800)}`);
  }
};

try {
  const start = () => launch({ env: host.environment });
  const { origin } = await host.json("web", "enable", "--yes");

  await step("a browser that was told nothing does not trust the host", async () => {
    const distrusting = await start();
    try {
      const error = await (await distrusting.newPage()).goto(origin).then(() => undefined, (error) => error.message);
      check(error?.includes("ERR_CERT_AUTHORITY_INVALID"), `The page was opened, or failed otherwise: ${error}`);
    } finally {
      await distrusting.close();
    }
  });
  await step("`assistant trust` makes it trusted", async () => void (await host.assistant("trust", "--yes")));
  await step("`assistant open --print` gives an address with a code in its fragment", async () => {
    url = (await host.json("open", "--print", "--yes")).url;
    check(url.startsWith(`${origin}/#code=`), url);
  });
  await step("the browser opens it, trusts it, and is let in", async () => {
    browser = await start();
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: "en-GB" });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    const answer = await page.goto(url);
    same(answer.status(), 200, "status");
    check((await answer.securityDetails())?.protocol?.startsWith("TLS"), "It did not come over TLS.");
    await page.locator("as-shell main").waitFor();
    await settled(page);
  });
  await step("the code is out of the address bar and of the history", async () => {
    check(!page.url().includes("code="), page.url());
    same(await page.evaluate(() => history.length) <= 2, true, "short history");
  });
  await step("the page says that it shows a demo", async () => says("Demo", "as-shell"));
  await step("the address works once", async () => {
    const second = await (await browser.newContext()).newPage();
    await second.goto(url);
    await second.getByText("That link was used already").first().waitFor({ timeout: 10_000 });
    await second.context().close();
  });
  await step("today leads to what waits", async () => {
    await show(page, "#/today");
    check((await page.locator("as-list [role=option]").count()) >= 2, await text());
  });

  let to = "";
  let subject = "";
  await step("a draft is shown exactly as it would go out", async () => {
    await show(page, "#/outbox/drafts");
    const first = page.locator("as-list [role=option]").first();
    [to, , subject] = (await first.innerText()).split("\n").map((line) => line.trim());
    await first.click();
    await says("You approve exactly what stands above");
    await says(subject, "as-draft");
    check((await text("as-draft")).includes(to), await text("as-draft"));
  });
  await step("it is approved", async () => {
    await button("Approve and send").click();
    await says(/^Approved, to/u, "as-toasts");
  });
  await step("it is taken back within the undo window, and is a draft again", async () => {
    await page.locator("as-toasts button", { hasText: "Take back" }).click();
    await says("Taken back", "as-toasts");
    await show(page, "#/outbox/drafts");
    await row(to).waitFor();
    check((await text("as-outbox")).includes(subject), await text("as-outbox"));
  });
  await step("it is approved again, and leaves", async () => {
    await row(to).click();
    await says("You approve exactly what stands above");
    await button("Approve and send").click();
    await says(/^Approved, to/u, "as-toasts");
    await show(page, "#/outbox/items");
    const sent = page.locator("[role=option]", { hasText: to }).filter({ hasText: subject }).filter({ hasText: "Sent" });
    await sent.first().waitFor({ timeout: 40_000 });
    await sent.first().click();
  });
  await step("the message is shown as it was sent, byte for byte", async () => {
    await says("The message as sent");
    await says(/Message-ID:/iu);
    check((await text()).includes(`Subject: ${subject.slice(0, 20)}`), (await text()).slice(0, 1500));
  });

  await step("the recipient answers; the check finds it; the verdict names the header it rests on", async () => {
    await host.assistant("demo", "answer", to.split(" ")[0], "--yes");
    await show(page, "#/tracking");
    await button("Check now").click();
    const answered = page.locator("[role=option]", { hasText: to }).filter({ hasText: subject }).filter({ hasText: "Replied" });
    await answered.first().waitFor({ timeout: 30_000 });
    await answered.first().click();
    await says("In-Reply-To");
  });
  await step("the bounce is shown with the field of the report it rests on", async () => {
    await show(page, "#/tracking");
    await page.locator("[role=option]", { hasText: "Bounced" }).first().click();
    await says("5.1.1");
    await says(/Final-Recipient|Status|Diagnostic-Code/u);
  });

  // The same once more, by the keyboard alone.
  await keyboardScene({ page, host, step, says });

  await step("contacts: a person is found by part of an address, and shown with where they came from", async () => {
    await show(page, "#/contacts");
    await page.locator("input[type=search]").fill("volkov");
    await page.locator("[role=option]").nth(1).waitFor({ state: "detached" });
    await row("Dmitri Volkov").click();
    await says("Came from");
  });
  await step("contacts: a CSV is looked at before it is imported", async () => {
    await show(page, "#/contacts/import");
    await page.locator("input[type=file]").setInputFiles({ name: "new.csv", mimeType: "text/csv", buffer: Buffer.from("name,email,company\nEva Lind,eva@lind.example,Lind AB\nNobody,,Nowhere\n") });
    await says("1 new");
    await says("new.csv:3");
    await button("Import 1 contact").click();
    await says("Imported");
    await show(page, "#/contacts");
    await row("Eva Lind").waitFor();
  });
  await step("templates: one is shown as each person would get it, and drafts are made", async () => {
    await show(page, "#/templates");
    await page.locator("as-templates [role=option]").first().click();
    await button("Write with it").click();
    await page.locator("as-template-people input[type=search]").fill("Eva");
    await page.locator("as-template-people [role=option]", { hasText: "Eva Lind" }).click();
    await says("To Eva Lind");
    await says("Lind AB");
    await button("Make 1 draft").click();
    await says(/1 draft was made|No draft was made/u);
  });
  await step("writing: what would be sent is shown before anything is", async () => {
    await show(page, "#/compose");
    await page.locator("as-compose-form input[type=search]").fill("Okafor");
    // The list is read again a moment after the typing: what is pressed before may be gone under the pointer.
    await page.locator("as-compose-form [role=option]").nth(1).waitFor({ state: "detached" });
    await page.locator("as-compose-form [role=option]", { hasText: "Ben Okafor" }).click();
    await page.locator("as-compose-form #model").selectOption("rehearsal");
    await says("No model is asked, and nothing leaves this machine");
    await button("See what would be sent").click();
    await says("The exact payload");
    check((await text("as-compose pre")).includes("Ben Okafor"), await text("as-compose"));
  });
  await step("writing: the text is seen arriving", async () => {
    await page.locator("as-compose-form fluent-button", { hasText: /^\s*Write\s*$/u }).click();
    const arriving = page.locator("as-compose .arriving");
    const lengths = new Set();
    for (let turn = 0; turn < 400 && (await page.locator("as-draft mark").count()) === 0; turn++) {
      const part = await arriving.textContent({ timeout: 200 }).catch(() => null);
      if (part !== null) lengths.add(part.length);
      await page.waitForTimeout(20);
    }
    check(lengths.size >= 5, `The text was seen at the lengths ${[...lengths].join(", ")}.`);
    await says("Rehearsal: the demo played back a recording");
  });
  await step("writing: the one invention in it is marked, with its reason, and stops the approval", async () => {
    same((await page.locator("as-draft .body mark").allTextContents()).join(), "240", "marked");
    await says("No source has the number");
    await says("It can be approved once the marked claim is true or gone.");
    same(await page.locator("as-draft fluent-button", { hasText: "Approve and send" }).evaluate((element) => element.disabled), true, "disabled");
  });
  await step("writing: a reload shows it again", async () => {
    await page.reload();
    await page.locator("as-draft .body mark").first().waitFor();
  });
  await step("writing: a person says that it is true, and approves it", async () => {
    await button("It is true").click();
    await says("You said that it is true");
    await says("You approve exactly what stands above");
    await button("Approve and send").click();
    await says(/^Approved, to Ben Okafor/u, "as-toasts");
  });
  await step("writing: it is kept with its sources and its prompt, and stands in the ledger", async () => {
    await show(page, "#/writings");
    await page.locator("as-writings [role=option]", { hasText: "Ben Okafor" }).first().click();
    await says("Harbour Letterpress");
    await says(/^outreach@/u);
    await show(page, "#/spending/ledger");
    await says("Ben Okafor", "as-ledger");
  });
  // The job hunt: from a posting to an interview.
  const posting = `<!doctype html><html><head><title>Platform Engineer</title><script type="application/ld+json">${JSON.stringify({
    "@context": "https://schema.org/", "@type": "JobPosting", title: "Platform Engineer", hiringOrganization: { "@type": "Organization", name: "Norte Systems Lda", sameAs: "https://norte.example" }, identifier: { value: "R-17" },
    jobLocation: { "@type": "Place", address: { addressLocality: "Porto", addressCountry: "Portugal" } }, validThrough: "2027-01-15", description: "<p>We look for an engineer who knows C# and PostgreSQL.</p>",
  })}</script></head><body><h1>Platform Engineer</h1></body></html>`;
  let hunted = "";
  await step("capture: a posting is read field by field, each with where it was found, and saved as corrected", async () => {
    await show(page, "#/capture");
    await page.locator("as-capture #paste").fill(posting);
    await button("Read it").click();
    await says("hiringOrganization");
    same(await page.locator("as-capture #company").inputValue(), "Norte Systems Lda", "company");
    await page.locator("as-capture #source").fill("a friend");
    await button("Save the application").click();
    await says("The posting is kept as it was");
    await page.locator("as-capture a", { hasText: "Open the application" }).click();
    await says("Norte Systems Lda");
    await says("a friend");
    hunted = new URL(page.url()).hash.split("/").at(-1);
  });
  await step("application: a note and a contact are added, and the kept posting stands beside them", async () => {
    await page.locator("as-application textarea#note").fill("They decide before Christmas.");
    await button("Add a note").click();
    await says("They decide before Christmas.");
    await page.locator("as-application summary", { hasText: "Add a contact" }).click();
    await page.locator("as-application-people input[type=search]").fill("volkov");
    await page.locator("as-application-people fluent-button[aria-label='Add: Dmitri Volkov']").click();
    await page.locator("as-application-people a", { hasText: "Dmitri Volkov" }).waitFor();
    await page.locator("as-application-documents a", { hasText: "Platform Engineer" }).first().waitFor();
  });
  await step("documents: a CV in DOCX is kept for the application, and what is edited is a second version beside the first", async () => {
    const file = (name) => join(host.home, name);
    writeFileSync(file("cv.md"), "# Ana Ruiz\n\n## Experience\n\n- Led a team of four\n- Kept Linux servers for six years\n");
    await host.assistant("document", "add", file("cv.md"), "--title", "Where the DOCX is from");
    await host.assistant("document", "export", "Where the DOCX is from", "--format", "docx", "--out", file("cv.docx"));
    await show(page, `#/documents/new?about=application:${hunted}&kind=cv`);
    await page.locator("as-document-form #file").setInputFiles(file("cv.docx"));
    await page.locator("as-document-form #title").fill("My CV");
    await button("Save").click();
    await says(/Kept Linux servers for six years/u);
    await says("Read by docx");
    await button("Edit the text").click();
    const box = page.locator("as-document textarea#text");
    await box.fill((await box.inputValue()).replace("for six years", "for forty customers"));
    await button("Save").click();
    await says("Saved as a new version.", "as-toasts");
    await page.locator("as-document a", { hasText: "Two versions side by side" }).first().click();
    await page.locator("as-document-compare ins", { hasText: "customers" }).first().waitFor();
  });
  await step("documents: the DOCX itself is tailored from the application, line by line, and becomes a version that is a DOCX again", async () => {
    const [cv] = (await host.json("document", "list", "--kind", "cv")).documents.filter((each) => each.title === "My CV");
    await show(page, `#/applications/${hunted}`);
    await page.locator("as-application-documents a[aria-label='Tailor it: My CV']").click();
    await page.locator("as-document-tailor #version").selectOption("1");
    const line = page.locator("as-document-tailor li", { hasText: "Led a team of four" });
    await line.locator("fluent-button", { hasText: "Change" }).click();
    await page.locator("as-document-tailor #own").fill("Led and trained a team of four");
    await button("Take it").click();
    await page.locator("as-document-tailor ins", { hasText: "and trained" }).waitFor();
    await says("1 change is ticked");
    await button("Keep as a new version").click();
    await says("Version 3 is kept; version 1 is as it was.", "as-toasts");
    await page.locator("as-document-compare ins", { hasText: "and trained" }).first().waitFor();
    const [newest] = (await host.json("document", "show", cv.id)).versions;
    same([newest.number, newest.parent, newest.origin, newest.type.split(".").at(-1)].join(" "), "3 1 tailored document", "the version that the host keeps");
    // What is sent below is the one before: which version they have is asked for.
    check((await host.assistant("document", "text", cv.id)).includes("Led and trained a team of four"), "The file does not say the new line.");
  });
  await step("board: a card is carried to another stage by the keyboard alone, said aloud, and kept by the host", async () => {
    await show(page, "#/applications");
    const card = page.locator("as-lane[data-stage=saved] .card", { hasText: "Norte Systems" });
    await card.focus();
    await page.keyboard.press("Space");
    await says("is picked up from Saved", "as-board");
    await page.keyboard.press("ArrowRight");
    await says(/to Applied, 2 of/u, "as-board");
    await page.keyboard.press("Space");
    await says("is in Applied", "as-toasts");
    await page.locator("as-lane[data-stage=applied] .card:focus", { hasText: "Norte Systems" }).waitFor();
    same((await host.json("application", "show", hunted)).stage, "applied", "the stage that the host keeps");
  });
  await step("board: what the command line moves is there at once, without a reload", async () => {
    await host.assistant("application", "move", hunted, "screening");
    await page.locator("as-lane[data-stage=screening] .card", { hasText: "Norte Systems" }).waitFor({ timeout: 15_000 });
    await host.assistant("application", "undo", hunted);
    await page.locator("as-lane[data-stage=applied] .card", { hasText: "Norte Systems" }).waitFor({ timeout: 15_000 });
  });
  await step("search: one box finds it by a filter, and marks one that there is not", async () => {
    await page.locator("as-applications input[type=search]").fill("stage:applied norte");
    await page.locator("as-applications [role=option]", { hasText: "Norte Systems" }).waitFor();
    await page.locator("as-applications input[type=search]").fill("stge:applied");
    await says("there is no filter 'stge:'");
    same(await page.locator("as-applications #trouble mark").innerText(), "stge:applied", "the marked place");
    await page.locator("as-applications input[type=search]").fill("");
  });
  await step("application: a mail about it is answered, and what the answer means is proposed with its line", async () => {
    await host.assistant("draft", "new", "dmitri", "--subject", "Application R-17", "--body", "Dear Dmitri, my application is attached.", "--about", `application:${hunted}`);
    await show(page, `#/applications/${hunted}`);
    await page.locator("as-application-mail a", { hasText: "Application R-17" }).click();
    await page.locator("as-draft-files summary").click();
    await page.locator("as-draft-files #document").selectOption({ label: "My CV (CV)" });
    await page.locator("as-draft-files #version").selectOption("2");
    await page.locator("as-draft-files #as").selectOption("pdf");
    await page.locator("as-draft-files #layout").selectOption("modern");
    const digest = page.locator("code", { hasText: "SHA-256" });
    const without = await digest.innerText();
    await page.locator("as-draft-files fluent-button", { hasText: "Attach" }).last().click();
    await says("Attached.", "as-toasts");
    await page.locator("as-draft-files a", { hasText: "My CV, Version 2" }).waitFor();
    // What is approved is the new whole, once the page shows it and its form has closed.
    await digest.filter({ hasNotText: without }).waitFor();
    await page.locator("as-draft-files #version").waitFor({ state: "detached" });
    await says("You approve exactly what stands above");
    await button("Approve and send").click();
    await says(/^Approved, to/u, "as-toasts");
    await show(page, "#/outbox/items");
    await page.locator("[role=option]", { hasText: "Application R-17" }).filter({ hasText: "Sent" }).first().waitFor({ timeout: 40_000 });
    await host.assistant("demo", "answer", "Dmitri", "--text", "Thank you. We would like to invite you to an interview on Tuesday at 10.", "--yes");
    await show(page, "#/tracking");
    await button("Check now").click();
    await page.locator("[role=option]", { hasText: "Application R-17" }).filter({ hasText: "Replied" }).first().waitFor({ timeout: 30_000 });
    await show(page, `#/applications/${hunted}`);
    await page.locator("as-documents-sent a", { hasText: "My CV, Version 2" }).waitFor();
    await says("A change is proposed");
    await says("invite you to an interview on Tuesday", "as-proposals-about");
  });
  await step("application: the accepted proposal moves it to interview, with the move in its timeline", async () => {
    await page.locator("as-proposals-about fluent-button", { hasText: "Accept" }).click();
    await says("Accepted.", "as-toasts");
    await says("Applied → Interview");
    same((await host.json("application", "show", hunted)).stage, "interview", "the stage that the host keeps");
    await show(page, "#/applications");
    await page.locator("as-lane[data-stage=interview] .card", { hasText: "Norte Systems" }).waitFor();
  });
  await step("accounts: the grant stands in words", async () => {
    await show(page, "#/accounts");
    await page.locator("as-accounts [role=option]").first().click();
    await says("What it was granted");
    await says(/Nothing is marked, moved or deleted|read the/u);
  });
  await step("plugins: each says what it may do and why", async () => {
    await show(page, "#/plugins/mail.local");
    await says("Carries mail for your local accounts");
  });
  await step("privacy: the promises are the host's own, and the record is whole", async () => {
    await show(page, "#/privacy/promises");
    await says("What is sent, and to whom");
    await show(page, "#/privacy/audit");
    await button("Check the record").click();
    await says("The record is whole");
  });

  let token = "";
  await step("clients: a token is shown once", async () => {
    await show(page, "#/clients/new");
    await page.locator("as-client-token #name").fill("nightly");
    await button("Make the token").click();
    token = (await page.locator("#token").innerText()).trim();
    check(token.length > 30, token);
    await button("I have stored it").click();
    await settled(page);
    check(!(await page.evaluate(() => document.querySelector("as-app").shadowRoot.innerHTML)).includes(token), "The token is still in the page.");
  });
  await step("clients: another page's wish is granted with what was chosen of it", async () => {
    const other = await (await browser.newContext()).newPage();
    await other.goto(origin);
    const begun = await other.evaluate(async () => (await fetch("/pair", { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"name":"Second page","scopes":["read","draft"]}' })).json());
    await show(page, `#/clients`);
    await page.locator("as-clients a", { hasText: begun.code }).click();
    await says(begun.code);
    await page.locator("input[name=scope][value=draft]").uncheck();
    await button("Let it in").click();
    await says("Second page is let in", "as-toasts");
    const claim = await other.evaluate(async (begun) => (await fetch("/pair/claim", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ request: begun.request, secret: begun.secret }) })).json(), begun);
    same(claim.state, "granted", "state");
    same(claim.scopes.join(), "read", "scopes");
    await other.context().close();
  });
  await step("in German the host's own data say nothing in English but where that is named", async () => {
    const speak = async (locale) => {
      await page.evaluate((locale) => localStorage.setItem("assistant.locale", locale), locale);
      await page.reload();
      await page.locator("as-shell main").waitFor();
    };
    const some = async (method, member, ...routes) => (await host.json("call", method))[member].slice(0, 4).flatMap(({ id }) => routes.map((route) => route + id));
    const routes = ["#/today", "#/applications", "#/applications/list", "#/applications/unmatched", "#/insight", "#/documents", "#/outbox", "#/outbox/items", "#/tracking", "#/writings", "#/models/offline", "#/spending/ledger", "#/accounts", "#/accounts/connect", "#/accounts/connect/mail.gmail", "#/privacy/data", "#/privacy/audit", "#/privacy/erase"].concat(
      await some("outbox/list", "items", "#/outbox/items/", "#/tracking/"), await some("drafts/list", "drafts", "#/outbox/drafts/"), await some("contacts/list", "contacts", "#/privacy/erase?about=contact%3A"), await some("plugins/list", "plugins", "#/plugins/"),
      await some("accounts/list", "accounts", "#/accounts/"), await some("applications/list", "applications", "#/applications/"), await some("writing/list", "writings", "#/writings/"), await some("documents/list", "documents", "#/documents/"));
    await speak("de");
    const english = [];
    for (const route of routes) {
      await show(page, route);
      english.push(...englishIn(await textsOf(page)).map((text) => `${route}: ${text}`));
    }
    await speak("en");
    check(english.length === 0, english.join("\n"));
  });
  await step("nothing on the way was reported as an error", async () => same(complaints.join(" | "), "", "the browser's console"));
  await step("the page's own key is revoked, and the page ends within a second", async () => {
    await show(page, "#/clients");
    await page.locator("as-clients [role=option]", { hasText: "this page" }).click();
    await button("Revoke").click();
    const started = Date.now();
    await page.locator("as-dialog fluent-button", { hasText: "Revoke" }).click();
    await page.getByText("This browser's key was ended").first().waitFor({ timeout: 10_000 });
    check(Date.now() - started < 2000, `It took ${Date.now() - started} ms until the page said so.`);
  });
  await step("the key is gone from the browser, and a reload lets nobody in", async () => {
    same(await page.evaluate(() => Object.keys(localStorage).some((name) => name.includes("key"))), false, "a key in the storage");
    await page.reload();
    await page.getByText("Let this browser in").first().waitFor();
    same(await page.locator("as-shell").count(), 0, "shells");
  });
  await step("`assistant trust --undo` ends the trust", async () => {
    await host.assistant("trust", "--undo", "--yes");
    const again = await start();
    try {
      const error = await (await again.newPage()).goto(origin).then(() => undefined, (error) => error.message);
      check(error?.includes("ERR_CERT_AUTHORITY_INVALID"), `The page was opened, or failed otherwise: ${error}`);
    } finally {
      await again.close();
    }
  });
} finally {
  await endAll(() => browser?.close(), () => host.end());
}
suite.report();
