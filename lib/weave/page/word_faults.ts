/**
 * Words of a page's options that nothing acts on: options too late in their block, findings that
 * the auditor does not make, labels of other systems.
 *
 * @module
 */
import type { Diagnostic, Span } from "../../diagnostic.ts";
import { ACKNOWLEDGEABLE } from "../../design/audit/finding.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { isOption } from "./options/block_options.ts";
import type { Block, Page } from "./page.ts";
import type { Fault } from "./source.ts";
import { FOREIGN_PREFIXES, MEANT_PREFIXES } from "./vocabulary.ts";

/** What there is to say of the words of a page. */
export function wordFaults(page: Page): Diagnostic[] {
  const told: Diagnostic[] = [];
  const tell = (fault: Fault, span: Span): void => {
    told.push(page.source.diagnostic({ severity: "warning", ...fault }, span));
  };
  for (const name of page.front.acknowledge) {
    const start = Math.max(0, page.source.text.indexOf(name));
    tellOfFinding(name, { start, end: start + name.length }, tell);
  }
  for (const block of page.blocks) {
    const given = block.options["acknowledge"];
    for (const name of given ? [given.value].flat() : []) {
      tellOfFinding(String(name), given!.span, tell);
    }
    tellOfLabel(page, block, tell);
    tellOfLateOptions(block, tell);
  }
  for (const [name, { start, end }] of page.texts) {
    // In a string of a block as well: kable's caption.
    if (page.source.text.split(`(ref:${name})`).length > 2) continue;
    tell({
      code: "unused-text-reference",
      message: `Nothing uses (ref:${name}), so these words stand nowhere`,
      hint: `Write "(ref:${name})" in a caption or a sentence`,
    }, { start, end });
  }
  return told;
}

type Tell = (fault: Fault, span: Span) => void;

function tellOfFinding(name: string, span: Span, tell: Tell): void {
  if (ACKNOWLEDGEABLE.includes(name)) return;
  tell({
    code: "unknown-finding",
    message: `The auditor has no finding "${name}"`,
    hint: suggestion(name, ACKNOWLEDGEABLE, "Its findings are"),
  }, span);
}

/** `#| label: tab-x`; in the head of a chunk any name is its name. */
function tellOfLabel(page: Page, block: Block, tell: Tell): void {
  const label = block.options["label"];
  if (!label || page.source.line(page.source.place(label.span.start).line - 1).includes("```")) {
    return;
  }
  const [prefix = "", ...name] = String(label.value).split("-");
  if (name.length === 0) return;
  const meant = MEANT_PREFIXES[prefix];
  const foreign = FOREIGN_PREFIXES[prefix];
  if (meant !== undefined) {
    tell({
      code: "unknown-label-kind",
      message: `Labels do not begin with "${prefix}-"`,
      hint: `Write ${meant}-${name.join("-")}`,
    }, label.span);
  } else if (foreign !== undefined) {
    tell({
      code: "unknown-label-kind",
      message: `"${String(label.value)}": there are no labels of ${foreign} here`,
      hint: "Labels of a block begin with tbl-, fig-, eq-, mdl- or dsn-",
    }, label.span);
  }
}

/** An option below the first statement, or with a blank in its sign, is a comment. */
function tellOfLateOptions(block: Block, tell: Tell): void {
  if (block.kind === "inline") return;
  for (const [index, line] of block.code.split("\n").entries()) {
    const match = /^\s*#\s*\|\s*([\w.-]+)\s*:/.exec(line);
    if (!match || !isOption(match[1] ?? "")) continue;
    const start = (block.lineOffsets[index] ?? block.span.start) + line.indexOf("#");
    const blank = /^\s*#\s+\|/.test(line);
    tell({
      code: "late-option",
      message: blank
        ? "This is a comment: no blank stands between # and |"
        : "This is a comment: options stand at the head of a block",
      hint: blank
        ? `Write \`#| ${match[1]}: …\` at the head of the block`
        : "Put it above the first statement, and above comments",
    }, { start, end: start + line.trim().length });
  }
}
