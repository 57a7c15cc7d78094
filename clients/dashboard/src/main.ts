import { KeyStore, Door } from "@assistant/protocol";
import { locale, startTheme } from "@assistant/ui";
import "@assistant/ui/controls";
import { AppElement } from "./app.js";

document.documentElement.lang = locale();
startTheme();
AppElement.give({ door: new Door(location.origin), keys: new KeyStore(localStorage), location, history });
customElements.define("as-app", AppElement);
