import * as vscode from "vscode";
import type { Account, PluginInfo } from "@assistant/protocol";
import type { HostLink } from "../host/link.js";
import { said } from "../said.js";
import { accountState, pluginState } from "../words.js";
import { findingsRow } from "./findings.js";
import { RowTree } from "./tree.js";
import type { Row } from "./tree.js";

/** Mailboxes and plugins, each with its state in words and what it wants, and what is wrong with the host itself. */
export function accountsTree(link: HostLink): RowTree {
  return new RowTree(link, ["account.changed", "plugin.changed", "plugin.failed"], async () => {
    const [{ accounts }, { plugins }] = await Promise.all([link.call("accounts/list", {}), link.call("plugins/list", {})]);
    const group = (id: string, label: string, rows: readonly Row[], context: string, none: readonly Row[] = []): Row => ({ id, label, description: String(rows.length), context, subject: { kind: "none" }, open: true, rows: () => (rows.length === 0 ? none : rows) });
    const { t } = vscode.l10n;
    const first: Row = { id: "accounts:none", label: t("Connect your first mailbox…"), icon: "add", command: "assistant.connectAccount", subject: { kind: "none" } };
    return [findingsRow(link), group("accounts", t("Accounts"), accounts.map(accountRow), "accounts", [first]), group("plugins", t("Plugins"), plugins.map(pluginRow), "plugins")];
  });
}

function accountRow(account: Account): Row {
  const { word, icon, colour } = accountState(account.state);
  return {
    id: `account:${account.id}`, label: account.address, description: word, tooltip: [account.address, said(account.grantWords), ...(account.need === undefined ? [] : [said(account.need.message), said(account.need.remedy)])].join("\n"),
    icon, ...(colour === undefined ? {} : { colour }), context: `account.${account.state}`, subject: { kind: "account", account }, ...(account.need === undefined ? {} : { command: "assistant.setUpAccount" }),
  };
}

function pluginRow(plugin: PluginInfo): Row {
  const { word, icon, colour } = pluginState(plugin.state);
  const why = plugin.need?.message ?? plugin.reason;
  const words = [why, plugin.need?.remedy, ...plugin.permissions.map((each) => each.reason)].filter((each) => each !== undefined).map(said);
  return {
    id: `plugin:${plugin.id}`, label: said(plugin.name ?? plugin.id), description: why === undefined ? word : `${word} · ${said(why)}`, tooltip: [plugin.id, plugin.version, ...words].join("\n"),
    icon, ...(colour === undefined ? {} : { colour }), context: `plugin.${plugin.state}`, subject: { kind: "plugin", plugin },
  };
}
