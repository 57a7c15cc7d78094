/** Where a German page may say something in English: what a host or a plugin of somebody else says of a failure, a log, a prompt, and the one text that is English as a whole. */
const english = ["[role=alert]", "[role=log]", ".prompt", ".doc", ".detail", ".callout.danger"];

/** Members in which the host, and not a person, says something: a page that shows them shows them in its own language. */
const hosts = new Set(["description", "failure", "grantWords", "kind", "leftToYou", "message", "need", "nextStep", "notes", "notices", "problem", "providers", "reason", "remedy", "said", "stays", "state", "words"]);

/** The same word in both languages, or a name that is nobody's data. */
const both = new Set(["anthropic", "assistant", "dashboard", "format", "gmail", "link", "mail", "name", "person", "prompt", "sqlite", "status", "text"]);

/** Every visible text of a page and of what hangs in its shadow trees: the language it says it is in, whether it may be English, and itself. */
export const textsOf = (page) => page.evaluate((places) => {
  const found = [];
  const walk = (node, lang, named) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.data.replace(/\s+/gu, " ").trim();
      if (/\p{L}{3}/u.test(text) && node.parentElement?.checkVisibility({ visibilityProperty: true })) found.push({ lang, named, text });
      return;
    }
    if (node instanceof Element) {
      if (/^(style|script|code)$/u.test(node.localName)) return;
      lang = node.getAttribute("lang") ?? lang;
      named ||= node.matches(places);
      if (node.shadowRoot !== null) walk(node.shadowRoot, lang, named);
    }
    for (const child of node.childNodes) walk(child, lang, named);
  };
  walk(document.body, "page", false);
  return found;
}, english.join(","));

/** What people wrote or are called, of all that a desk holds. */
export function dataOf(desk) {
  const found = [];
  const walk = (value) => {
    if (typeof value === "string") found.push(value.replace(/\s+/gu, " "));
    else if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === "object" && value !== null) for (const [key, each] of Object.entries(value)) if (!hosts.has(key)) walk(each);
  };
  walk(desk);
  return found.join("\n");
}

/** What a German page says in English: what it says so itself of, outside the places for that; and what an English page says in the same words, that is nobody's data. */
export function englishIn(german, same = [], data = "") {
  const alike = new Set(same.map(({ text }) => text));
  // Several words of people stand in one text, a name beside a subject; the name of a file and an address are nobody's words.
  const anybodys = (text) => text.split(/[·,:;<>()]/u).map((part) => part.trim()).every((part) => !/\p{L}{3}/u.test(part) || both.has(part.toLowerCase()) || /^\S+\.\S+$/u.test(part) || data.includes(part));
  return [...new Set(german.filter(({ lang, named, text }) => (lang === "en" && !named) || (lang === "page" && alike.has(text) && !named && !data.includes(text) && !anybodys(text))).map(({ text }) => text))];
}
