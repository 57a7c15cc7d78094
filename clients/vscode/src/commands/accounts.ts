import * as vscode from "vscode";
import { RpcError } from "@assistant/protocol";
import type { Account, Provider } from "@assistant/protocol";
import type { Row } from "../trees/tree.js";
import { administer, command } from "./desk.js";
import type { Desk } from "./desk.js";
import { askForm } from "./form.js";

export function accountCommands(desk: Desk): void {
  const { link, shown } = desk;
  const { t } = vscode.l10n;
  const accountOf = (given: unknown): Account | undefined => {
    const subject = (given as Row | undefined)?.subject;
    return subject?.kind === "account" ? subject.account : undefined;
  };
  const pluginOf = (given: unknown): string => {
    const subject = (given as Row | undefined)?.subject;
    if (subject?.kind !== "plugin") throw new Error(t("Choose a plugin in the view Accounts and Plugins."));
    return subject.plugin.id;
  };
  const mayAdminister = (): Promise<boolean> => administer(desk, "accounts/connect", t("Connecting and setting up needs a key that may administer."));

  command(desk, "connectAccount", async () => {
    if (await mayAdminister()) await connect(desk, undefined);
  });
  command(desk, "setUpAccount", async (given) => {
    if (await mayAdminister()) await connect(desk, accountOf(given));
  });
  command(desk, "disconnectAccount", async (given) => {
    const account = accountOf(given);
    if (account === undefined || !(await mayAdminister())) return;
    const yes = t("Disconnect");
    if ((await vscode.window.showWarningMessage(t("Disconnect {0}?", account.address), { modal: true, detail: t("Tokens on this machine are deleted. Your mail stays as it is.") }, yes)) !== yes) return;
    const { receipt, leftToYou } = await link.call("accounts/disconnect", { id: account.id });
    void vscode.window.showInformationMessage([...receipt, ...leftToYou].join(" "));
  });
  command(desk, "setUpPlugin", async (given) => {
    const id = pluginOf(given);
    const { form, values } = await link.call("plugins/settings", { id });
    if (form === undefined) throw new Error(t("This plugin has nothing to set up."));
    if (!(await mayAdminister())) return;
    const filled = await askForm(id, form, (values ?? {}) as Readonly<Record<string, unknown>>);
    if (filled !== undefined) await link.call("plugins/configure", { id, values: filled });
  });
  for (const [name, method] of [["enablePlugin", "plugins/enable"], ["disablePlugin", "plugins/disable"], ["restartPlugin", "plugins/restart"]] as const) {
    command(desk, name, async (given) => {
      if (await mayAdminister()) await link.call(method, { id: pluginOf(given) });
    });
  }
  command(desk, "pluginLog", async (given) => {
    const id = pluginOf(given);
    const answer = await link.call("plugins/log", { id });
    await vscode.window.showTextDocument(shown.put(id, `${id}.log.json`, JSON.stringify(answer, null, 2)), { preview: true });
  });
}

/** Connects a mailbox, or the one that wants something once more. A field that the host finds wrong is asked again. */
async function connect({ link }: Desk, account: Account | undefined): Promise<void> {
  const { t } = vscode.l10n;
  const { providers } = await link.call("accounts/providers", {});
  const provider = account === undefined ? await chooseProvider(providers) : providers.find((each) => each.id === account.provider);
  if (provider === undefined) return;
  const address = account?.address ?? (await vscode.window.showInputBox({ title: provider.name, prompt: t("Your address"), placeHolder: "me@example.org", ignoreFocusOut: true }))?.trim();
  if (address === undefined || address === "") return;
  const grant = await vscode.window.showQuickPick(provider.grants.map((each) => ({ label: each.words, level: each.level })), { title: provider.name, placeHolder: t("What may it read?"), ignoreFocusOut: true });
  if (grant === undefined) return;
  let problems: RpcError["problems"] = [];
  for (;;) {
    const settings = await askForm(provider.name, provider.form, {}, problems);
    if (settings === undefined) return;
    try {
      const answer = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t("Connecting {0}", address), cancellable: true }, (progress, token) => {
        const stop = new AbortController();
        token.onCancellationRequested(() => stop.abort());
        return link.call("accounts/connect", { provider: provider.id, address, grant: grant.level, ...(Object.keys(settings).length === 0 ? {} : { settings }) }, {
          signal: stop.signal,
          onProgress: (step) => {
            progress.report({ message: step.message });
            if (step.url !== undefined) void vscode.env.openExternal(vscode.Uri.parse(step.url));
          },
        });
      });
      void vscode.window.showInformationMessage(t("{0} is connected. {1}", answer.account.address, answer.account.grantWords));
      return;
    } catch (error) {
      if (!(error instanceof RpcError) || error.problems.length === 0) throw error;
      ({ problems } = error);
    }
  }
}

async function chooseProvider(providers: readonly Provider[]): Promise<Provider | undefined> {
  return (await vscode.window.showQuickPick(providers.map((provider) => ({ label: provider.name, description: provider.id, provider })), { placeHolder: vscode.l10n.t("Which kind of mailbox?") }))?.provider;
}
