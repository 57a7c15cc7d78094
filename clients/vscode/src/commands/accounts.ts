import * as vscode from "vscode";
import type { Account, AccountConnectRequest, AccountConnectResponse, GrantLevel, GrantOffer, PluginInfo, Provider, RpcProblem } from "@assistant/protocol";
import type { HostLink } from "../host/link.js";
import { problemText, said } from "../said.js";
import { attempt } from "../say.js";
import type { Row } from "../trees/tree.js";
import { administer, command } from "./desk.js";
import type { Desk } from "./desk.js";
import { askForm, toAskAgain } from "./form.js";
import type { FormValues } from "./form.js";

/** Where the host says that the address is wrong, which no form asks for. */
const addressPath = "$.address";

export function accountCommands(desk: Desk): void {
  const { link, shown } = desk;
  const { t } = vscode.l10n;
  const accountOf = (given: unknown): Account | undefined => {
    const subject = (given as Row | undefined)?.subject;
    return subject?.kind === "account" ? subject.account : undefined;
  };
  const pluginOf = (given: unknown): PluginInfo => {
    const subject = (given as Row | undefined)?.subject;
    if (subject?.kind !== "plugin") throw new Error(t("Choose a plugin in the view Accounts & Plugins."));
    return subject.plugin;
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
    // What waits changes without the account's changing.
    const known = (await link.call("accounts/list", {})).accounts.find((each) => each.id === account.id) ?? account;
    const detail = [t("What can be revoked is revoked, and its keys on this machine are deleted. What was sent and what came back stays."), ...waits(known)].join("\n\n");
    if ((await vscode.window.showWarningMessage(t("Disconnect {0}?", account.address), { modal: true, detail }, yes)) !== yes) return;
    const { receipt, leftToYou } = await link.call("accounts/disconnect", { id: account.id });
    const done = t("{0} is disconnected.", account.address);
    // A notification shows its first line alone; what only the person can do must not be what is cut off.
    if (leftToYou.length > 0) await leave(desk, account, done, [...leftToYou, ...receipt].map(said).join("\n\n"));
    else void vscode.window.showInformationMessage([done, ...receipt.map(said)].join(" "));
  });
  command(desk, "setUpPlugin", async (given) => {
    const { id, name = id } = pluginOf(given);
    const { form, values } = await link.call("plugins/settings", { id });
    if (form === undefined) {
      void vscode.window.showInformationMessage(t("This plugin has nothing to set up."));
      return;
    }
    if (!(await mayAdminister())) return;
    let filled: FormValues | undefined = (values ?? {}) as FormValues;
    let problems: readonly RpcProblem[] = [];
    for (;;) {
      filled = await askForm(said(name), form, filled, problems);
      if (filled === undefined) return;
      try {
        await link.call("plugins/configure", { id, values: filled });
        return;
      } catch (error) {
        problems = toAskAgain(error, form);
      }
    }
  });
  for (const [name, method] of [["enablePlugin", "plugins/enable"], ["disablePlugin", "plugins/disable"], ["restartPlugin", "plugins/restart"]] as const) {
    command(desk, name, async (given) => {
      if (await mayAdminister()) await link.call(method, { id: pluginOf(given).id });
    });
  }
  command(desk, "pluginLog", async (given) => {
    const { id } = pluginOf(given);
    const answer = await link.call("plugins/log", { id });
    await vscode.window.showTextDocument(shown.put(id, `${id}.log.json`, JSON.stringify(answer, null, 2)), { preview: true });
  });
}

/** Says what is left to a person whose mailbox is cut off, with the way to say what became of mail that nobody else knows of. */
async function leave({ link }: Desk, { id }: Account, done: string, detail: string): Promise<void> {
  const { t } = vscode.l10n;
  const [first, ...others] = (await link.call("outbox/list", { states: ["unknown", "needsPerson"] })).items.filter(({ accountId }) => accountId === id);
  if (first === undefined) {
    await vscode.window.showInformationMessage(done, { modal: true, detail });
    return;
  }
  // In the Sent folder is looked first: the outbox keeps the question.
  const [settle, later] = [{ title: others.length === 0 ? t("Say What Became of It…") : t("Show the Outbox") }, { title: t("Later"), isCloseAffordance: true }];
  if ((await vscode.window.showInformationMessage(done, { modal: true, detail }, settle, later)) !== settle) return;
  await (others.length === 0 ? vscode.commands.executeCommand("assistant.settleItem", first.id) : vscode.commands.executeCommand("assistant.outbox.focus"));
}

