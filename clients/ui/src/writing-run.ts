import type { ReactiveController } from "lit";
import { ConnectionLost, isCancelled } from "@assistant/protocol";
import type { Disposable, Writing, WritingProgress, WritingStartRequest, WritingTask } from "@assistant/protocol";
import { subjectOf } from "./names.js";
import type { View } from "./view.js";

export type Run =
  | { readonly kind: "none" }
  | { readonly kind: "running"; readonly task: WritingTask; readonly subjectId: string; readonly text: string; readonly stage: string; readonly lost: boolean }
  | { readonly kind: "done"; readonly writing: Writing }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "cancelled" };

/** Runs are few: those of one person that began lately. */
const lately = 20;

/** The host's clock is this machine's; what began within this time of a lost call is the writing that was lost. */
const sameStart = 10_000;

/**
 * One writing, from its start to its end. A view that goes leaves it running; one that comes, and one whose connection comes back, finds
 * it again and follows it from its first word.
 */
export class WritingRun implements ReactiveController {
  readonly #view: View;
  #run: Run = { kind: "none" };
  #cancel: () => void = () => undefined;
  #turn = 0;
  #began = 0;
  #held: Disposable | undefined;

  constructor(view: View) {
    this.#view = view;
    view.addController(this);
  }

  get run(): Run {
    return this.#run;
  }

  hostConnected(): void {
    void this.#find();
    this.#held = this.#view.session.onState((state) => {
      if (state.kind === "open") void this.#find();
    });
  }

  hostDisconnected(): void {
    this.#held?.dispose();
    this.#turn++;
    this.#run = { kind: "none" };
  }

  async start(request: WritingStartRequest): Promise<void> {
    const stop = new AbortController();
    const turn = this.#begin(request, () => stop.abort());
    await this.#follow(turn, (onProgress) => this.#view.session.call("writing/start", request, { signal: stop.signal, onProgress }));
  }

  async watch(writing: Writing): Promise<void> {
    const { session } = this.#view;
    const { id } = writing;
    const turn = this.#begin(writing, () => void session.call("writing/cancel", { id }).catch(() => undefined));
    await this.#follow(turn, (onProgress) => session.call("writing/watch", { id }, { onProgress }));
  }

  /** At once for the person; the host ends the model's work when it hears of it. */
  cancel(): void {
    if (this.#run.kind !== "running") return;
    this.#cancel();
    this.#turn++;
    this.#become({ kind: "cancelled" });
  }

  clear(): void {
    if (this.#run.kind !== "running") this.#become({ kind: "none" });
  }

  #begin(about: Pick<Writing, "task" | "contactId" | "about"> | WritingStartRequest, cancel: () => void): number {
    this.#cancel = cancel;
    this.#began = Date.now();
    this.#become({ kind: "running", task: about.task, subjectId: subjectOf(about), text: "", stage: "", lost: false });
    return ++this.#turn;
  }

  async #follow(turn: number, call: (onProgress: (progress: WritingProgress) => void) => Promise<Writing>): Promise<void> {
    try {
      const writing = await call((progress) => {
        if (turn === this.#turn && this.#run.kind === "running") this.#become({ ...this.#run, text: this.#run.text + progress.text, stage: progress.stage });
      });
      if (turn === this.#turn) this.#become({ kind: "done", writing });
    } catch (error) {
      if (turn !== this.#turn) return;
      if (isCancelled(error)) this.#become({ kind: "cancelled" });
      else if (error instanceof ConnectionLost && this.#run.kind === "running") {
        this.#become({ ...this.#run, lost: true });
        // It may be back already.
        if (this.#view.session.state.kind === "open") await this.#find();
      } else this.#become({ kind: "failed", error });
    }
  }

  /** What runs, or ended while nobody listened. */
  async #find(): Promise<void> {
    const before = this.#run;
    const lost = before.kind === "running" && before.lost;
    if ((before.kind !== "none" && !lost) || this.#view.session.state.kind !== "open") return;
    const turn = this.#turn;
    try {
      const { writings } = await this.#view.session.call("writing/list", { limit: lately });
      if (turn !== this.#turn) return;
      const ours = lost ? writings.find((each) => subjectOf(each) === before.subjectId && each.task === before.task && Math.abs(Date.parse(each.started) - this.#began) < sameStart) : undefined;
      const wanted = this.#view.route.query?.["watch"];
      const running = ours ?? writings.find((each) => each.state === "running" && each.id === wanted) ?? writings.find((each) => each.state === "running");
      if (running?.state === "running") await this.watch(running);
      else if (running !== undefined) this.#become({ kind: "done", writing: running });
      else if (lost) this.#become({ kind: "failed", error: new ConnectionLost("The connection was lost before the host began to write.") });
    } catch (error) {
      if (lost && turn === this.#turn && !(error instanceof ConnectionLost)) this.#become({ kind: "failed", error });
    }
  }

  #become(run: Run): void {
    this.#run = run;
    this.#view.requestUpdate();
  }
}
