/**
 * The script of a page that is previewed: after a build it exchanges what changed in the page, or
 * loads it again at the place where it was and with the folds that were open.
 *
 * Every page knows the build that it is of. The server says which build is the last to whoever
 * begins to listen, so nothing is missed between a page and its script, behind a sleeping machine,
 * or while the server is started again. Of all pages that are open one listens and tells the
 * others: a browser keeps six connections to a server, and a book has more chapters.
 *
 * @module
 */
import { EXCHANGE_SCRIPT } from "./exchange_script.ts";

/** The script, as the browser gets it. */
export const PREVIEW_SCRIPT = `(() => {
  let build = Number(document.currentScript.dataset.build);
  const sheet = document.querySelector(".faults .sheet");
  const FAULTS = "heddle-preview faults";
  const key = sheet?.querySelector(".fault") ? FAULTS : "heddle-preview " + location.pathname;
  // A page that is not there keeps the place of the one that was.
  const missing = sheet !== null && key !== FAULTS;
  // A browser may keep nothing for a page: then no place is kept.
  const stored = (task) => { try { return task(sessionStorage); } catch { return null; } };

  // A fold is known by its name or its words, and by how many before it have the same.
  const folds = () => {
    const before = new Map();
    return [...document.querySelectorAll("details")].map((fold) => {
      const words = fold.id || (fold.querySelector("summary")?.textContent ?? "").trim();
      const n = before.get(words) ?? 0;
      before.set(words, n + 1);
      return [words + " " + n, fold];
    });
  };
${EXCHANGE_SCRIPT}
  let restored = false;
  let leaving = false;
  const keep = () => {
    // Before it is restored a page is not where its reader was.
    if (!restored || missing) return;
    const open = Object.fromEntries(folds().map(([name, fold]) => [name, fold.open]));
    const place = JSON.stringify({ y: scrollY, hash: location.hash, open });
    stored((store) => store.setItem(key, place));
  };
  const restore = () => {
    restored = true;
    // When the page is loaded the browser would go to its own place once more.
    setTimeout(() => { if (!leaving) history.scrollRestoration = "auto"; });
    const kept = missing ? null : stored((store) => JSON.parse(store.getItem(key)));
    for (const done of missing ? [FAULTS] : [FAULTS, key]) stored((store) => store.removeItem(done));
    if (!kept) return;
    for (const [name, fold] of folds()) fold.open = kept.open[name] ?? fold.open;
    if (kept.hash === location.hash) scrollTo(0, kept.y);
  };
  if (document.readyState === "complete") restore(); else addEventListener("load", restore);

  const leave = () => {
    leaving = true;
    keep();
    // The browser would go to the place of the faults that stood in front.
    history.scrollRestoration = "manual";
    // What was read behind the faults is shown as it is now.
    if (location.search === "") location.reload();
    else location.replace(location.pathname + location.hash);
  };
  let last = 0;
  let asking = false;
  const renew = async () => {
    asking = true;
    const asked = last;
    let text = null;
    try {
      const answer = await fetch(location.pathname, { cache: "no-store" });
      text = answer.ok ? await answer.text() : "";
    } catch { /* a server that is away may come back */ }
    asking = false;
    if (leaving) return;
    if (text === null) return void setTimeout(() => { if (!asking && !leaving) renew(); }, 1000);
    let done = false;
    try { done = exchange(text); } catch { /* something has moved what the page came with */ }
    if (!done) leave();
    else if (last > asked && last > build) renew();
  };
  const hear = (told) => {
    if (!(Number(told) > build) || leaving) return;
    last = Number(told);
    if (sheet || location.search !== "") leave();
    else if (!asking) renew();
  };
  const listen = (tell) => {
    const events = new EventSource("/heddle-events");
    events.onmessage = ({ data }) => { tell(data); hear(data); };
  };
  if (navigator.locks) {
    const others = new BroadcastChannel("heddle-preview");
    let heard = null;
    others.onmessage = ({ data }) => {
      if (data !== "") hear(data);
      else if (heard !== null) others.postMessage(heard);
    };
    navigator.locks.request("heddle-preview", () => {
      listen((told) => others.postMessage(heard = told));
      return new Promise(() => {});
    }).catch(() => listen(() => {}));
    // Who listens may have heard of a build before this page did.
    others.postMessage("");
  } else listen(() => {});

  if (!sheet) return;
  const said = sheet.querySelector("[role=status]");
  const say = (words) => { if (said) said.textContent = words; };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && sheet.dataset.behind) location.search = "?behind";
    if (event.key !== "c" || !said) return;
    const copied = navigator.clipboard?.writeText(sheet.innerText) ?? Promise.reject();
    copied.then(() => say("Copied. "), () => say("The browser does not let it be copied. "));
  });
})();
`;
