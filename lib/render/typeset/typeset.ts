/**
 * Plain text of results set as a book sets it: minus signs, powers of ten, terms with ×, symbols.
 *
 * @module
 */

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text made safe for HTML, in attributes too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ESCAPES[c] ?? c);
}

const RAISED: Record<string, string> = {
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
  "-": "⁻",
};

/** Digits and signs raised, e.g. `⁻⁵`. */
function raised(digits: string): string {
  return [...digits].map((c) => RAISED[c] ?? c).join("");
}

/**
 * A number as R writes it, set for reading: `-1.5` as `−1.5`, `3.441e-05` as `3.441 × 10⁻⁵`,
 * `<2e-16` as `< 2 × 10⁻¹⁶`. Other text is left as it is.
 */
export function typesetNumber(text: string): string {
  const match = text.trim().match(/^(<\s*)?(-?)(\d*\.?\d+)(?:e([+-])0*(\d+))?$/);
  if (!match) return text.trim();
  const [, below, sign, mantissa = "", powerSign, power] = match;
  const head = `${below ? "< " : ""}${sign ? "−" : ""}${mantissa}`;
  if (power === undefined) return below && mantissa.startsWith(".") ? `<${mantissa}` : head;
  return `${head} × 10${raised(`${powerSign === "-" ? "-" : ""}${power}`)}`;
}

/** Pieces of a term at the colons that join factors; colons inside brackets or quotes stay. */
function termParts(term: string): string[] {
  const parts: string[] = [];
  let depth = 0, quoted = false, start = 0;
  for (let i = 0; i < term.length; i++) {
    const c = term[i];
    if (c === "`") quoted = !quoted;
    else if (!quoted && (c === "(" || c === "[")) depth++;
    else if (!quoted && (c === ")" || c === "]")) depth--;
    else if (c === ":" && depth === 0 && !quoted) {
      parts.push(term.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, term.slice(start)];
}

/** `Day:Trt` as `Day × Trt`; factors may be given other words. */
export function typesetTerm(term: string, labels: Readonly<Record<string, string>> = {}): string {
  return termParts(term).map((p) => labels[p] ?? p).join(" × ");
}

/** A contrast's label with true minus signs between its members. */
export function typesetContrast(label: string): string {
  return label.replaceAll(" - ", " − ");
}

/**
 * A short key of a term for `data-term`: the same in equation, shell, table and code. Letters,
 * digits and dots stay, everything else becomes a hyphen.
 */
export function termKey(term: string): string {
  return term.replace(/[^\p{L}\p{N}.]+/gu, "-").replace(/^-|-$/g, "");
}

/** A text as LaTeX, special characters escaped. */
export function escapeLatex(text: string): string {
  return text.replace(/[\\{}$&#^_~%]/g, (c) => {
    if (c === "\\") return "\\textbackslash{}";
    if (c === "^") return "\\textasciicircum{}";
    if (c === "~") return "\\textasciitilde{}";
    return `\\${c}`;
  }).replaceAll("×", "$\\times$").replaceAll("−", "$-$");
}
