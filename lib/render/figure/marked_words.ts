/**
 * Words of a picture with letters below and above the line, in italics and in bold. A label stays one
 * text, in which characters for private use say where such a part begins and ends; whatever draws
 * texts takes it apart here, and whatever speaks of a picture takes its plain words.
 *
 * @module
 */
import { escapeHtml } from "../typeset/typeset.ts";

/** How a part of a label is set. */
export type Setting = "below" | "above" | "italic" | "bold";

const BEGINS: Readonly<Record<Setting, string>> = {
  below: "\uE010",
  above: "\uE011",
  italic: "\uE012",
  bold: "\uE013",
};
const END = "\uE014";
const SETTINGS = new Map(Object.entries(BEGINS).map(([name, mark]) => [mark, name as Setting]));

/** Signs that stand on another one. */
const ACCENTS = /[\u0300-\u036f]/g;

/** Words set in a way; a line is never broken within them. */
export function set(setting: Setting, words: string): string {
  return `${BEGINS[setting]}${words.replaceAll(" ", "\u00a0")}${END}`;
}

/** Whether a label has parts of its own. */
export function isMarked(words: string): boolean {
  return /[\uE010-\uE014]/.test(words);
}

/** A part of a label: its size and how far it stands below the line, in heights of a letter. */
export interface Run {
  text: string;
  size: number;
  below: number;
  italic: boolean;
  bold: boolean;
}

const SMALLER = 0.7;

/** The parts of a label from left to right. */
export function runsOf(words: string): Run[] {
  const runs: Run[] = [];
  const open: Run[] = [{ text: "", size: 1, below: 0, italic: false, bold: false }];
  let text = "";
  const done = (): void => {
    if (text !== "") runs.push({ ...open.at(-1)!, text });
    text = "";
  };
  for (const c of words) {
    const setting = SETTINGS.get(c);
    const last = open.at(-1)!;
    if (setting) {
      done();
      open.push(within(last, setting));
    } else if (c === END) {
      done();
      if (open.length > 1) open.pop();
    } else text += c;
  }
  done();
  return runs;
}

function within(run: Run, setting: Setting): Run {
  switch (setting) {
    case "below":
      return { ...run, below: run.below + 0.22 * run.size, size: run.size * SMALLER };
    case "above":
      return { ...run, below: run.below - 0.38 * run.size, size: run.size * SMALLER };
    case "italic":
      return { ...run, italic: true };
    case "bold":
      return { ...run, bold: true };
  }
}

const LOW = new Map(
  [..."0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨ"].reduce<
    [string, string][]
  >((pairs, c, i, all) => i % 2 === 0 ? [...pairs, [c, all[i + 1]!]] : pairs, []),
);
const HIGH = new Map(
  [..."0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺−⁻=⁼(⁽)⁾nⁿiⁱTᵀ"].reduce<[string, string][]>(
    (pairs, c, i, all) => i % 2 === 0 ? [...pairs, [c, all[i + 1]!]] : pairs,
    [],
  ),
);

/** A label as plain words: `μ̂₂`, `σ_block`. */
export function plainLabel(words: string): string {
  if (!isMarked(words)) return words;
  let line = 0;
  return runsOf(words).map(({ text, below }) => {
    const sign = below > line ? "_" : "^";
    const letters = below > 0 ? LOW : HIGH;
    const own = below === 0 || below === line
      ? text
      : [...text].every((c) => letters.has(c))
      ? [...text].map((c) => letters.get(c)!).join("")
      : `${sign}${text.replaceAll("\u00a0", " ")}`;
    line = below;
    return own;
  }).join("").replaceAll("\u00a0", " ");
}

const TAGS: Readonly<Record<Setting, string>> = {
  below: "sub",
  above: "sup",
  italic: "i",
  bold: "b",
};

/** A label as HTML. */
export function htmlLabel(words: string): string {
  const open: string[] = [];
  const html = [...words].map((c) => {
    const setting = SETTINGS.get(c);
    if (setting) {
      open.push(TAGS[setting]);
      return `<${TAGS[setting]}>`;
    }
    if (c !== END) return escapeHtml(c);
    const tag = open.pop();
    return tag ? `</${tag}>` : "";
  }).join("");
  return html + open.reverse().map((tag) => `</${tag}>`).join("");
}

/** A label without what has no width of its own. */
export function widthParts(words: string): { text: string; size: number }[] {
  const bare = words.replace(ACCENTS, "");
  return isMarked(bare) ? runsOf(bare) : [{ text: bare, size: 1 }];
}
