/**
 * The files that every page of a site shares: style, script, fonts.
 *
 * @module
 */
import type { World } from "../../world.ts";
import type { StepMemory } from "../step_memory.ts";
import { programBytes, programMade, programNames, programText } from "../program_files.ts";

/** The whole style sheet: fonts, mathematics, our own. */
export function styleSheet(world: World): string {
  return programMade(
    "style",
    () =>
      ["fonts.css", "katex.css", "style.css"].map((name) => tidyCss(programText(world, name)))
        .join("\n"),
  );
}

/** Without comments and blanks that mean nothing; texts in quotes stay as they are. */
function tidyCss(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(
      /("[^"]*"|'[^']*')|\s*([{};,])\s*|(:)\s+/g,
      (_, quoted, sign, colon) => quoted ?? sign ?? colon,
    )
    .replace(
      /("[^"]*"|'[^']*')|;(\})|\s+(>)\s+/g,
      (_, quoted, end, child) => quoted ?? end ?? child,
    )
    .replace(/\s*\n\s*/g, "\n").trim();
}

/** The page's script, without comment lines. */
export function pageScript(world: World): string {
  return programMade(
    "script",
    () =>
      programText(world, "script.js").replace(/^\s*\/\/[^\n]*\n/gm, "").replace(/^[ \t]+/gm, ""),
  );
}

/** Files under `assets/`, by their path in the site, with those fonts that its pages can use. */
export function sharedAssets(
  world: World,
  pages: ReadonlyMap<string, string>,
  memory?: StepMemory,
): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>();
  const style = styleSheet(world);
  files.set("assets/style.css", `${style}\n`);
  files.set("assets/script.js", pageScript(world));
  files.set("assets/mark.svg", programText(world, "mark.svg"));
  const used = usedFonts(style, pages, memory);
  // A reader may type any letter into the search, and its results join pages.
  used.add("fonts/sans-more.woff2");
  for (const name of programNames("fonts")) {
    if (!name.endsWith(".txt") && !used.has(`fonts/${name}`)) continue;
    const bytes = programBytes(world, `fonts/${name}`);
    if (bytes) files.set(`assets/fonts/${name}`, bytes);
  }
  return files;
}

/** Addresses of the font files that pages can ask for, as the style sheet writes them. */
function usedFonts(
  style: string,
  pages: ReadonlyMap<string, string>,
  memory?: StepMemory,
): Set<string> {
  // A page that is as it was has the signs and the faces that it had.
  const recall = <T>(step: string, path: string, text: string, make: () => T): T =>
    memory ? memory.recall(step, path, [text], make) : make();
  const codes = memory
    ? [
      ...new Set(
        [...pages].flatMap(([path, text]) =>
          recall("signs", path, text, () => charactersOf([text]))
        ),
      ),
    ]
    : charactersOf([...pages.values()]);
  const faces = [...pages].map(([path, text]) => recall("faces", path, text, () => facesIn(text)));
  const mathematics = faces.some((each) => each.mathematics);
  const used = new Set<string>();
  for (const [, body = ""] of style.matchAll(/@font-face\{([^}]*)\}/g)) {
    const family = /font-family:"?([^";]+)/.exec(body)?.[1] ?? "";
    const file = /url\((fonts\/[^)]+)\)/.exec(body)?.[1];
    if (file === undefined || !inRange(codes, /unicode-range:([^;}]*)/.exec(body)?.[1])) continue;
    const needed = !family.startsWith("KaTeX") ||
      faces.some((each) => each.katex && katexFace(family, body, each.words)) ||
      /^KaTeX_(Main|Math)$/.test(family) && !/font-weight:700|Main-Italic/.test(body) &&
        mathematics;
    if (needed) used.add(file);
  }
  return used;
}

/** What a page's mathematics asks of fonts. */
interface Faces {
  /** It has formulas that KaTeX has set. */
  katex: boolean;
  /** It has single symbols. */
  mathematics: boolean;
  /** Words of KaTeX's markup that ask for one of its rarer faces. */
  words: ReadonlySet<string>;
}

