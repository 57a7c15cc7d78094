// The host's sentences in German: a script of its own, which `said` loads where they are read.
import { speak } from "@assistant/ui/locale";

export { saidText } from "@assistant/ui/host-words";
export { stageTitle } from "@assistant/ui/stages";

speak("de");
