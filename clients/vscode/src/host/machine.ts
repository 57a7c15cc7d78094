import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import type { Machine } from "./places.js";

/** This machine. */
export const thisMachine: Machine = {
  platform: process.platform,
  home: homedir(),
  variable: (name) => process.env[name],
  read: (path) => attempt(() => readFileSync(path, "utf8")),
  isProgram: (path) =>
    attempt(() => {
      accessSync(path, process.platform === "win32" ? constants.F_OK : constants.X_OK);
      return statSync(path).isFile();
    }) ?? false,
  isAlive: (processId) => attempt(() => process.kill(processId, 0)) ?? false,
};

/** Undefined where the system says no: a file that is not there is an answer here and no failure. */
function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
