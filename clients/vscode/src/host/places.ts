import { posix, win32 } from "node:path";

/** What of the machine decides where things are. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly variable: (name: string) => string | undefined;
  /** A file's text; undefined where there is none or it cannot be read. */
  readonly read: (path: string) => string | undefined;
  readonly isProgram: (path: string) => boolean;
  readonly isAlive: (processId: number) => boolean;
}

export type Program =
  | { readonly kind: "found"; readonly path: string; readonly from: "setting" | "running" | "path" }
  /** `setting` is what the setting names, where it names nothing that runs. */
  | { readonly kind: "missing"; readonly setting?: string };

/** The program: the one that the setting names, else the one that runs, else the first on PATH. Nothing of the workspace is ever looked at. */
export function findProgram(machine: Machine, setting: string, dataFolder: string): Program {
  if (setting !== "") {
    const path = expand(machine, setting);
    return pathOf(machine).isAbsolute(path) && machine.isProgram(path) ? { kind: "found", path, from: "setting" } : { kind: "missing", setting };
  }
  const running = runningProgram(machine, dataFolder);
  if (running !== undefined) return { kind: "found", path: running, from: "running" };
  const { join, isAbsolute, delimiter } = pathOf(machine);
  const names = machine.platform === "win32" ? ["assistant.exe", "assistant.cmd"] : ["assistant"];
  // A relative entry of PATH would mean the workspace's own folder.
  for (const folder of (machine.variable("PATH") ?? "").split(delimiter).filter((each) => isAbsolute(each))) {
    const path = names.map((name) => join(folder, name)).find((each) => machine.isProgram(each));
    if (path !== undefined) return { kind: "found", path, from: "path" };
  }
  return { kind: "missing" };
}

/** How a program is started with words. A .cmd of Windows runs through its shell, which parts at blanks what is not quoted; the words are this extension's and the settings of this machine. */
export function startOf({ platform }: Pick<Machine, "platform">, program: string, words: readonly string[]): { readonly command: string; readonly words: readonly string[]; readonly shell: boolean } {
  if (platform !== "win32" || !program.toLowerCase().endsWith(".cmd")) return { command: program, words, shell: false };
  const quoted = (word: string): string => `"${word}"`;
  return { command: quoted(program), words: words.map(quoted), shell: true };
}

/** The data folder in use, as the host itself finds it: the setting, the environment, else the one that `current` names. */
export function dataFolderOf(machine: Machine, setting: string): string {
  if (setting !== "") return expand(machine, setting);
  const given = machine.variable("ASSISTANT_DATA");
  if (given !== undefined && given.trim() !== "") return given;
  const { join } = pathOf(machine);
  const root = rootOf(machine);
  const current = machine.read(join(root, "current"))?.trim() ?? "";
  return join(root, /^[a-z0-9][a-z0-9.-]*$/u.test(current) ? current : "main");
}

/** `~` is the person's own folder. */
export function expand(machine: Machine, path: string): string {
  return path === "~" || /^~[\\/]/u.test(path) ? pathOf(machine).join(machine.home, path.slice(2)) : path;
}

function runningProgram(machine: Machine, dataFolder: string): string | undefined {
  const lines = (machine.read(pathOf(machine).join(dataFolder, "host.lock")) ?? "").split("\n");
  const value = (name: string): string | undefined => lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);
  const [processId, program] = [Number(value("pid")), value("program")];
  // The lock of a host that was killed stays. `dotnet` alone is no program of ours.
  if (!Number.isInteger(processId) || processId <= 0 || program === undefined || !machine.isAlive(processId)) return undefined;
  return /^assistant(?:\.exe)?$/u.test(pathOf(machine).basename(program)) && machine.isProgram(program) ? program : undefined;
}

function rootOf(machine: Machine): string {
  const { join, isAbsolute } = pathOf(machine);
  const home = machine.variable("ASSISTANT_HOME");
  if (home !== undefined && home !== "") return home;
  if (machine.platform === "win32") return join(machine.variable("LOCALAPPDATA") ?? join(machine.home, "AppData", "Local"), "Assistant");
  if (machine.platform === "darwin") return join(machine.home, "Library", "Application Support", "Assistant");
  const data = machine.variable("XDG_DATA_HOME") ?? "";
  return isAbsolute(data) ? join(data, "assistant") : join(machine.home, ".local", "share", "assistant");
}

function pathOf(machine: Machine): typeof posix {
  return machine.platform === "win32" ? win32 : posix;
}
