import * as vscode from "vscode";
import type { HostLink } from "../host/link.js";
import { problemText, said } from "../said.js";
import { idOf, inputsOf, isDraft, scheme } from "./address.js";
import { DraftFiles, firstThere } from "./files.js";
import { read } from "./letter.js";
import { problemsOf } from "./problems.js";
import type { Found, Place } from "./problems.js";

/** A person stops typing for this long before what they typed is looked at. */
const pause = 250;

/** Enough to know the names of the companies in a book. */
const mostCompanies = 200;

/** Keeps the problems of every open draft where the editor shows them. */
export class DraftDiagnostics implements vscode.Disposable {
  readonly #link: HostLink;
  readonly #files: DraftFiles;
  readonly #shown = vscode.languages.createDiagnosticCollection("assistant");
  readonly #owned: { dispose(): unknown }[];
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #found = new Map<string, readonly Found[]>();
  #companies: Promise<readonly string[]> | undefined;
  readonly #companyOf = new Map<string, Promise<string | undefined>>();

  constructor(link: HostLink, files: DraftFiles) {
    this.#link = link;
    this.#files = files;
    this.#owned = [
      this.#shown,
      vscode.workspace.onDidOpenTextDocument((document) => this.#later(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#later(document)),
      vscode.workspace.onDidSaveTextDocument((document) => this.#later(document)),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#forget(document);
        clearTimeout(this.#timers.get(document.uri.toString()));
        this.#timers.delete(document.uri.toString());
      }),
      // A draft that got another name is still open under the earlier one, in no tab: its problems would be listed twice.
      vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
        if (opened.length + closed.length > 0) for (const document of vscode.workspace.textDocuments) this.#later(document);
      }),
      link.onChange(["draft.changed", "application.changed"], () => this.#anew()),
      // What could not be asked while the host was away.
      link.onLink(({ kind }) => {
        if (kind === "open") this.#anew();
      }),
    ];
    for (const document of vscode.workspace.textDocuments) this.#later(document);
  }

  /** What was found at a place, for quick fixes. */
  at(document: vscode.TextDocument, range: vscode.Range): readonly Found[] {
    return (this.#found.get(document.uri.toString()) ?? []).filter((each) => rangeOf(each).intersection(range) !== undefined);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const each of this.#owned) each.dispose();
  }

  #anew(): void {
    this.#companies = undefined;
    this.#companyOf.clear();
    for (const document of vscode.workspace.textDocuments) this.#later(document);
  }

  #later(document: vscode.TextDocument): void {
    if (document.uri.scheme !== scheme) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(key, setTimeout(() => void this.#look(document).catch(() => undefined), pause));
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    if (!isDraft(document) || document.isClosed) return;
    if (inputsOf(document.uri).length === 0) {
      this.#forget(document);
      return;
    }
    const version = document.version;
    const text = document.getText();
    const letter = read(text);
    // While it is being typed the host's word is about what was saved; what only the host knows comes with the saving.
    const draft = document.isDirty ? (this.#files.known(idOf(document.uri)) ?? (await this.#files.draft(idOf(document.uri)))) : await this.#files.draft(idOf(document.uri));
    const attached = draft.attachments.map((each) => each.name);
    const there = new Set<string>();
    for (const { value } of letter.attachments.filter((each) => !attached.includes(each.value))) if ((await firstThere(DraftFiles.fileOf(value))) !== undefined) there.add(value);
    const about = draft.about?.kind === "application" ? draft.about.id : undefined;
    const company = about === undefined ? undefined : await this.#company(about);
    const found = problemsOf(text, letter, {
      claims: draft.claims ?? [], problems: document.isDirty ? [] : draft.problems, attached, accounts: this.#files.accounts.map((each) => each.address), ...(company === undefined ? {} : { company }), companies: company === undefined ? [] : await this.#all(), fileExists: (path) => there.has(path),
    }, (key, ...values) => vscode.l10n.t(key, ...values), { said, problemText });
    if (document.version !== version) return;
    this.#found.set(document.uri.toString(), found);
    this.#shown.set(document.uri, draft.state === "closed" ? [] : found.map(diagnosticOf));
  }

  #forget({ uri }: vscode.TextDocument): void {
    this.#shown.delete(uri);
    this.#found.delete(uri.toString());
  }

  #all(): Promise<readonly string[]> {
    this.#companies ??= this.#link.call("applications/companies", { limit: mostCompanies }).then(({ companies }) => companies.map((each) => each.name), () => []);
    return this.#companies;
  }

  #company(application: string): Promise<string | undefined> {
    const known = this.#companyOf.get(application) ?? this.#link.call("applications/get", { id: application }).then(({ company }) => company.name, () => undefined);
    this.#companyOf.set(application, known);
    return known;
  }
}

export function rangeOf({ line, from, to }: Place): vscode.Range {
  return new vscode.Range(line, from, line, to);
}

const severities = { error: vscode.DiagnosticSeverity.Error, warning: vscode.DiagnosticSeverity.Warning, information: vscode.DiagnosticSeverity.Information } as const;

function diagnosticOf(found: Found): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(found), found.text, severities[found.severity]);
  diagnostic.source = "Assistant";
  diagnostic.code = found.code;
  return diagnostic;
}
