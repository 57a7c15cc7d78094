import type { Methods } from "@assistant/protocol";

/** What the fake host answers to each method of the contracts; one that is not here is answered as a method that there is not. */
export type Answers = { readonly [M in keyof Methods]?: (params: Methods[M]["params"]) => Methods[M]["result"] };
