/** A sentence that stands by itself: the host begins many a problem small, to put it behind its place. A name or an address that it begins with stays as it is. */
export const sentence = (text: string): string => text.replace(/^\p{Ll}(?=\p{Ll}*(?:[\s,;:]|\.?$))/u, (first) => first.toUpperCase());

/** The same with a full stop, for another sentence to follow. */
export const stopped = (text: string): string => (/[.!?]$/u.test(text) ? sentence(text) : `${sentence(text)}.`);