/** Words that ask for a face: whole ones, and beginnings of some. One search finds them all. */
const FACE_WORDS = new RegExp(
  "\\b(?:(?:boldsymbol|mathbf|textbf|mathit|textit|amsrm|mathbb|textbb|mathcal|mathfrak|textfrak|" +
    "mathsf|textsf|mathscr|textscr|mathtt|texttt)\\b|delimsizing|op-symbol|delim-size)",
  "g",
);

function facesIn(text: string): Faces {
  const katex = text.includes('class="katex');
  const words = new Set(katex ? text.match(FACE_WORDS) : []);
  if (words.has("boldsymbol") && /class="[^"]*\bboldsymbol\b/.test(text)) words.add("bold class");
  return { katex, mathematics: text.includes('class="m'), words };
}

/** The code points that texts have, each once. */
function charactersOf(texts: readonly string[]): number[] {
  // Nearly all are ASCII: each of these is looked for until a text has it, and passed over besides.
  let open = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
  const found = new Set<number>();
  // A page without control characters is not asked for each of them.
  if (!texts.some((text) => CONTROL.test(text))) open = open.filter((sign) => !CONTROL.test(sign));
  for (const text of texts) {
    open = open.filter((sign) => {
      const has = text.includes(sign);
      if (has) found.add(sign.charCodeAt(0));
      return !has;
    });
    for (const sign of text.replace(ASCII, "")) found.add(sign.codePointAt(0)!);
  }
  return [...found];
}

// deno-lint-ignore no-control-regex
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;

const ASCII = /[\0-\x7f]+/g;

/** Whether any character lies in a `unicode-range`; all do where there is none. */
function inRange(codes: readonly number[], range: string | undefined): boolean {
  if (range === undefined) return true;
  const spans = range.split(",").map((part) => {
    const [from = "", to = from] = part.trim().replace(/^U\+/i, "").split("-");
    return [parseInt(from, 16), parseInt(to, 16)] as const;
  });
  return codes.some((code) => spans.some(([first, last]) => code >= first && code <= last));
}

/** The style sheet with those fonts inside that a text can use, for a book in one file. */
export function inlineStyle(world: World, text: string): string {
  const style = styleSheet(world);
  const used = usedFonts(style, new Map([["", text]]));
  return style.replace(/@font-face\{([^}]*)\}/g, (face: string, body: string) => {
    const file = /url\((fonts\/[^)]+)\)/.exec(body)?.[1];
    if (file === undefined || !used.has(file)) return "";
    const bytes = programBytes(world, file);
    if (bytes === null) return "";
    return face.replace(/url\([^)]*\)/, `url(data:font/woff2;base64,${base64(bytes)})`);
  });
}

/** Whether KaTeX's markup asks for one of its rarer faces. */
function katexFace(family: string, body: string, words: ReadonlySet<string>): boolean {
  const italic = body.includes("font-style:italic");
  const bold = body.includes("font-weight:700");
  const some = (...asked: string[]) => asked.some((word) => words.has(word));
  switch (family) {
    case "KaTeX_Main":
      return bold && italic
        ? some("bold class")
        : bold
        ? some("mathbf", "textbf")
        : italic
        ? some("mathit", "textit")
        : true;
    case "KaTeX_Math":
      return bold ? some("boldsymbol") : true;
    case "KaTeX_AMS":
      return some("amsrm", "mathbb", "textbb");
    case "KaTeX_Caligraphic":
      return some("mathcal");
    case "KaTeX_Fraktur":
      return some("mathfrak", "textfrak");
    case "KaTeX_SansSerif":
      return some("mathsf", "textsf");
    case "KaTeX_Script":
      return some("mathscr", "textscr");
    case "KaTeX_Typewriter":
      return some("mathtt", "texttt");
    default:
      return some("delimsizing", "op-symbol", "delim-size");
  }
}

/** Bytes as base64. */
export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(text);
}
