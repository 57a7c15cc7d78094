import { webDarkTheme, webLightTheme } from "@fluentui/tokens";
import { setTheme } from "@fluentui/web-components/theme/set-theme.js";

export type ThemeChoice = "system" | "light" | "dark";

const kept = "assistant.theme";

export function themeChoice(): ThemeChoice {
  const value = localStorage.getItem(kept);
  return value === "light" || value === "dark" ? value : "system";
}

/** Sets Fluent's tokens as custom properties of the page, and follows the system where nothing was chosen. */
export function startTheme(): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  apply();
}

export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(kept, choice);
  apply();
}

function apply(): void {
  const choice = themeChoice();
  showTheme(choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches));
}

/** One of the two themes, for a page whose surroundings say which. */
export function showTheme(dark: boolean): void {
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
  setTheme(dark ? webDarkTheme : webLightTheme);
}
