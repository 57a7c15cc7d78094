import { messages } from "../locale.js";

export const unmatchedMessages = messages(
  {
    lead: "Answers that fit no application, or several. Nothing is made of them until you say where they belong.", empty: "Every answer has its place", emptyText: "An answer that fits no application, or several, waits here.", toBoard: "To the board", choose: "Choose an answer", chooseText: "You see what was sent and what came back, and say which application it belongs to.",
    whose: "Which application is it about?", this: "It is this one", another: "Another application", search: "Find an application", none: "It belongs to none", noneDone: "Put away.", noneFound: "No application matches.", mayNot: "This page was not given the right to decide. Decide in a terminal:", unknown: "An answer", candidates: (n: number) => (n === 0 ? "fits none" : n === 1 ? "may fit 1" : `may fit ${n}`), evidence: "What it rests on", openProposal: "A change is proposed: decide on it under the application.",
  },
  {
    lead: "Antworten, die zu keiner Bewerbung passen, oder zu mehreren. Daraus wird nichts, bis Sie sagen, wohin sie gehören.", empty: "Jede Antwort hat ihren Platz", emptyText: "Eine Antwort, die zu keiner Bewerbung passt oder zu mehreren, wartet hier.", toBoard: "Zur Tafel", choose: "Wählen Sie eine Antwort", chooseText: "Sie sehen, was gesendet wurde und was zurückkam, und sagen, zu welcher Bewerbung es gehört.",
    whose: "Um welche Bewerbung geht es?", this: "Diese ist es", another: "Eine andere Bewerbung", search: "Bewerbung finden", none: "Sie gehört zu keiner", noneDone: "Weggelegt.", noneFound: "Keine Bewerbung passt.", mayNot: "Diese Seite hat kein Recht zu entscheiden. Entscheiden Sie im Terminal:", unknown: "Eine Antwort", candidates: (n: number) => (n === 0 ? "passt zu keiner" : n === 1 ? "passt vielleicht zu 1" : `passt vielleicht zu ${n}`), evidence: "Worauf es sich stützt", openProposal: "Eine Änderung ist vorgeschlagen: Entscheiden Sie bei der Bewerbung.",
  },
);
