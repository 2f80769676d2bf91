/**
 * Code in four inks: names of functions, strings, operators, and the rest.
 *
 * @module
 */
import { escapeHtml } from "../../../templates/html.ts";

const R =
  /(#[^\n]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z.][\w.]*(?=\s*\())|(<-|->|\|>|%[^%\s]*%|[=~+\-*/^<>!&|]+)/g;
const SCRIPT =
  /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|([A-Za-z_$][\w$]*(?=\s*\())|(=>|[=+\-*/<>!&|?:]+)/g;

/** R code as HTML. */
function highlightR(code: string): string {
  return inks(code, R);
}

/** JavaScript or TypeScript as HTML. */
function highlightScript(code: string): string {
  return inks(code, SCRIPT);
}

function inks(code: string, pattern: RegExp): string {
  let out = "";
  let at = 0;
  for (const match of code.matchAll(pattern)) {
    out += escapeHtml(code.slice(at, match.index));
    const [all, comment, string, name] = match;
    const ink = comment !== undefined
      ? "cm"
      : string !== undefined
      ? "st"
      : name !== undefined
      ? "fn"
      : "op";
    out += `<span class="${ink}">${escapeHtml(all)}</span>`;
    at = match.index + all.length;
  }
  return out + escapeHtml(code.slice(at));
}

/** Any code; languages without an ink of their own stay black. */
export function highlight(code: string, language: string): string {
  if (/^(r|model)$/i.test(language)) return highlightR(code);
  if (/^(js|javascript|ts|typescript|plot|json)$/i.test(language)) return highlightScript(code);
  return escapeHtml(code);
}
