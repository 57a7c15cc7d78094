// A model writes into a draft that a person goes on with.
import { SlowModel } from "../kit/slowModel.mjs";
import { check, same } from "../kit/suite.mjs";

/** Composing as a difference, what a model far away is shown before, and what no source has. Ends with the writer that rehearses. */
export async function composing({ step, page, bench, host, picture, until, draftTo, save }) {
  await step("composing arrives in a difference, is kept as a new version, and can be put back", async () => {
    await bench.run("View: Close All Editors");
    await bench.open(page.locator(".sidebar .monaco-list-row", { hasText: "Emi Tanaka" }).first(), "speak at our spring");
    const before = (await host.json("call", "drafts/list")).drafts.find((each) => each.subject.startsWith("Emi,"));
    await bench.lens("Compose").click();
    await bench.pick("A first letter");
    await bench.answer("What should it say?", "ask for a call");
    await page.locator(".monaco-diff-editor").first().waitFor();
    await bench.toast("Composed.").waitFor({ timeout: 60_000 });
    const after = await host.json("call", "drafts/get", JSON.stringify({ id: before.id }));
    check(after.revision > before.revision && after.body !== before.body, `revision ${before.revision} -> ${after.revision}`);
    await picture("compose");
    // From either side its keys are about the draft.
    await page.locator(".monaco-diff-editor .editor.original .view-line", { hasText: "Dear Emi" }).first().click();
    await page.keyboard.press("Control+Alt+Enter");
    await bench.dialog.filter({ hasText: "Send exactly this?" }).locator(".monaco-button", { hasText: "Cancel" }).click();
    // The right side is the draft itself.
    await page.locator(".monaco-diff-editor .editor.modified .view-line", { hasText: "Dear Emi" }).first().click();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("PS: edited beside what was there.");
    await save();
    await until("the edited text", async () => (await host.json("call", "drafts/get", JSON.stringify({ id: before.id }))).body.endsWith("PS: edited beside what was there."));
    await bench.toast("Composed.").locator(".monaco-button", { hasText: "Put It Back" }).click();
    await until("the earlier text", async () => (await host.json("call", "drafts/get", JSON.stringify({ id: before.id }))).body === before.body);
    await bench.closeToasts();
  });
  await step("a subject that changes while the draft stands in a difference is what its tab says once that is closed", async () => {
    const { id, subject } = await draftTo("Emi");
    const rename = async (to) => {
      const { revision } = await host.json("call", "drafts/get", JSON.stringify({ id }));
      await host.json("call", "drafts/update", JSON.stringify({ id, revision, subject: to }));
    };
    await rename("Composed anew");
    await page.locator(".monaco-diff-editor .editor.modified .view-line", { hasText: "Subject: Composed anew" }).waitFor();
    await page.locator(".tab.active .tab-actions .action-label").click();
    await page.locator(".tabs-container .tab.active", { hasText: "Composed anew" }).waitFor();
    await rename(subject);
    await page.locator(".tabs-container .tab.active", { hasText: subject.slice(0, 20) }).waitFor();
    await bench.run("View: Close All Editors");
  });
  await step("what a model writes is stopped at once: the draft is what it was, what had come can be read, and composing begins anew", async () => {
    const slow = new SlowModel();
    try {
      await host.assistant("models", "add", "slow", "--provider", "openAi", "--name", "slow-1", "--endpoint", await slow.begin(), "--yes");
      await host.assistant("models", "choose", "slow", "--yes");
      await bench.open(page.locator(".sidebar .monaco-list-row", { hasText: "Emi Tanaka" }).first(), "speak at our spring");
      const before = await draftTo("Emi");
      const begin = async () => {
        await page.locator(".monaco-editor .view-line", { hasText: "Dear Emi" }).first().click();
        await page.keyboard.press("Control+k");
        await page.keyboard.press("c");
        await bench.pick("A first letter");
        await bench.answer("What should it say?", "ask for a call");
        await page.locator(".monaco-diff-editor .editor.modified .view-line", { hasText: "this came slowly." }).waitFor();
      };
      const stopped = async (said) => {
        await bench.toast(said).waitFor();
        // Nothing is left of it but the draft in its own tab.
        await bench.lens("Approve and send").waitFor();
        same(await page.locator(".tab", { hasText: "Composed" }).count(), 0, "differences");
      };
      await begin();
      await bench.toast("Composing").locator(".monaco-button", { hasText: "Cancel" }).click();
      await stopped("Stopped. The draft is as it was.");
      await picture("stopped");
      await until("the model that was left", () => slow.left === 1);
      await until("the ledger that says so", async () => (await host.call("drafting/ledger")).entries[0].outcome === "cancelled");
      const { revision, body } = await draftTo("Emi");
      check(revision === before.revision && body === before.body, `revision ${before.revision} -> ${revision}`);
      await bench.toast("Stopped.").locator(".monaco-button", { hasText: "Show What Had Come" }).click();
      await page.locator(".tab.active", { hasText: "What had come" }).waitFor();
      await page.locator(".view-line", { hasText: "this came slowly." }).waitFor();
      await page.locator(".tab.active .tab-actions .action-label").click();
      // By its command, and with what another client does meanwhile.
      await begin();
      const renamed = await host.call("drafts/update", { id: before.id, revision, subject: "Changed meanwhile" });
      await bench.run("Assistant: Stop Composing");
      await stopped("Stopped. The draft was changed meanwhile.");
      await host.call("drafts/update", { id: before.id, revision: renamed.revision, subject: before.subject });
      await bench.closeToasts();
      await bench.run("View: Close All Editors");
    } finally {
      await slow.end();
    }
  });
  await step("before a new model is sent anything it is seen, and composing goes on by itself", async () => {
    // An address that is not this machine's by its words, and answers nobody.
    await host.assistant("models", "add", "far", "--provider", "openAi", "--name", "far-1", "--endpoint", "https://0.0.0.0:9/v1", "--yes");
    await host.assistant("models", "choose", "far", "--yes");
    await bench.open(page.locator(".sidebar .monaco-list-row", { hasText: "Emi Tanaka" }).first(), "speak at our spring");
    await bench.lens("Compose").click();
    await bench.pick("A first letter");
    await bench.answer("What should it say?", "ask for a call");
    await bench.dialog.locator(".monaco-button", { hasText: "See What Is Sent" }).waitFor();
    same(await bench.dialog.locator(".monaco-button", { hasText: "Send It to the Model" }).count(), 0, "a yes to what was not seen");
    const asked = await bench.dialog.innerText();
    for (const each of ["to far-1 (OpenAI-compatible), https://", "Contact: name", "You: name", "What you said: 1 line"]) check(asked.includes(each), `${each} is not said: ${asked}`);
    await picture("before-it-leaves");
    await bench.dialog.locator(".monaco-button", { hasText: "See What Is Sent" }).click();
    await page.locator(".view-line", { hasText: "[contact.name] Emi Tanaka" }).waitFor();
    await picture("what-is-sent");
    await bench.lens("Send it to far-1").click();
    await bench.toast("the model 'far'").waitFor({ timeout: 30_000 });
    check((await host.json("call", "drafting/models")).models.find((each) => each.id === "far").isAllowed, "The model is not allowed.");
    await bench.closeToasts();
    await bench.run("View: Close All Editors");
  });
  await step("a claim without a source is underlined, and marked as checked by its quick fix", async () => {
    await host.assistant("models", "choose", "rehearsal", "--yes");
    await bench.open(page.locator(".sidebar .monaco-list-row", { hasText: "Emi Tanaka" }).first(), "speak at our spring");
    await bench.lens("Compose").click();
    await bench.pick("A first letter");
    await bench.answer("What should it say?", "");
    await bench.toast("One claim has no source").waitFor({ timeout: 60_000 });
    await bench.closeToasts();
    await page.keyboard.press("Control+Shift+m");
    await bench.problem("No source has the number").dblclick();
    await bench.fix("Mark as checked: I know that this is true", () => picture("claim"));
    await page.locator(".markers-panel", { hasText: "No problems" }).waitFor();
    await page.keyboard.press("Control+j");
    check((await draftTo("Emi")).claims.every((each) => each.ticked), "The claim is not ticked.");
    await bench.run("View: Close All Editors");
  });
}
