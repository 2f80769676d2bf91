/**
 * The script of a page that is previewed: it loads the page again after a build, at the place where
 * it was and with the folds that were open.
 *
 * @module
 */

/** The script, as the browser gets it. */
export const PREVIEW_SCRIPT = `(() => {
  const sheet = document.querySelector(".sheet");
  const key = "heddle-preview " + location.pathname;
  const folds = () => [...document.querySelectorAll("details")];
  const read = () => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } };
  const keep = () => {
    if (sheet) return;
    try {
      sessionStorage.setItem(key, JSON.stringify({ y: scrollY, open: folds().map((d) => d.open) }));
    } catch { /* private window */ }
  };
  const restore = () => {
    const kept = sheet ? null : read();
    if (!kept) return;
    sessionStorage.removeItem(key);
    const all = folds();
    if (all.length === kept.open.length) all.forEach((d, i) => { d.open = kept.open[i]; });
    scrollTo(0, kept.y);
  };
  if (document.readyState === "complete") restore(); else addEventListener("load", restore);
  const events = new EventSource("/heddle-events");
  events.onmessage = () => {
    keep();
    // What was read behind the faults is shown as it is now.
    if (location.search === "") location.reload();
    else location.replace(location.pathname + location.hash);
  };
  if (!sheet) return;
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") location.search = "?behind";
    if (event.key === "c" && !event.ctrlKey && !event.metaKey) navigator.clipboard?.writeText(sheet.innerText);
  });
})();
`;
