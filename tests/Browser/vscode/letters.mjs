// A letter as a document, from its first line until it went out.
import { check, same } from "../kit/suite.mjs";
import { Workbench } from "../kit/workbench.mjs";

/** Written, put right, changed by two at once, previewed, approved, taken back and sent; with a second window on the same host. */
export async function letters({ step, page, bench, host, editor, settings, picture, until, draftOf, type, save }) {
  let other;
  const asked = page.locator(".tab.active", { hasText: "Send exactly this.txt" });
  await step("a draft is made for a person, and is a document with headers", async () => {
    await bench.run("Assistant: New Draft");
    await bench.pick("Ben Okafor", "Okafor");
    // The cursor is where the letter begins.
    await page.locator(".statusbar", { hasText: "Ln 9, Col 1" }).waitFor();
    await page.locator(".monaco-editor .view-line", { hasText: "Subject:" }).click();
    await page.keyboard.press("End");
    await page.keyboard.insertText(" A word about printing");
    await page.keyboard.press("Control+End");
    await type("Dear Ben,\n\nthe {{thing}} is attached.\n\nBest,\nAna");
  });
  await step("completion in the text has the templates, and what stands for a variable", async () => {
    const offered = (text) => page.locator(".suggest-widget .monaco-list-row", { hasText: text }).first();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Space");
    await offered("template").click();
    // Filled with what is known of the person, and taken out again in one step.
    const invited = page.locator(".monaco-editor .view-line", { hasText: /^Would\syou\sspeak\sfor\stwenty/u });
    await invited.waitFor();
    same(await page.locator(".monaco-editor .view-line", { hasText: /^Dear\sBen,$/u }).count(), 2, "letters to him");
    await page.keyboard.press("Control+z");
    await invited.waitFor({ state: "hidden" });
    await page.keyboard.type("{{na");
    await page.keyboard.press("Control+Space");
    await offered("Ben Okafor").waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".monaco-editor .view-line", { hasText: /^Ben\sOkafor$/u }).waitFor();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    for (let key = 0; key < 2; key++) await page.keyboard.press("Backspace");
  });
  await step("what is wrong is underlined: an unfilled variable, a promised attachment", async () => {
    await page.keyboard.press("Control+Shift+m");
    await bench.problem("Nothing fills {{thing}}").waitFor();
    await bench.problem("This promises an attachment, and there is none").waitFor();
    await picture("problems");
  });
  await step("an attachment that is not there is named, and one that is there goes with the draft", async () => {
    await page.locator(".monaco-editor .view-line", { hasText: "Attachments:" }).first().click();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.insertText("  - nothing.pdf");
    await bench.problem("There is no file nothing.pdf").waitFor();
    for (let key = 0; key < "nothing.pdf".length; key++) await page.keyboard.press("Backspace");
    await page.keyboard.insertText("cv.txt");
    await bench.problem("There is no file").waitFor({ state: "hidden" });
  });
  await step("the variable is taken out, and saving keeps it all at the host", async () => {
    await bench.problem("Nothing fills {{thing}}").dblclick();
    await bench.fix("Take the variable out");
    await page.locator(".monaco-editor .view-line", { hasText: /^the\s+is\sattached\.$/u }).first().click();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    await page.keyboard.insertText("my paper on printing is attached.");
    await save();
    const draft = await until("the draft at the host", async () => {
      const found = await draftOf("A word about printing");
      return found?.attachments.length === 1 ? found : undefined;
    });
    same(draft.body.trim(), "Dear Ben,\n\nmy paper on printing is attached.\n\nBest,\nAna", "body");
    same(draft.attachments[0].name, "cv.txt", "attachment");
    same(draft.problems.length, 0, "problems");
    // The tab says what the subject says, and the cursor is where it was.
    await page.locator(".tabs-container .tab.active", { hasText: "A word about printing" }).waitFor();
    await page.locator(".markers-panel", { hasText: "No problems" }).waitFor();
    await page.keyboard.press("Control+j");
  });
  await step("completion in an address line knows the people", async () => {
    await page.locator(".monaco-editor .view-line", { hasText: "Cc:" }).first().click();
    await page.keyboard.press("End");
    await page.keyboard.type(" Fari");
    await page.keyboard.press("Control+Space");
    await page.locator(".suggest-widget .monaco-list-row", { hasText: "Farid Haddad" }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".monaco-editor .view-line", { hasText: /^Cc:\sFarid\sHaddad\s<farid[^>]*>$/u }).waitFor();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    await page.keyboard.insertText("Cc:");
    await save();
  });
  await step("completion of the account takes the place of the whole address that stands there", async () => {
    await page.locator(".monaco-editor .view-line", { hasText: "Account:" }).first().click();
    await page.keyboard.press("End");
    await page.keyboard.press("Control+Space");
    await page.locator(".suggest-widget .monaco-list-row", { hasText: "robin@desk.example" }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".monaco-editor .view-line", { hasText: /^Account:\srobin@desk\.example$/u }).waitFor();
    await save();
  });
  await step("another window shows what changes in this one", async () => {
    other = await page.context().newPage();
    await other.goto(editor.url);
    const beside = new Workbench(other);
    await beside.reveal();
    await beside.row("A word about printing").click();
    await other.locator(".view-line", { hasText: "my paper on printing is attached." }).waitFor();
    // The key of one window is the key of all.
    await beside.lens("Approve and send").waitFor();
    await page.bringToFront();
    await page.locator(".monaco-editor .view-line", { hasText: "Best," }).first().click();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    await page.keyboard.insertText("Kind regards,");
    await save();
    await other.locator(".view-line", { hasText: "Kind regards," }).waitFor();
  });
  await step("a subject that another client changes is what the tab says, and the focus stays where it is", async () => {
    const { id } = await draftOf("A word about printing");
    const rename = async (...subjects) => {
      // The next as soon as the tab has the one before.
      for (const subject of subjects) {
        await host.call("drafts/update", { id, revision: (await host.call("drafts/get", { id })).revision, subject });
        await page.locator(".tabs-container .tab.active", { hasText: subject }).waitFor();
      }
      await page.locator(".monaco-editor .view-line", { hasText: `Subject: ${subjects.at(-1)}` }).waitFor();
    };
    await bench.run("Assistant: Focus on Today View");
    await page.locator(".sidebar .monaco-list:focus").waitFor();
    await rename("Of printing and printers");
    same(await page.locator(".sidebar .monaco-list:focus").count(), 1, "lists that have the focus");
    same(await page.locator(".tabs-container .tab", { hasText: "rinting" }).count(), 1, "tabs of the draft");
    // And what is above its headers stays in sight.
    for (let turn = 0; turn < 3; turn++) {
      await rename("Of paper", "A word about printing");
      same(await page.locator(".editor-instance .lines-content").first().evaluate(({ style }) => style.top), "0px", "how far the draft is scrolled");
    }
    await bench.lens("Approve and send").waitFor();
    await page.locator(".monaco-editor .view-line", { hasText: "Kind regards," }).first().click();
  });
  await step("two who change one draft meet in the editor's own conflict view", async () => {
    const { id } = await draftOf("A word about printing");
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText(" Ruiz");
    const { revision } = await host.json("call", "drafts/get", JSON.stringify({ id }));
    await host.json("call", "drafts/update", JSON.stringify({ id, revision, body: "Somebody else wrote this." }));
    await save();
    await bench.toast("newer").waitFor();
    await bench.toast("newer").locator(".monaco-button", { hasText: "Compare" }).click();
    const sides = page.locator(".monaco-diff-editor");
    await sides.locator(".editor.original .view-line", { hasText: "Somebody else wrote this." }).waitFor();
    await sides.locator(".editor.modified .view-line", { hasText: "Ruiz" }).waitFor();
    await picture("conflict");
    await page.locator(".editor-actions .action-label[aria-label^='Use your changes']").first().click();
    await until("the overwritten draft", async () => (await draftOf("A word about printing")).body.endsWith("Ana Ruiz"));
  });
  await step("the preview is the exact message", async () => {
    await page.locator(".monaco-editor .view-line", { hasText: "Dear Ben," }).first().click();
    await page.keyboard.press("Control+k");
    await page.keyboard.press("v");
    await page.locator(".view-line", { hasText: "SHA-256" }).first().waitFor();
    await picture("preview");
  });
  await step("approving by its key shows the message and asks once; the outbox shows it, and nothing is asked or typed there any more", async () => {
    await page.keyboard.press("Control+Alt+Enter");
    await bench.dialog.waitFor();
    const text = await bench.dialog.innerText();
    for (const part of ["Send exactly this?", "A word about printing", "my paper on printing is attached.", "Ben Okafor", "cv.txt", "SHA-256"]) check(text.includes(part), `${part} is missing in:\n${text}`);
    await picture("approve");
    await bench.dialog.locator(".monaco-button", { hasText: "Approve and Send" }).click();
    await bench.toast("Approved, to Ben Okafor").waitFor();
    await page.locator(".sidebar .monaco-list-row", { hasText: "A word about printing" }).filter({ hasText: "Approved" }).first().waitFor();
    await page.locator(".editor-actions .action-label[aria-label^='Approve and Send']").first().waitFor({ state: "hidden" });
    await page.locator(".monaco-editor .view-line", { hasText: "Dear Ben," }).first().click();
    await page.keyboard.press("Control+Alt+Enter");
  });
  await step("it is taken back within the undo window, and is a draft again", async () => {
    await bench.toast("Approved, to Ben Okafor").locator(".monaco-button", { hasText: "Take Back" }).click();
    await until("the open draft", async () => (await draftOf("A word about printing")).state === "open");
    await bench.lens("Approve and send").waitFor();
    await page.locator(".editor-actions .action-label[aria-label^='Approve and Send']").first().waitFor();
  });
  await step("what no dialog holds is shown as a document, with the question above it, and is not sent by its no", async () => {
    const { id, body, revision } = await draftOf("A word about printing");
    await host.json("call", "drafts/update", JSON.stringify({ id, revision, body: `${body}\n\n${Array.from({ length: 30 }, (_, at) => `Point ${at + 1} of many.`).join("\n\n")}` }));
    // In the draft and in its preview, which is still open beside it.
    await page.locator(".monaco-editor .view-line", { hasText: "Point 1 of many." }).nth(1).waitFor();
    await bench.lens("Approve and send").click();
    await asked.waitFor();
    same(await bench.dialog.count(), 0, "dialogs");
    // Left and come back to, it begins with its question; and so it does where it is asked for once more meanwhile.
    await page.locator(".tab", { hasText: "A word about printing.md" }).first().click();
    await bench.lens("Approve and send").click();
    await asked.waitFor();
    await bench.lens("Do not send it").waitFor();
    same(await page.locator(".editor-instance .lines-content").first().evaluate(({ style }) => style.top), "0px", "how far the text is scrolled");
    await picture("approve-long");
    await bench.lens("Do not send it").click();
    await asked.waitFor({ state: "hidden" });
    same((await draftOf("A word about printing")).state, "open", "state");
  });
  await step("a yes to what is not the draft any more sends nothing, and says why", async () => {
    await bench.lens("Approve and send").click();
    await asked.waitFor();
    const { id, body, revision } = await draftOf("A word about printing");
    await host.call("drafts/update", { id, revision, body: `One more point.\n\n${body}` });
    await bench.lens("Approve and Send").click();
    await bench.toast("Nothing is sent: the draft was changed while it was shown.").waitFor();
    same((await draftOf("A word about printing")).state, "open", "state");
    await bench.closeToasts();
    await page.locator(".monaco-editor .view-line", { hasText: "One more point." }).nth(1).waitFor();
  });
  await step("by its yes it is approved, and leaves, and what takes it back is not offered any longer", async () => {
    editor.settings(settings, { "assistant.undoSeconds": 4 });
    await bench.lens("Approve and send").click();
    await bench.lens("Do not send it").waitFor();
    await bench.lens("Approve and Send").click();
    const back = bench.toast("Approved, to Ben Okafor").locator(".monaco-button", { hasText: "Take Back" });
    await back.waitFor();
    await back.waitFor({ state: "hidden" });
    // He is away, and says so by himself.
    const gone = (of) => of.locator(".sidebar .monaco-list-row", { hasText: "A word about printing" }).filter({ hasText: /Sent|Away until/u }).first();
    await gone(page).waitFor({ timeout: 40_000 });
    await gone(other).waitFor();
    await other.close();
    await bench.closeToasts();
  });
  await step("it opens as it was sent, byte for byte", async () => {
    await page.locator(".sidebar .monaco-list-row", { hasText: "A word about printing" }).first().click();
    await page.locator(".view-line", { hasText: "Message-ID" }).first().waitFor();
  });
  await step("what came back stands in the outbox, with the line that says what it is", async () => {
    const bounced = page.locator(".sidebar .monaco-list-row", { hasText: "Chloé Martin" }).filter({ hasText: "Bounced · Chloé, would" }).first();
    const line = bench.row("rfc822; chloe@atelier.example");
    await page.locator(".sidebar .monaco-list-row", { hasText: "Ben Okafor" }).filter({ hasText: /Away until \w+ \d+ · Ben, would/u }).first().waitFor();
    await bounced.locator(".monaco-tl-twistie").click();
    await line.waitFor();
    await picture("came-back");
    await bounced.locator(".monaco-tl-twistie").click();
    await line.waitFor({ state: "hidden" });
  });
}
