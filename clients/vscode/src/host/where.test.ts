import { expect, test } from "vitest";
import { whereOf } from "./where.js";

const linux = (variables: Readonly<Record<string, string>> = {}): Parameters<typeof whereOf>[0] => ({ platform: "linux", variable: (name) => variables[name] });
const wsl = linux({ WSL_DISTRO_NAME: "Ubuntu-24.04", WSL_INTEROP: "/run/WSL/8_interop" });

test.each([
  ["a local window", linux(), undefined, true, { kind: "here" }],
  ["the far side of SSH", linux(), "ssh-remote", false, { kind: "there", name: "ssh-remote" }],
  ["the near side of SSH", linux(), "ssh-remote", true, { kind: "beside", name: "ssh-remote" }],
  ["the far side of WSL", wsl, "wsl", false, { kind: "wsl", name: "Ubuntu-24.04" }],
  ["the near side of WSL, on Windows", { platform: "win32" as const, variable: () => undefined }, "wsl", true, { kind: "beside", name: "wsl" }],
  ["an editor that is started in WSL", wsl, undefined, true, { kind: "wsl", name: "Ubuntu-24.04" }],
  ["Windows with a variable that WSL shares with it", { ...wsl, platform: "win32" as const }, undefined, true, { kind: "here" }],
  ["a container in WSL", linux(), "dev-container", false, { kind: "there", name: "dev-container" }],
])("where_on %s", (_, machine, remoteName, isNear, expected) => expect(whereOf(machine, remoteName, isNear)).toEqual(expected));
