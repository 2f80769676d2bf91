// Heddle's one script. A page reads, folds and prints without it; it adds the theme switch's
// memory, search, previews, and copying.
(() => {
  "use strict";
  const root = document.documentElement;
  const self = document.currentScript;
  const base = self?.dataset.root ?? "";
  const store = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } },
  };
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // what a page shows is dressed when it is loaded, and what is new once more where a preview has
  // exchanged a part of it in its place
  const tasks = [];
  const dress = (task) => { tasks.push(task); task(); };
  addEventListener("heddle-exchange", () => { for (const task of tasks) task(); });
  const known = new WeakSet();
  const each = (selector, task) => dress(() => {
    for (const element of document.querySelectorAll(selector)) {
      if (known.has(element)) continue;
      known.add(element);
      task(element);
    }
  });

  // theme
  const chosen = store.get("heddle-theme") ?? "auto";
  each(".theme input", (input) => {
    input.checked = input.value === chosen;
    input.addEventListener("change", () => {
      store.set("heddle-theme", input.value);
      if (input.value === "auto") delete root.dataset.theme;
      else root.dataset.theme = input.value;
    });
  });

  // an address may lead into a fold: open it
  const unfold = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  if (location.hash) unfold();
  each(".nav-body", (body) => {
    body.addEventListener("click", (event) => {
      const toggle = document.getElementById("nav-open");
      if (toggle && event.target.closest("a")) toggle.checked = false;
    });
  });

  // the section one is reading
  const places = new Map();
  let queued = false;
  const mark = () => {
    queued = false;
    let here = null;
    for (const [heading, link] of places) {
      if (heading.getBoundingClientRect().top < innerHeight * 0.3) here = link;
    }
    for (const link of places.values()) link.classList.toggle("here", link === here);
  };
  dress(() => {
    places.clear();
    for (const link of document.querySelectorAll('.nav ol ol a[href^="#"]')) {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (target) places.set(target.matches("section") ? target.querySelector("h2") : target, link);
    }
    mark();
  });
  addEventListener("scroll", () => { if (!queued) { queued = true; requestAnimationFrame(mark); } }, { passive: true });

  // copying a table, link or block
  const say = (button, word) => {
    const before = button.textContent;
    const name = button.getAttribute("aria-label");
    button.textContent = word;
    button.removeAttribute("aria-label");
    setTimeout(() => {
      button.textContent = before;
      if (name) button.setAttribute("aria-label", name);
    }, 1200);
  };
  const copy = async (button, text, markup) => {
    try {
      if (markup && navigator.clipboard.write) {
        const part = (type, content) => new Blob([content], { type });
        await navigator.clipboard.write([new ClipboardItem({
          "text/plain": part("text/plain", text), "text/html": part("text/html", markup),
        })]);
      } else await navigator.clipboard.writeText(text);
      say(button, "Copied");
    } catch {
      const area = make("textarea", { value: text });
      document.body.append(area);
      area.select();
      say(button, document.execCommand("copy") ? "Copied" : "Not copied");
      area.remove();
    }
  };
  // numbers as programs read them: -6.54, 9.254e-07, <.0001, nothing for a missing one
  const SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const inAscii = (text) => text.replace(/\u2212/g, "-").replace(
    /(\d)\s*×\s*10([⁻⁺]?)([⁰¹²³⁴-⁹]+)/g,
    (_, digit, sign, power) => {
      const plain = [...power].map((c) => SMALL.indexOf(c)).join("").padStart(2, "0");
      return `${digit}e${sign === "⁻" ? "-" : "+"}${plain}`;
    },
  ).replace(/^< (?=[\d.])/, "<");
  const cellText = (cell) => {
    const clone = cell.cloneNode(true);
    for (const part of clone.querySelectorAll("annotation, .katex-html, .vh, sup.f, svg")) part.remove();
    for (const part of clone.querySelectorAll("sup, sub")) {
      const inner = part.textContent.trim();
      part.prepend(part.localName === "sup" ? "^" : "_", /\W/.test(inner) ? "(" : "");
      if (/\W/.test(inner)) part.append(")");
    }
    const text = inAscii(clone.textContent.replace(/\s+/g, " ").trim());
    return text === "NA" && cell.localName === "td" && !cell.classList.contains("l") ? "" : text;
  };
  // every row with as many cells as the table has columns, without those that are drawn
  const gridOf = (table) => {
    const drawn = new Set();
    const widths = [...table.rows].map((row) => {
      let column = 0;
      for (const cell of row.cells) {
        if (cell.matches(".iv, .lane")) drawn.add(column);
        column += cell.colSpan;
      }
      return column;
    });
    const width = Math.max(...widths);
    return [...table.rows].map((row) => {
      const texts = [];
      let column = 0;
      for (const cell of row.cells) {
        const own = Array.from({ length: cell.colSpan }, (_, k) => column + k).filter((k) => !drawn.has(k));
        const text = cellText(cell);
        const limits = cell.matches("th.lohi") && own.length === 2;
        own.forEach((_, k) => texts.push(limits ? `${text}, ${k ? "upper" : "lower"}` : k ? "" : text));
        column += cell.colSpan;
      }
      const full = Array.from({ length: width }, (_, k) => k).filter((k) => !drawn.has(k)).length;
      while (texts.length < full) texts.push("");
      return { head: row.parentElement.localName === "thead", texts };
    });
  };
  const sheetOf = (rows) => {
    const table = make("table");
    for (const { head, texts } of rows) {
      table.append(make("tr", {}, ...texts.map((textContent) => make(head ? "th" : "td", { textContent }))));
    }
    return table.outerHTML;
  };
  dress(() => {
    for (const box of document.querySelectorAll(".tbl")) {
      const tools = box.querySelector(".tools");
      if (!tools) continue;
      if (!box.querySelector("table")) {
        for (const button of tools.querySelectorAll("button")) button.remove();
        continue;
      }
      const name = box.querySelector(".cap b")?.textContent.replace(/\.$/, "") ?? "the table";
      let button = tools.firstElementChild;
      if (button?.localName !== "button") {
        button = make("button", { type: "button", textContent: "Copy", title: "Copy the table, to paste into a sheet" });
        button.addEventListener("click", ({ currentTarget }) => {
          const rows = gridOf(currentTarget.closest(".tbl").querySelector("table"));
          copy(currentTarget, rows.map(({ texts }) => texts.join("\t")).join("\n"), sheetOf(rows));
        });
        tools.prepend(button);
      }
      button.setAttribute("aria-label", `Copy ${name}`);
    }
  });

  // a formula that is selected and copied gives its LaTeX, without the marks of its terms
  const unmarked = (latex) => {
    const at = latex.indexOf("\\htmlData{");
    if (at < 0) return latex;
    const open = latex.indexOf("}{", at) + 1;
    let depth = 0, end = open;
    do { depth += latex[end] === "{" ? 1 : latex[end] === "}" ? -1 : 0; end++; } while (depth > 0 && end < latex.length);
    return unmarked(latex.slice(0, at) + latex.slice(open + 1, end - 1) + latex.slice(end));
  };
  const formulaAt = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".katex-display, .katex, math");
  addEventListener("copy", (event) => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !event.clipboardData) return;
    const range = selection.getRangeAt(0).cloneRange();
    const first = formulaAt(range.startContainer), last = formulaAt(range.endContainer);
    if (first) range.setStartBefore(first.closest(".katex-display, .katex") ?? first);
    if (last) range.setEndAfter(last.closest(".katex-display, .katex") ?? last);
    const part = make("div");
    part.append(range.cloneContents());
    let found = false;
    for (const formula of part.querySelectorAll(".katex-display, .katex, math")) {
      const source = formula.querySelector("annotation");
      if (!source || !part.contains(formula)) continue;
      const latex = unmarked(source.textContent).trim();
      formula.replaceWith(formula.matches(".katex-display") ? `\\[\n${latex}\n\\]` : `$${latex}$`);
      found = true;
    }
    if (!found) return;
    for (const block of part.querySelectorAll("p, div, li, tr, dt, h1, h2, h3, h4")) block.append("\n");
    event.clipboardData.setData("text/plain", part.textContent.trim());
    event.preventDefault();
  });
  each(".tools a.self", (link) => link.addEventListener("click", () => copy(link, link.href)));
  dress(() => {
    for (const button of document.querySelectorAll(".copy-code")) {
      if (button.nextElementSibling?.localName !== "pre") button.remove();
    }
    for (const [i, pre] of document.querySelectorAll(".code pre").entries()) {
      let button = pre.previousElementSibling;
      if (!button?.matches(".copy-code")) {
        button = make("button", { type: "button", className: "copy-code", textContent: "Copy" });
        button.addEventListener("click", ({ currentTarget }) => copy(currentTarget, currentTarget.nextElementSibling.textContent));
        pre.before(button);
      }
      const name = pre.closest(".code").querySelector(".lang")?.textContent ?? "";
      button.setAttribute("aria-label", / /.test(name) ? `Copy the code of ${name}` : `Copy ${name} code ${i + 1}`);
    }
  });

  // a box is a stop of the keyboard only if there is something to scroll
  const reach = () => {
    const boxes = [...document.querySelectorAll(".scroll, pre, .peek")];
    const wider = boxes.map((box) => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1);
    boxes.forEach((box, i) => { if (wider[i]) box.tabIndex = 0; else box.removeAttribute("tabindex"); });
  };
  dress(reach);
  addEventListener("resize", reach);
  document.fonts.ready.then(reach);
  document.fonts.addEventListener("loadingdone", reach);
  document.addEventListener("toggle", reach, true);

  // what is unfolded over the page closes by Escape or a click elsewhere
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll(".tools details[open]")) {
      if (menu.contains(except)) continue;
      if (menu.contains(document.activeElement)) menu.firstElementChild.focus();
      menu.open = false;
    }
  };
  addEventListener("click", (event) => closeMenus(event.target));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    closeMenus(null);
    const toggle = document.getElementById("nav-open");
    if (toggle) toggle.checked = false;
  });

  // previews of what a reference leads to
  const wide = matchMedia("(min-width: 71.01rem)");
  const article = document.querySelector("article");
  let peek = null;
  let lit = null;
  let timer = 0;
  const close = () => {
    clearTimeout(timer);
    peek?.remove();
    lit?.classList.remove("lit");
    peek = lit = null;
  };
  const preview = (link) => {
    close();
    const id = link.getAttribute("href").startsWith("#") ? decodeURIComponent(link.hash.slice(1)) : null;
    const target = id === null ? null : document.getElementById(id);
    const words = link.dataset.peek;
    if (!target && !words) return;
    peek = make("aside", { className: "peek live" });
    peek.setAttribute("aria-label", `Preview of ${link.textContent}`);
    if (target) {
      const clone = target.matches("section")
        ? make("div", {}, ...[...target.children].slice(0, 2).map((child) => child.cloneNode(true)))
        : target.cloneNode(true);
      const hidden = [clone, ...clone.querySelectorAll("[id]")];
      for (const element of hidden) element.removeAttribute("id");
      for (const element of clone.querySelectorAll("[tabindex]")) element.removeAttribute("tabindex");
      if (clone.matches("details")) clone.open = true;
      peek.append(clone.matches("li") ? make("p", {}, ...clone.childNodes) : clone);
    } else peek.append(make("p", { textContent: words }));
    article.append(peek);
    reach();
    lit = link;
    link.classList.add("lit");
    if (wide.matches) {
      const top = link.getBoundingClientRect().top - article.getBoundingClientRect().top;
      peek.style.top = `${Math.max(0, top - 12)}px`;
      // what is wider than the margin reaches over the text, so that no number is cut
      for (let tries = 0; tries < 3; tries++) {
        const over = Math.max(0, ...[peek, ...peek.querySelectorAll(".scroll, pre")].map((box) => box.scrollWidth - box.clientWidth));
        if (over === 0) break;
        const width = Math.min(article.clientWidth, peek.offsetWidth + over + 1);
        peek.style.left = `${Math.min(peek.offsetLeft, article.clientWidth - width)}px`;
        peek.style.width = `${width}px`;
      }
    } else peek.classList.add("sheet");
    peek.addEventListener("pointerenter", () => clearTimeout(timer));
    peek.addEventListener("pointerleave", later);
    peek.addEventListener("focusin", () => clearTimeout(timer));
    peek.addEventListener("focusout", later);
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(close, 250); };
  if (article) {
    addEventListener("heddle-exchange", close);
    each("article :is(a.ref, a.cite)", (link) => {
      link.addEventListener("pointerenter", (event) => {
        if (event.pointerType === "touch") return;
        clearTimeout(timer);
        timer = setTimeout(() => preview(link), 120);
      });
      link.addEventListener("pointerleave", later);
      link.addEventListener("focus", () => { if (link.matches(":focus-visible")) preview(link); });
      link.addEventListener("blur", later);
    });
    addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  }

  // search: the index is a script, so that it works from a folder of files
  const find = document.querySelector(".find");
  const offline = document.getElementById("heddle-index");
  if (find && (self?.src || offline)) {
    find.hidden = false;
    let dialog = null;
    let index = null;
    if (self?.src) addEventListener("heddle-exchange", () => { globalThis.heddleSearch = null; });
    const load = () => new Promise((resolve, reject) => {
      if (globalThis.heddleSearch) return resolve(globalThis.heddleSearch);
      const script = make("script", { src: `${base}assets/search.js` });
      script.onload = () => { script.remove(); resolve(globalThis.heddleSearch); };
      script.onerror = () => reject(new Error("the index is missing"));
      document.head.append(script);
    });
    const build = () => {
      const input = make("input", { type: "text", autocomplete: "off", spellcheck: false });
      input.setAttribute("aria-label", "Search the book");
      input.setAttribute("aria-controls", "search-hits");
      const list = make("ol", { id: "search-hits" });
      const hint = make("p", { className: "hint", textContent: "Type a word; arrows choose, Enter opens." });
      hint.setAttribute("role", "status");
      const done = make("button", { type: "button", textContent: "Close" });
      const form = make("form", { method: "dialog" }, input, done);
      dialog = make("dialog", { className: "search" }, form, list, hint);
      dialog.setAttribute("aria-label", "Search");
      document.body.append(dialog);
      done.addEventListener("click", () => dialog.close());
      dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        (list.querySelector("a.on") ?? list.querySelector("a"))?.click();
      });
      input.addEventListener("input", () => show(input.value, list, hint));
      dialog.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        event.preventDefault();
        const links = [...list.querySelectorAll("a")];
        const at = links.findIndex((link) => link.classList.contains("on"));
        const next = Math.min(links.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)));
        links.forEach((link, i) => link.classList.toggle("on", i === next));
        links[next]?.scrollIntoView({ block: "nearest" });
      });
    };
    const snippet = (text, terms) => {
      // letter by letter as the index has them: small, and without their accents
      const lower = index.fold(text);
      const at = terms.map((term) => lower.indexOf(term)).filter((i) => i >= 0).sort((a, b) => a - b)[0] ?? 0;
      const from = Math.max(0, text.lastIndexOf(" ", Math.max(0, at - 40)) + 1);
      const piece = text.slice(from, from + 160);
      const out = make("span", {}, from > 0 ? "… " : "");
      const pattern = terms.length ? new RegExp(`(${terms.map((t) => t.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|")})`, "u") : null;
      let place = 0;
      for (const [i, part] of (pattern ? lower.slice(from, from + 160).split(pattern) : [piece]).entries()) {
        const own = piece.slice(place, place += part.length);
        out.append(i % 2 ? make("mark", { textContent: own }) : own);
      }
      return out;
    };
    const show = (query, list, hint) => {
      list.replaceChildren();
      if (!index || query.trim() === "") { hint.textContent = "Type a word; arrows choose, Enter opens."; return; }
      const hits = index.search(query.normalize("NFC")).slice(0, 12);
      hint.textContent = hits.length === 0 ? `Nothing holds “${query}”.` : `${hits.length} ${hits.length === 1 ? "place" : "places"}`;
      for (const [i, hit] of hits.entries()) {
        const title = hit.section ? `${hit.chapter} › ${hit.section}` : hit.chapter;
        const link = make("a", { href: hit.page.startsWith("#") ? hit.page : base + hit.page, className: i === 0 ? "on" : "" }, make("b", { textContent: title }), snippet(hit.text, hit.terms));
        link.addEventListener("click", () => { dialog.close(); setTimeout(unfold, 0); });
        list.append(make("li", {}, link));
      }
    };
    const open = async () => {
      if (!dialog) build();
      dialog.showModal();
      dialog.querySelector("input").select();
      try { index = await load(); } catch { dialog.querySelector(".hint").textContent = "The search index cannot be read."; return; }
      show(dialog.querySelector("input").value, dialog.querySelector("ol"), dialog.querySelector(".hint"));
    };
    find.addEventListener("click", open);
    addEventListener("keydown", (event) => {
      if (event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
      if (event.key === "/" || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        open();
      }
    });
  }

  // on paper the solutions stand at the end
  const moved = [];
  addEventListener("beforeprint", () => {
    const folds = [...document.querySelectorAll("details.solution")];
    if (folds.length === 0 || moved.length > 0) return;
    const end = make("section", { className: "solutions-at-end" }, make("h2", { textContent: "Solutions" }));
    article.append(end);
    for (const fold of folds) {
      const place = document.createComment("solution");
      fold.replaceWith(place);
      end.append(fold);
      moved.push([place, fold, fold.open]);
      fold.open = true;
    }
    moved.end = end;
  });
  addEventListener("afterprint", () => {
    for (const [place, fold, wasOpen] of moved) { fold.open = wasOpen; place.replaceWith(fold); }
    moved.end?.remove();
    moved.length = 0;
  });
})();
