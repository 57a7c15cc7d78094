/** What scenes in the editor share: a window of it, the host beside it, and what a person and another client do with drafts. */
export function deskOf({ page, bench, host }) {
  const drafts = async () => (await host.json("call", "drafts/list")).drafts;
  return {
    /** What the host keeps of a draft, by its subject. */
    draftOf: async (subject) => (await drafts()).find((each) => each.subject === subject),
    draftTo: async (name) => (await drafts()).find((each) => each.to[0]?.startsWith(name)),
    until: async (what, ask, seconds = 20) => {
      const end = Date.now() + seconds * 1000;
      for (;;) {
        const answer = await ask();
        if (answer) return answer;
        if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
        await page.waitForTimeout(250);
      }
    },
    /** Types several lines, each as it stands: nothing is completed or indented. */
    type: async (text) => {
      for (const [at, line] of text.split("\n").entries()) {
        if (at > 0) await page.keyboard.press("Enter");
        await page.keyboard.insertText(line);
      }
    },
    save: () => page.keyboard.press("Control+s"),
    /** Answers the question what this editor may do, and says yes to its code at the host; gives the notifications' texts. */
    confirmPairing: async ([all, asks, done] = ["Approve, decide and administer", "The code of this editor is", "Paired. This editor may now"]) => {
      await bench.pick(all);
      const toast = bench.toast(asks);
      await toast.waitFor();
      const asked = await toast.innerText();
      const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/u.exec(asked)[0];
      await host.assistant("pair", code, "--yes");
      await bench.toast(done).waitFor();
      const texts = [asked, await bench.toast(done).innerText()];
      await bench.closeToasts();
      return texts;
    },
  };
}
