import { count } from "../format.js";
import { messages } from "../locale.js";

export const tailorMessages = messages(
  {
    open: "Tailor it", openFrom: "Take it into a CV", title: (document: string) => `Tailor: ${document}`, lead: "What you tick becomes a new version of the file itself. Its styles stay, and so does the version that you begin with.",
    version: "Begin with", from: "Changes from", byHand: "My own words alone", suggested: (person: string | undefined, when: string) => (person === undefined ? `Suggested ${when}` : `Suggested for ${person}, ${when}`),
    lines: "Line by line", edit: "Change", change: (line: number) => `Change line ${line}`, anew: (line: number) => `Line ${line}, anew`, take: "Take it", leave: "Leave it", tick: (line: number) => `Take the change of line ${line}`,
    stopped: "No source has something in it, and nobody said that it is true. Write it in your own words, or look at the writing.", claims: (texts: string) => `No source has this, and nobody said that it is true: ${texts}. The lines that say so cannot be ticked.`, toWriting: "Look at the writing",
    lost: "This was written for lines that this version does not have:", none: "No change is ticked.", count: (changes: number) => (changes === 1 ? "1 change is ticked" : `${count(changes)} changes are ticked`),
    keep: "Keep as a new version", kept: (version: number, from: number) => `Version ${version} is kept; version ${from} is as it was.`, noCv: "There is no CV yet.",
  },
  {
    open: "Anpassen", openFrom: "In einen Lebenslauf übernehmen", title: (document: string) => `Anpassen: ${document}`, lead: "Was Sie ankreuzen, wird eine neue Fassung der Datei selbst. Ihre Formate bleiben, und die Fassung, mit der Sie beginnen, bleibt auch.",
    version: "Beginnen mit", from: "Änderungen aus", byHand: "Nur meine eigenen Worte", suggested: (person: string | undefined, when: string) => (person === undefined ? `Vorgeschlagen ${when}` : `Vorgeschlagen für ${person}, ${when}`),
    lines: "Zeile für Zeile", edit: "Ändern", change: (line: number) => `Zeile ${line} ändern`, anew: (line: number) => `Zeile ${line}, neu`, take: "Übernehmen", leave: "Lassen", tick: (line: number) => `Änderung von Zeile ${line} übernehmen`,
    stopped: "Etwas darin hat keine Quelle, und niemand sagte, dass es stimmt. Schreiben Sie es mit eigenen Worten, oder sehen Sie sich den Text an.", claims: (texts: string) => `Das hat keine Quelle, und niemand sagte, dass es stimmt: ${texts}. Zeilen, in denen es steht, lassen sich nicht ankreuzen.`, toWriting: "Den Text ansehen",
    lost: "Das wurde für Zeilen geschrieben, die diese Fassung nicht hat:", none: "Keine Änderung ist angekreuzt.", count: (changes: number) => (changes === 1 ? "1 Änderung ist angekreuzt" : `${count(changes)} Änderungen sind angekreuzt`),
    keep: "Als neue Fassung behalten", kept: (version: number, from: number) => `Fassung ${version} ist gespeichert; Fassung ${from} ist, wie sie war.`, noCv: "Noch gibt es keinen Lebenslauf.",
  },
);
