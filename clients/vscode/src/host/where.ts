import type { Machine } from "./places.js";

/** On which machine the host is looked for, as far as a person has to know it. */
export type Where =
  /** The one that the person sits at, and no other is about. */
  | { readonly kind: "here" }
  /** In the Linux of a Windows machine; `name` is the distribution. */
  | { readonly kind: "wsl"; readonly name: string }
  /** The one that this window's folder is on, which is not the person's own. `name` is what the editor calls it. */
  | { readonly kind: "there"; readonly name: string }
  /** The person's own, while this window's folder is on another. `name` is what the editor calls that one. */
  | { readonly kind: "beside"; readonly name: string };

/** `remoteName` is the editor's own word for another machine, `wsl` or `ssh-remote`; `isNear` says whether the extension runs on the person's side of it. */
export function whereOf({ platform, variable }: Pick<Machine, "platform" | "variable">, remoteName: string | undefined, isNear: boolean): Where {
  if (remoteName !== undefined && isNear) return { kind: "beside", name: remoteName };
  // WSL itself says so to whatever runs in it, also to an editor that is started there.
  const distribution = platform === "linux" ? (variable("WSL_DISTRO_NAME") ?? "") : "";
  if (distribution !== "") return { kind: "wsl", name: distribution };
  return remoteName === undefined ? { kind: "here" } : { kind: "there", name: remoteName };
}
