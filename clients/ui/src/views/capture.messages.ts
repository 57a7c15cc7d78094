import type { PostingFormat } from "@assistant/protocol";
import { messages } from "../locale.js";

const format: Record<PostingFormat, string> = { jsonLd: "the page's own record of the job (JSON-LD)", microdata: "the page's own record of the job (microdata)", greenhouse: "Greenhouse's record", lever: "Lever's record", ashby: "Ashby's record", workday: "Workday's record", text: "the text alone" };
const art: Record<PostingFormat, string> = { jsonLd: "der Angabe der Seite selbst (JSON-LD)", microdata: "der Angabe der Seite selbst (Microdata)", greenhouse: "der Angabe von Greenhouse", lever: "der Angabe von Lever", ashby: "der Angabe von Ashby", workday: "der Angabe von Workday", text: "dem Text allein" };

export const captureMessages = messages(
  {
    title: "Capture", posting: "A posting", table: "A table", lead: "Paste a job posting, choose a saved page, or give its address. Nothing is saved before you have looked at it.",
    address: "Or give its address", addressHint: "https://jobs.example.com/1234", exactly: "Exactly this is fetched, from this machine, without cookies or anything else:", fetch: "Fetch this page", notHttps: "Only an https address can be fetched. Save the page and choose the file instead.", noAddress: "That is no address.",
    paste: "Paste the posting", pasteHint: "Text, HTML or JSON", read: "Read it", file: "Or choose a file", reading: "Reading …", fetching: "Fetching the page …", stop: "Stop",
    readFormats: format, found: "What was found", readFrom: (what: string) => `Read from ${what}. Look at each field; what is wrong can be corrected here.`, foundAt: (where: string) => `Found: ${where}`, guessed: "The posting does not name it; its address suggests this. Confirm it, or write it as the employer does.", notFound: "Not found; fill it in if you know it.", warnings: "Please look at this", text: "The posting's text", asked: "What was asked", another: "Another posting", save: "Save the application", employment: "Employment",
    done: "Saved", doneText: "The posting is kept as it was, beside the application.", existed: "You have that one already", existedText: "The same posting was captured before; nothing was made.", open: "Open the application", openPosting: "Open the kept posting", toBoard: "To the board",
  },
  {
    title: "Aufnehmen", posting: "Eine Stelle", table: "Eine Tabelle", lead: "Fügen Sie eine Stellenanzeige ein, wählen Sie eine gespeicherte Seite, oder nennen Sie ihre Adresse. Gespeichert wird erst, wenn Sie es angesehen haben.",
    address: "Oder nennen Sie ihre Adresse", addressHint: "https://jobs.example.com/1234", exactly: "Genau das wird abgerufen, von diesem Rechner, ohne Cookies oder irgendetwas sonst:", fetch: "Diese Seite abrufen", notHttps: "Nur eine https-Adresse kann abgerufen werden. Speichern Sie die Seite und wählen Sie stattdessen die Datei.", noAddress: "Das ist keine Adresse.",
    paste: "Die Anzeige einfügen", pasteHint: "Text, HTML oder JSON", read: "Lesen", file: "Oder wählen Sie eine Datei", reading: "Wird gelesen …", fetching: "Die Seite wird abgerufen …", stop: "Anhalten",
    readFormats: art, found: "Was gefunden wurde", readFrom: (what: string) => `Gelesen aus ${what}. Sehen Sie jedes Feld an; was falsch ist, lässt sich hier berichtigen.`, foundAt: (where: string) => `Gefunden: ${where}`, guessed: "Die Anzeige nennt sie nicht; ihre Adresse legt dies nahe. Bestätigen Sie es, oder schreiben Sie sie, wie die Firma es tut.", notFound: "Nicht gefunden; tragen Sie es ein, wenn Sie es wissen.", warnings: "Bitte ansehen", text: "Der Text der Anzeige", asked: "Was gefragt wurde", another: "Eine andere Stelle", save: "Bewerbung speichern", employment: "Anstellung",
    done: "Gespeichert", doneText: "Die Anzeige ist so aufbewahrt, wie sie war, neben der Bewerbung.", existed: "Die haben Sie schon", existedText: "Dieselbe Anzeige wurde schon aufgenommen; nichts wurde angelegt.", open: "Bewerbung öffnen", openPosting: "Aufbewahrte Anzeige öffnen", toBoard: "Zur Tafel",
  },
);
