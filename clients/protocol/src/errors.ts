import { errorCode } from "./generated.js";
import type { RpcProblem } from "./generated.js";

export type ErrorName = keyof typeof errorCode;

/** What the host answered instead of a result. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }

  is(kind: ErrorName): boolean {
    return this.code === errorCode[kind];
  }

  /** What would put it right, where the host said so. */
  get remedy(): string | undefined {
    return text(this.data, "remedy");
  }

  /** What a model had said that did not hold. */
  get arrived(): string | undefined {
    return text(this.data, "arrived");
  }

  /** The scope that was missing. */
  get requires(): string | undefined {
    return text(this.data, "requires");
  }

  /** The fields that are wrong, by path. */
  get problems(): readonly RpcProblem[] {
    const problems = member(this.data, "problems");
    return Array.isArray(problems) ? (problems as readonly RpcProblem[]) : [];
  }
}

/** The connection ended before the answer came, or there is none. What was asked may have happened. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** What was asked is more than the host takes in one message: it was not sent, and nothing has happened. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
}

/** The caller cancelled. */
export function isCancelled(error: unknown): boolean {
  return (error instanceof RpcError && error.is("requestCancelled")) || (error instanceof DOMException && error.name === "AbortError");
}

function member(data: unknown, name: string): unknown {
  return typeof data === "object" && data !== null ? (data as Record<string, unknown>)[name] : undefined;
}

function text(data: unknown, name: string): string | undefined {
  const value = member(data, name);
  return typeof value === "string" ? value : undefined;
}
