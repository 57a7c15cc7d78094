import { expect, test } from "vitest";
import { dataFolderOf, expand, findProgram, startOf } from "./places.js";
import type { Machine } from "./places.js";

interface Made {
  readonly files?: Readonly<Record<string, string>>;
  readonly programs?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly alive?: readonly number[];
  readonly platform?: NodeJS.Platform;
}

const machine = ({ files = {}, programs = [], variables = {}, alive = [], platform = "linux" }: Made): Machine => ({
  platform, home: platform === "win32" ? "C:\\Users\\me" : "/home/me", variable: (name) => variables[name], read: (path) => files[path], isProgram: (path) => programs.includes(path), isAlive: (id) => alive.includes(id),
});
const lock = "pid=7\nendpoint=/x\nversion=1\nprogram=/opt/run/assistant\n";
const folder = "/home/me/.local/share/assistant/main";

test("find_with a setting_takes that and nothing else", () => {
  const made = machine({ programs: ["/a/assistant", "/home/me/b/assistant"], variables: { PATH: "/a" } });
  expect(findProgram(made, "~/b/assistant", folder)).toEqual({ kind: "found", path: "/home/me/b/assistant", from: "setting" });
  expect(findProgram(made, "/gone/assistant", folder)).toEqual({ kind: "missing", setting: "/gone/assistant" });
});

test("find_with a setting that is relative_takes nothing, for it would be the workspace's", () => expect(findProgram(machine({ programs: ["bin/assistant"] }), "bin/assistant", folder).kind).toBe("missing"));

test("find_while a host runs_takes its program before the one on PATH", () => {
  const made = { files: { [`${folder}/host.lock`]: lock }, programs: ["/opt/run/assistant", "/a/assistant"], variables: { PATH: "/a" } };
  expect(findProgram(machine({ ...made, alive: [7] }), "", folder)).toEqual({ kind: "found", path: "/opt/run/assistant", from: "running" });
  expect(findProgram(machine(made), "", folder)).toEqual({ kind: "found", path: "/a/assistant", from: "path" });
});

test("find_where the lock names a program that is not ours_passes it over", () => {
  const files = { [`${folder}/host.lock`]: lock.replace("/opt/run/assistant", "/usr/bin/dotnet") };
  expect(findProgram(machine({ files, programs: ["/usr/bin/dotnet"], alive: [7] }), "", folder).kind).toBe("missing");
});

test("find_on PATH_passes over relative entries", () => expect(findProgram(machine({ programs: ["./assistant", "/b/assistant"], variables: { PATH: ".:/b" } }), "", folder)).toEqual({ kind: "found", path: "/b/assistant", from: "path" }));

test("find_on Windows_takes the program with its ending", () => expect(findProgram(machine({ platform: "win32", programs: ["C:\\t\\assistant.exe"], variables: { PATH: "C:\\t" } }), "", "C:\\d")).toEqual({ kind: "found", path: "C:\\t\\assistant.exe", from: "path" }));

test("dataFolder_is the setting's, the environment's, else the one in use", () => {
  expect(dataFolderOf(machine({}), "~/letters")).toBe("/home/me/letters");
  expect(dataFolderOf(machine({ variables: { ASSISTANT_DATA: "/d" } }), "")).toBe("/d");
  expect(dataFolderOf(machine({ files: { "/home/me/.local/share/assistant/current": "demo\n" } }), "")).toBe("/home/me/.local/share/assistant/demo");
  expect(dataFolderOf(machine({ files: { "/h/current": "../../etc" }, variables: { ASSISTANT_HOME: "/h" } }), "")).toBe("/h/main");
  expect(dataFolderOf(machine({ platform: "win32", variables: { LOCALAPPDATA: "C:\\L" } }), "")).toBe("C:\\L\\Assistant\\main");
});

test("expand_of a name that begins with ~_is left alone", () => expect(expand(machine({}), "~other/x")).toBe("~other/x"));

test("start_of a .cmd on Windows_is quoted, for its shell parts at blanks", () => {
  const program = "C:\\Users\\Ana Ruiz\\assistant.cmd";
  expect(startOf({ platform: "win32" }, program, ["stdio", "--data", "D:\\my mail"])).toEqual({ command: `"${program}"`, words: ['"stdio"', '"--data"', '"D:\\my mail"'], shell: true });
});

test.each([["win32", "C:\\Program Files\\assistant.exe"], ["linux", "/opt/my tools/assistant.cmd"]] as const)("start_on %s of %s_needs no shell", (platform, program) => expect(startOf({ platform }, program, ["stdio"])).toEqual({ command: program, words: ["stdio"], shell: false }));
