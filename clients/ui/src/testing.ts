import { afterEach, beforeEach } from "vitest";
import { RpcError, errorCode } from "@assistant/protocol";
import type { CallOptions, Change, ConnectionState, Disposable, Method, Params, Result, Session } from "@assistant/protocol";
import type { Toast } from "./parts/toasts.js";
import type { Route } from "./router.js";
import type { View } from "./view.js";

type Answer<M extends Method> = Result<M> | ((params: Params<M>, options: CallOptions<M> | undefined) => Result<M> | Promise<Result<M>>);
export type Answers = { readonly [M in Method]?: Answer<M> };

/** A host for a view's test: answers as it was told, and keeps what it was asked. */
export class FakeSession implements Session {
  state: ConnectionState = { kind: "open", welcome: { hostVersion: "0.0.0", person: "Ana", scopes: ["read", "draft", "propose", "decide", "approve", "admin"], demo: false, needs: [] } };
  readonly asked: { readonly method: string; readonly params: unknown }[] = [];
  readonly #answers: Map<string, unknown>;
  readonly #changes = new Set<{ readonly names: readonly string[]; readonly handler: (change: Change) => void }>();
  readonly #states = new Set<(state: ConnectionState) => void>();

  constructor(answers: Answers) {
    this.#answers = new Map(Object.entries(answers));
  }

  async call<M extends Method>(method: M, params: Params<M>, options?: CallOptions<M>): Promise<Result<M>> {
    this.asked.push({ method, params });
    if (!this.#answers.has(method)) throw new RpcError(errorCode.methodNotFound, `The test answers no ${method}.`);
    const answer = this.#answers.get(method) as Answer<M>;
    return typeof answer === "function" ? await (answer)(params, options) : answer;
  }

  answer<M extends Method>(method: M, answer: Answer<M>): void {
    this.#answers.set(method, answer);
  }

  onChange(names: readonly string[], handler: (change: Change) => void): Disposable {
    const listener = { names, handler };
    this.#changes.add(listener);
    return { dispose: () => this.#changes.delete(listener) };
  }

  onState(handler: (state: ConnectionState) => void): Disposable {
    this.#states.add(handler);
    return { dispose: () => this.#states.delete(handler) };
  }

  raise(name: string, ...ids: readonly string[]): void {
    for (const each of [...this.#changes]) if (each.names.includes(name)) each.handler({ kind: "event", event: { seq: 1, name, ids } });
  }

  become(state: ConnectionState): void {
    this.state = state;
    for (const each of [...this.#states]) each(state);
  }

  /** Listeners that were not taken back: none after a view has gone. */
  get listeners(): number {
    return this.#changes.size + this.#states.size;
  }
}

/** Puts a view into the document and waits until what it asked for is shown. */
export async function show<V extends View>(view: V, session: Session, route: Route): Promise<V> {
  view.session = session;
  view.route = route;
  document.body.append(view);
  await settled(view);
  return view;
}

/** Every answer that is already there is drawn. */
export async function settled(view: View): Promise<void> {
  for (let turn = 0; turn < 10; turn++) {
    await Promise.resolve();
    await view.updateComplete;
  }
}

/** Also what is asked for only once an answer is drawn, such as a name or the text of what was found, a few steps on. */
export async function rest(view: View): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    await settled(view);
  }
}

/** All that a person can read in it, shadow roots included. */
export function textOf(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof Element && (node.localName === "style" || node.localName === "script")) return "";
  const shadow = node instanceof Element ? node.shadowRoot : null;
  return [...(shadow === null ? [] : [shadow]), ...node.childNodes].map(textOf).join(" ").replace(/\s+/g, " ").trim();
}

/** The first that matches, in shadow roots too. */
export function find(node: ParentNode, selector: string): HTMLElement {
  const found = findAll(node, selector)[0];
  if (found === undefined) throw new Error(`There is no ${selector}.`);
  return found;
}

export function findAll(node: ParentNode, selector: string): HTMLElement[] {
  const own = [...node.querySelectorAll<HTMLElement>(selector)];
  const shadows = [...(node instanceof Element && node.shadowRoot !== null ? [node.shadowRoot] : []), ...[...node.querySelectorAll("*")].flatMap((each) => (each.shadowRoot === null ? [] : [each.shadowRoot]))];
  return [...own, ...shadows.flatMap((shadow) => findAll(shadow, selector))];
}

/** Presses what has this text on it. */
export function press(node: ParentNode, label: string): void {
  const found = findAll(node, "fluent-button, button, a, summary").find((each) => textOf(each).trim().startsWith(label));
  if (found === undefined) throw new Error(`There is nothing to press that says ${label}.`);
  found.click();
}

/** What is told in passing during a test, oldest first. Called where a test file begins. */
export function keptToasts(): readonly Toast[] {
  const toasts: Toast[] = [];
  const keep = (event: Event): void => void toasts.push((event as CustomEvent<Toast>).detail);
  beforeEach(() => document.addEventListener("as-toast", keep));
  afterEach(() => {
    document.removeEventListener("as-toast", keep);
    toasts.length = 0;
  });
  return toasts;
}
