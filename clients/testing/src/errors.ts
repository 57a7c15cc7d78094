import { errorCode, type RpcProblem } from "@assistant/protocol";

/** An error as the host puts it on the wire. Numbers are those of docs/rpc.md. */
export class WireError extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export const invalid = (problems: readonly RpcProblem[]): WireError =>
  new WireError(errorCode.invalid, problems[0]?.problem ?? "Something in the request is not valid.", { problems });

export const notFound = (kind: string, id: string): WireError => new WireError(errorCode.notFound, `There is no ${kind} '${id}'.`, { kind, id });

export const conflict = (expected: number, actual: number): WireError =>
  new WireError(errorCode.conflict, "It has changed since it was read.", { expected, actual });

export const notAuthorised = (requires: string): WireError =>
  new WireError(errorCode.notAuthorised, `This needs the scope '${requires}'.`, { requires, remedy: "Pair this client with that scope." });

export const internal = (): WireError => new WireError(errorCode.internalError, "Internal error.", { correlationId: "fake-000001" });

export const unavailable = (): WireError => new WireError(errorCode.providerUnavailable, "The mail provider does not answer.", {});
