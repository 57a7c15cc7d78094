import { count } from "../format.js";
import { messages } from "../locale.js";

export const insightMessages = messages(
  {
    title: "Insight", lead: (n: number) => (n === 1 ? "1 application counts: its day of applying is known." : `${count(n)} applications count: those whose day of applying is known.`), since: "Applied from", until: "Applied until", all: "All of them",
    funnel: "How far applications came", stages: "Days in a stage", cv: "Answered, by CV", source: "Answered, by source", stage: "Stage", reached: "Ever reached", now: "There now", share: "Share", over: "Stays over", median: "Median days", ninetieth: "Nine in ten by", still: "Still there", which: "Which", answered: "Answered", of: (n: number, of: number) => `${count(n)} of ${count(of)}`, between: "95 % between", nothing: "Nothing to show yet.",
    notes: "How far the figures reach", empty: "Nothing can be told yet", emptyText: "As soon as applications have a day on which you applied, this page shows how far they came and what was answered.", toBoard: "To the board", capture: "Capture a posting", showAll: "Take all days",
  },
  {
    title: "Einblick", lead: (n: number) => (n === 1 ? "1 Bewerbung zählt: Ihr Tag ist bekannt." : `${count(n)} Bewerbungen zählen: die, deren Tag bekannt ist.`), since: "Beworben ab", until: "Beworben bis", all: "Alle",
    funnel: "Wie weit Bewerbungen kamen", stages: "Tage in einer Stufe", cv: "Beantwortet, nach Lebenslauf", source: "Beantwortet, nach Fundort", stage: "Stufe", reached: "Je erreicht", now: "Jetzt dort", share: "Anteil", over: "Vorbei", median: "Tage (Median)", ninetieth: "Neun von zehn bis", still: "Noch dort", which: "Welche", answered: "Beantwortet", of: (n: number, of: number) => `${count(n)} von ${count(of)}`, between: "95 % zwischen", nothing: "Noch gibt es nichts zu zeigen.",
    notes: "Wie weit die Zahlen reichen", empty: "Noch lässt sich nichts sagen", emptyText: "Sobald Bewerbungen einen Tag haben, an dem Sie sich beworben haben, zeigt diese Seite, wie weit sie kamen und was beantwortet wurde.", toBoard: "Zur Tafel", capture: "Stelle aufnehmen", showAll: "Alle Tage nehmen",
  },
);
