/**
 * The preview server's page of faults.
 *
 * @module
 */
import type { Diagnostic } from "../lib/diagnostic.ts";
import { type Html, html, raw } from "./html.ts";

const NUMBERS = [
  "No",
  "One",
  "Two",
  "Three",
  "Four",
  "Five",
  "Six",
  "Seven",
  "Eight",
  "Nine",
  "Ten",
];

/** `Two errors and a note`. */
function countFaults(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: string) => diagnostics.filter((d) => d.severity === severity).length;
  const phrases = [["error", "an"], ["warning", "a"], ["note", "a"]].flatMap(
    ([severity = "", article = ""]) => {
      const n = count(severity);
      if (n === 0) return [];
      return [
        n === 1
          ? `${article} ${severity}`
          : `${(NUMBERS[n] ?? String(n)).toLowerCase()} ${severity}s`,
      ];
    },
  );
  if (phrases.length === 0) return "No faults";
  const text = phrases.length < 3
    ? phrases.join(" and ")
    : `${phrases[0]}, ${phrases[1]} and ${phrases[2]}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Names in “ ” that a hint offers are set in the colour of corrections. */
function hintWords(hint: string): Html {
  const parts = hint.split(/("[^"]+"|`[^`]+`)/);
  return html`${
    parts.map((part) =>
      /^".+"$/.test(part)
        ? html`<ins>${part.slice(1, -1)}</ins>`
        : /^`.+`$/.test(part)
        ? html`<code>${part.slice(1, -1)}</code>`
        : part
    )
  }`;
}

function fault(diagnostic: Diagnostic, { link, lesson }: FaultLinks): Html {
  const { severity, file, line, column, excerpt } = diagnostic;
  const address = lesson(diagnostic);
  const why = address === null ? null : html`. <a href="${address}">Why this matters</a>`;
  const place = file === undefined
    ? ""
    : `${file}${line === undefined ? "" : `:${line}:${column ?? 1}`}`;
  const word = { error: "Error", warning: "Warning", note: "Note" }[severity];
  const start = (column ?? 1) - 1;
  const end = diagnostic.endLine === line
    ? (diagnostic.endColumn ?? start + 2) - 1
    : (excerpt ?? "").length;
  return html`
    <div class="fault${severity !== "error" && " hint"}"><span class="sev">${word}</span><div>
    <h2>${diagnostic.message}</h2>${place !== "" && html`
      <a class="at" href="${link(diagnostic)}">${place}</a>
    `}${excerpt !== undefined && line !== undefined && html`
      <pre
        tabindex="0"><code><s>${String(line).padEnd(4)}</s>${excerpt.slice(0, start)}<mark>${excerpt
          .slice(start, Math.max(end, start + 1))}</mark>${excerpt.slice(
            Math.max(end, start + 1),
          )}</code></pre>
    `}${diagnostic.hint !== undefined &&
      html`<p>${hintWords(diagnostic.hint)}${why}</p>`}</div></div>
  `;
}

/** Where faults lead. */
export interface FaultLinks {
  link: (diagnostic: Diagnostic) => string;
  /** Address of a page that explains the finding, if there is one. */
  lesson: (diagnostic: Diagnostic) => string | null;
}

/** What the page of faults is made of. */
export interface FaultsView extends FaultLinks {
  diagnostics: readonly Diagnostic[];
  style: string;
  /** When the last good build was made, `09:41:07`; null if there was none since the start. */
  lastGood: string | null;
  /** True if the page is there as it was before the faults. */
  behind: boolean;
  /** When this build was tried. */
  time: string;
}

/** `the last good build, 09:41:07`. */
function goodBuild(lastGood: string | null): string {
  return lastGood === null ? "an earlier preview" : `the last good build, ${lastGood}`;
}

function whatIsBehind({ behind, lastGood }: FaultsView): string {
  if (behind) return `The page behind is of ${goodBuild(lastGood)}.`;
  return lastGood === null
    ? "There is no good build yet."
    : "The last good build has no such page.";
}

/** What must be mended before what may be, each in the order of its places. */
function errorsFirst(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const isError = ({ severity }: Diagnostic): boolean => severity === "error";
  return [...diagnostics.filter(isError), ...diagnostics.filter((each) => !isError(each))];
}

/** A page that stands in front of the last good build until the faults are mended. */
export function faultsPage(view: FaultsView): Html {
  return html`
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>${countFaults(view.diagnostics)}</title>
        <style>${raw(view.style)}</style>
      </head>
      <body>
        <main class="faults">
          <div class="sheet" role="alertdialog" aria-labelledby="faults-title" ${view.behind &&
            raw(' data-behind="yes"')}>
    <header><h1 id="faults-title">${countFaults(view.diagnostics)}</h1><p>tried at ${view
      .time}</p></header>
    ${errorsFirst(view.diagnostics).map((diagnostic) => fault(diagnostic, view))}
    <footer><span>${whatIsBehind(view)}</span><span><span role="status"></span>${view.behind &&
      html`
        <kbd>Esc</kbd> to read it,
      `}<kbd>c</kbd> to copy this report</span></footer>
          </div>
        </main>
      </body>
    </html>
  `;
}

/** What a preview says at the foot of a page. */
export interface PreviewFoot extends FaultLinks {
  /** Warnings of the build that the page is of. */
  warnings: readonly Diagnostic[];
  /** If the book has faults by now: how many, and from when the page is. */
  stale: { faults: readonly Diagnostic[]; lastGood: string | null } | null;
}

const FOOT_STYLE = raw(
  `<style>.heddle-foot{position:fixed;right:1rem;bottom:1rem;z-index:20;max-width:min(44rem,calc(100vw - 2rem));` +
    `max-height:70vh;overflow:auto;background:var(--paper);color:var(--ink);border:1px solid var(--edge);` +
    `border-radius:6px;box-shadow:0 6px 24px rgb(0 0 0/.14);font:400 .9375rem/1.4 var(--sans)}` +
    `.heddle-foot>summary,.heddle-foot>p{margin:0;padding:.5rem .9rem;cursor:pointer;color:var(--weld);font:600 .9375rem/1.4 var(--sans)}` +
    `.heddle-foot>p{cursor:auto;color:var(--madder)}@media print{.heddle-foot{display:none}}</style>`,
);

/** Warnings, or that the page is not of today; nothing if there is nothing to say. */
export function previewFoot(view: PreviewFoot): Html | null {
  const { warnings, stale } = view;
  if (stale) {
    return html`
      ${FOOT_STYLE}<aside class="heddle-foot">
        <p>This page is of ${goodBuild(stale.lastGood)}. ${countFaults(
          stale.faults,
        )} since: <a href="?">read</a></p>
      </aside>
    `;
  }
  if (warnings.length === 0) return null;
  return html`
    ${FOOT_STYLE}<details class="heddle-foot"
      id="heddle-foot"><summary>${countFaults(warnings)}</summary>${warnings.map((warning) =>
        fault(warning, view)
      )}</details>
  `;
}

/** Said where a page was looked for that is not there; it is there at once if it comes. */
export function missingPage(style: string): Html {
  return html`
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>There is nothing here</title>
        <style>${raw(style)}</style>
      </head>
      <body>
        <main class="faults">
          <div class="sheet">
            <header>
              <h1>There is nothing here.</h1>
            </header>
            <footer><span>The page shows itself when it is built. <a href="/">The first page</a></span></footer>
          </div>
        </main>
      </body>
    </html>
  `;
}
