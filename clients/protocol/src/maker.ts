/** Who proposed a change: the host's rules for incoming mail, a plugin by its id, a model by its name, or a client by what it calls itself. */
export type Maker = { readonly kind: "rules" } | { readonly kind: "plugin" | "model" | "client"; readonly name: string };

/** Reads what a proposal says of its maker. */
export function makerOf({ madeBy }: { readonly madeBy: string }): Maker {
  if (madeBy === "host") return { kind: "rules" };
  const { kind, name } = /^(?<kind>plugin|model):(?<name>.+)$/u.exec(madeBy)?.groups ?? {};
  return kind === "plugin" || kind === "model" ? { kind, name: name ?? "" } : { kind: "client", name: madeBy };
}