/** Connects a mailbox, or the one that wants something once more. What the host finds wrong is asked again, with what was said. */
async function connect({ link, shown }: Desk, account: Account | undefined): Promise<void> {
  const { t } = vscode.l10n;
  const { providers } = await link.call("accounts/providers", {});
  const provider = account === undefined ? await chooseProvider(providers) : providers.find((each) => each.id === account.provider);
  if (provider === undefined) return;
  if (account === undefined) await vscode.window.showTextDocument(shown.put(provider.id, `${said(provider.name)}.md`, guideOf(provider)), { preview: true, preserveFocus: true });
  let address = account?.address;
  let displayName = account?.displayName;
  let grant: GrantLevel | undefined;
  let settings: FormValues | undefined;
  let problems: readonly RpcProblem[] = [];
  for (;;) {
    const wrong = problems.find((each) => each.path === addressPath);
    if (address === undefined || wrong !== undefined) address = await askAddress(said(provider.name), address ?? "", wrong);
    if (address === undefined) return;
    if (account === undefined) displayName ??= await vscode.window.showInputBox({ title: said(provider.name), prompt: t("Your name, as it stands beside the address. Leave it empty for none."), ignoreFocusOut: true });
    if (account === undefined && displayName === undefined) return;
    const name = displayName?.trim() ?? "";
    grant ??= (await vscode.window.showQuickPick(provider.grants.map(levelPick), { title: said(provider.name), placeHolder: t("What may it read?"), ignoreFocusOut: true }))?.level;
    if (grant === undefined) return;
    if (settings === undefined || problems.some((each) => each !== wrong)) settings = await askForm(said(provider.name), provider.form, settings, problems);
    if (settings === undefined) return;
    try {
      const { account: connected, leftToYou = [] } = await connectOnce(link, { provider: provider.id, address, grant, ...(name === "" ? {} : { displayName: name }), ...(Object.keys(settings).length === 0 ? {} : { settings }) });
      const done = t("{0} is connected. {1}", connected.address, said(connected.grantWords));
      if (leftToYou.length > 0) void vscode.window.showInformationMessage(done, { modal: true, detail: leftToYou.map(said).join("\n\n") });
      else void vscode.window.showInformationMessage(done);
      return;
    } catch (error) {
      problems = toAskAgain(error, provider.form, account === undefined ? [addressPath] : []);
    }
  }
}

function connectOnce(link: HostLink, request: AccountConnectRequest): Promise<AccountConnectResponse> {
  return Promise.resolve(vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: vscode.l10n.t("Connecting {0}", request.address), cancellable: true }, (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    return link.call("accounts/connect", request, {
      signal: stop.signal,
      onProgress: ({ message, url }) => {
        progress.report({ message: said(message) });
        if (url !== undefined) void attempt(() => openInBrowser(url));
      },
    });
  }));
}

/**
 * Opens a page in the person's browser. The editor leads the ports of this machine there through its own tunnel, also one that a sign-in page is to come back
 * to, where the browser is on another. Given as the text that it is, which the editor takes too: taken apart and put together, `%2B` is a space at the other end.
 */
async function openInBrowser(address: string): Promise<void> {
  await vscode.env.openExternal(address as unknown as vscode.Uri);
}

async function askAddress(title: string, value: string, wrong: RpcProblem | undefined): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const label = t("Your address");
  return (await vscode.window.showInputBox({ title, prompt: wrong === undefined ? label : `${problemText(wrong)}: ${label}`, value, placeHolder: "me@example.org", ignoreFocusOut: true, validateInput: (typed) => (typed.trim() === "" ? t("{0} is needed.", label) : undefined) }))?.trim();
}

async function chooseProvider(providers: readonly Provider[]): Promise<Provider | undefined> {
  return (await vscode.window.showQuickPick(providers.map((provider) => ({ label: said(provider.name), description: provider.id, provider })), { placeHolder: vscode.l10n.t("Which kind of mailbox?"), ignoreFocusOut: true }))?.provider;
}

/** What a provider wants done before, step by step, with the pages to open, and what each level lets it read, which no row of a list holds. */
function guideOf({ name, form, grants }: Provider): string {
  const { description, guide = [] } = (form ?? {}) as { readonly description?: string; readonly guide?: readonly { readonly text: string; readonly url?: string }[] };
  const steps = guide.map(({ text, url }, at) => `${at + 1}. ${said(text)}${url === undefined ? "" : ` ${url}`}`);
  const levels = grants.map(({ words }) => `- ${said(words)}`);
  return [`# ${said(name)}`, "", ...(guide.length === 0 || description === undefined ? [] : [said(description), ""]), ...steps, ...(guide.length === 0 ? [] : [""]), `## ${vscode.l10n.t("What may it read?")}`, "", ...levels, ""].join("\n");
}

/** A level by its first words, with the others below them. */
function levelPick({ level, words }: GrantOffer): vscode.QuickPickItem & { readonly level: GrantLevel } {
  const [, label = said(words), others] = /^(.+?)[.:] (.+)$/u.exec(said(words)) ?? [];
  return { label, level, ...(others === undefined ? {} : { detail: `${others.charAt(0).toUpperCase()}${others.slice(1)}` }) };
}

/** What a person should know before they cut a mailbox off. */
function waits({ waiting = 0, inDoubt = 0 }: Account): readonly string[] {
  const { t } = vscode.l10n;
  return [
    ...(waiting === 0 ? [] : [waiting === 1 ? t("1 approved message waits in its outbox; it is not sent until the account is connected again.") : t("{0} approved messages wait in its outbox; they are not sent until the account is connected again.", waiting)]),
    ...(inDoubt === 0 ? [] : [inDoubt === 1 ? t("Nobody knows yet whether 1 message went out. Once the mailbox is disconnected it cannot be asked, and only you can look in its Sent folder.") : t("Nobody knows yet whether {0} messages went out. Once the mailbox is disconnected it cannot be asked, and only you can look in its Sent folder.", inDoubt)]),
  ];
}
