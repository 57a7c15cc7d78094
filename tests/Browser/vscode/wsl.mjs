// What makes WSL different, as far as it can be played on any Linux: its variables, no session of a desktop, and Windows' folders on PATH.
import { check } from "../kit/suite.mjs";
import { Workbench } from "../kit/workbench.mjs";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The editor's server and the host that the extension starts run as in WSL. Ends both windows and the server that were there before. */
export async function wsl({ step, page, host, editor, settings, picture }) {
  const windows = join(host.home, "mnt", "c", "Program Files", "Assistant");
  const linux = join(host.home, "opt", "bin");
  const started = join(host.home, "started-on-windows");
  await step("in WSL it says where it looked, and takes the Linux program that is later on PATH than the one of Windows", async () => {
    for (const folder of [windows, linux]) mkdirSync(folder, { recursive: true });
    // What lies on a disk of Windows may be run by everybody.
    for (const name of ["assistant.exe", "assistant.cmd"]) writeFileSync(join(windows, name), `#!/bin/sh\necho "$0" >> '${started}'\nexit 1\n`, { mode: 0o777 });
    // The editor's server takes PATH from the person's own shell.
    writeFileSync(join(host.home, ".profile"), `export PATH="$PATH:${windows}:${linux}"\n`);
    const context = page.context();
    await page.close();
    await editor.end();
    await host.assistant("stop", "--yes");
    editor.settings(settings);
    await editor.start({ WSL_DISTRO_NAME: "Ubuntu-24.04", WSL_INTEROP: "/run/WSL/8_interop", XDG_RUNTIME_DIR: undefined, DBUS_SESSION_BUS_ADDRESS: undefined });
    const window = await context.newPage();
    await window.goto(editor.url);
    const bench = new Workbench(window);
    await bench.reveal();
    const welcome = window.locator(".sidebar .welcome-view-content:visible", { hasText: "was not found in WSL" }).first();
    await welcome.waitFor();
    await picture("wsl", window);
    await bench.run("Assistant: Doctor");
    await bench.toast("was not found in WSL (Ubuntu-24.04)").locator(".monaco-button", { hasText: "How to Install" }).waitFor();
    await bench.closeToasts();
    writeFileSync(join(linux, "assistant"), `#!/bin/sh\nexec '${host.program}' "$@"\n`, { mode: 0o755 });
    await welcome.locator(".monaco-button", { hasText: "Look Again" }).click();
    await bench.row("Emi Tanaka").waitFor({ timeout: 40_000 });
    const pid = /^pid=(?<id>\d+)$/mu.exec(readFileSync(join(host.home, "demo", "host.lock"), "utf8")).groups.id;
    const variables = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    check(variables.includes("WSL_DISTRO_NAME=Ubuntu-24.04") && !variables.some((each) => /^(?:XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS)=/u.test(each)), "The host did not run as in WSL.");
    check(!existsSync(started), `It started ${existsSync(started) ? readFileSync(started, "utf8") : ""}`);
    await window.close();
  });
}
