/**
 * The part of a previewed page's script that exchanges what changed in the open page.
 *
 * The page as it came is kept as a tree that no script touches, each node of which knows the one that
 * is shown for it. The new page is compared with that tree, and what differs is changed in both: what
 * the reader has opened, what the page's own script has added, and whatever did not change, stay.
 * Nothing of a new page is run: where its scripts or style sheets are others, it is loaded.
 *
 * @module
 */

/** Defines `exchange`, which takes the text of the new page and says whether the open page shows it. */
export const EXCHANGE_SCRIPT = `
  const LIVE = "script[data-build]";
  // Whole pieces: nobody opens or marks a part of them.
  const WHOLE = "svg, math, script, .katex";
  // Beyond so many comparisons children are paired in their order.
  const MOST = 40000;
  let was = null;
  const shown = new WeakMap();
  const bind = (copy, live) => {
    shown.set(copy, live);
    let from = live.firstChild;
    for (let to = copy.firstChild; to; to = to.nextSibling, from = from.nextSibling) bind(to, from);
  };
  const remember = () => {
    // A document that is shown nowhere asks for no picture.
    was = document.implementation.createHTMLDocument("").importNode(document.documentElement, true);
    bind(was, document.documentElement);
    // What the page's head asks for ahead, it has written itself.
    for (const link of was.querySelectorAll("link[rel=preload]")) link.remove();
  };
  // Before scripts that wait for the end of the page have changed anything.
  if (document.readyState === "loading") {
    document.addEventListener("readystatechange", remember, { once: true });
  } else remember();

  const scriptsOf = (tree) => [...tree.querySelectorAll("script, link[rel=stylesheet]")]
    .map((each) => each.matches(LIVE) ? each.dataset.with : each.outerHTML).join();
  const weight = (node) => node.nodeType === 1 ? 3 : 1;
  const kin = (a, b) => a.nodeType === b.nodeType && (a.nodeType !== 1 ||
    a.localName === b.localName && a.id === b.id && a.classList[0] === b.classList[0] && !b.matches(WHOLE));

  // Which of some nodes are the same: pairs of places, rising in both.
  const samePairs = (from, to) => {
    const pairs = [];
    if (from.length * to.length > MOST) return pairs;
    const wide = to.length + 1;
    const best = new Uint32Array((from.length + 1) * wide);
    const same = new Uint8Array(from.length * to.length);
    for (let i = from.length - 1; i >= 0; i--) {
      for (let j = to.length - 1; j >= 0; j--) {
        const equal = from[i].isEqualNode(to[j]);
        same[i * to.length + j] = equal;
        best[i * wide + j] = Math.max(
          equal ? best[(i + 1) * wide + j + 1] + weight(to[j]) : 0,
          best[(i + 1) * wide + j],
          best[i * wide + j + 1],
        );
      }
    }
    for (let i = 0, j = 0; i < from.length && j < to.length;) {
      const here = best[i * wide + j];
      if (same[i * to.length + j] && here === best[(i + 1) * wide + j + 1] + weight(to[j])) pairs.push([i++, j++]);
      else if (here === best[(i + 1) * wide + j]) i++;
      else j++;
    }
    return pairs;
  };
  const remove = (node) => { shown.get(node).remove(); node.remove(); };
  const insert = (parent, node, before) => {
    const copy = was.ownerDocument.importNode(node, true);
    const live = document.importNode(node, true);
    bind(copy, live);
    const last = parent.lastChild && shown.get(parent.lastChild);
    const next = before ? shown.get(before) : last ? last.nextSibling : shown.get(parent).firstChild;
    shown.get(parent).insertBefore(live, next);
    parent.insertBefore(copy, before);
  };
  // A gap between children that are the same: what is alike is changed in its place.
  const mend = (parent, from, to, before) => {
    let at = 0;
    for (const node of to) {
      const found = from.findIndex((each, k) => k >= at && kin(each, node));
      if (found < 0) {
        insert(parent, node, from[at] ?? before);
        continue;
      }
      for (; at < found; at++) remove(from[at]);
      change(from[at++], node);
    }
    for (; at < from.length; at++) remove(from[at]);
  };
  const change = (old, now) => {
    if (old.isEqualNode(now)) return;
    const live = shown.get(old);
    if (old.nodeType !== 1) {
      old.data = live.data = now.data;
      return;
    }
    for (const { name, value } of now.attributes) {
      if (old.getAttribute(name) === value) continue;
      for (const each of [old, live]) each.setAttribute(name, value);
    }
    for (const { name } of [...old.attributes]) {
      if (!now.hasAttribute(name)) for (const each of [old, live]) each.removeAttribute(name);
    }
    const from = [...old.childNodes], to = [...now.childNodes];
    let first = 0, end = from.length, endTo = to.length;
    while (first < end && first < endTo && from[first].isEqualNode(to[first])) first++;
    while (end > first && endTo > first && from[end - 1].isEqualNode(to[endTo - 1])) end--, endTo--;
    const after = from[end] ?? null;
    const middle = from.slice(first, end), others = to.slice(first, endTo);
    let i = 0, j = 0;
    for (const [same, sameTo] of [...samePairs(middle, others), [middle.length, others.length]]) {
      mend(old, middle.slice(i, same), others.slice(j, sameTo), middle[same] ?? after);
      i = same + 1;
      j = sameTo + 1;
    }
  };

  // Where a browser does not hold the place itself when what is above it changes.
  const holding = () => {
    if (scrollY === 0 || CSS.supports("overflow-anchor", "auto")) return () => {};
    const seen = [...document.querySelectorAll("main p, main h2, main h3, main .tbl, main figure")]
      .find((each) => each.getBoundingClientRect().top >= 0);
    const top = seen?.getBoundingClientRect().top;
    return () => { if (seen?.isConnected) scrollBy(0, seen.getBoundingClientRect().top - top); };
  };

  // Whether the open page shows the new one now; if not it is to be loaded.
  const exchange = (text) => {
    const next = new DOMParser().parseFromString(text, "text/html").documentElement;
    const tag = next.querySelector(LIVE);
    const own = was?.querySelector(LIVE);
    if (!tag?.dataset.with || !own || scriptsOf(was) !== scriptsOf(next)) return false;
    for (const each of [own, shown.get(own)]) each.dataset.build = tag.dataset.build;
    const before = folds();
    const held = new Set(before.map(([, fold]) => fold));
    const open = new Map(before.map(([name, fold]) => [name, fold.open]));
    const focused = document.activeElement;
    const hold = holding();
    change(was, next);
    for (const [name, fold] of folds()) {
      if (!held.has(fold) && open.has(name)) fold.open = open.get(name);
    }
    dispatchEvent(new Event("heddle-exchange"));
    hold();
    if (!focused?.isConnected && focused?.id) document.getElementById(focused.id)?.focus({ preventScroll: true });
    build = Number(tag.dataset.build);
    return was.isEqualNode(next);
  };
`;
