const kept = "test.deafWebviews";

/**
 * Has the next so many webviews of a window stay empty as the editor was seen to leave them: its own page around theirs loads, no service worker controls it, and
 * none ever begins to, so that no line of theirs is asked for.
 */
export async function deafen(page, count) {
  await page.addInitScript((key) => {
    if (!location.pathname.endsWith("/webview/browser/pre/index.html")) return;
    const left = Number(localStorage.getItem(key) ?? 0);
    if (left <= 0) return;
    localStorage.setItem(key, String(left - 1));
    Object.defineProperty(ServiceWorkerContainer.prototype, "controller", { get: () => null });
    const listen = EventTarget.prototype.addEventListener;
    ServiceWorkerContainer.prototype.addEventListener = function (name, ...others) {
      if (name !== "controllerchange") listen.call(this, name, ...others);
    };
  }, kept);
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), [kept, String(count)]);
}

/** How many of those are still to come. */
export const stillDeaf = (page) => page.evaluate((key) => Number(localStorage.getItem(key)), kept);
