/**
 * What `book.yml` says beyond its shape: addresses that are addresses, colours that are colours.
 * A value that could not be set into a page as it stands is a fault, and is not used.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";
import { nearest, suggestion } from "../../syntax/nearest.ts";
import { styleFault } from "../../weave/plot/plot_style.ts";
import { compareVersions, VERSION, versionOf } from "../../version.ts";
import type { BookFile, BookSettings } from "./book.ts";
import { isMovingDate, isNoDay, MOVING_DATE, noDay } from "../../weave/page/front_matter.ts";
import { changesSince } from "./changes.ts";
import { CSS_COLOURS } from "./css_colours.ts";

/** CSS variables that `theme` may set: those of the style sheet's `:root`. */
export const THEME_VARIABLES = [
  "paper",
  "raised",
  "band",
  "rule",
  "edge",
  "ink",
  "soft",
  "indigo",
  "madder",
  "gold",
  "sea",
  "lilac",
  "weld",
  "leaf",
  "indigo-wash",
  "serif",
  "display",
  "sans",
  "mono",
  "math",
  "nav",
  "text",
  "gap",
  "margin",
  "gutter",
  "wide",
  "base",
] as const;

/** A value of a CSS variable that ends no declaration and loads nothing. */
const CSS_VALUE = /^[\p{L}\p{N}\s#%.,()'"+*/_-]+$/u;

/** Languages that authors write out. */
const LANGUAGES: Readonly<Record<string, string>> = {
  english: "en",
  spanish: "es",
  español: "es",
  french: "fr",
  français: "fr",
  german: "de",
  deutsch: "de",
  portuguese: "pt",
  português: "pt",
  italian: "it",
  italiano: "it",
  dutch: "nl",
};

/** Faults of values; what is refused is set back to its default in `settings`. */
export function checkBook({ settings, fault }: BookFile): Diagnostic[] {
  return [
    ...checkAddress(settings, fault),
    ...checkEdit(settings, fault),
    ...checkTheme(settings, fault),
    ...checkLanguage(settings, fault),
    ...checkMacros(settings, fault),
    ...checkWords(settings, fault),
    ...checkVersion(settings, fault),
  ];
}

type Fault = BookFile["fault"];

const warning = (diagnostic: Diagnostic): Diagnostic => ({ ...diagnostic, severity: "warning" });

/** A book that an older program wrote is told what it may look at; a newer one is not built. */
function checkVersion({ heddle }: BookSettings, fault: Fault): Diagnostic[] {
  if (heddle === "") return [];
  const written = versionOf(heddle);
  if (!written || !/^v?\d+\.\d+\.\d+$/.test(heddle)) {
    return [fault(["heddle"], "bad-option", `"${heddle}" is no version`, "Three numbers: 0.2.0")];
  }
  const order = compareVersions(written, versionOf(VERSION)!);
  if (order > 0) {
    return [
      fault(
        ["heddle"],
        "newer-book",
        `The book was written for Heddle ${heddle}, and this is ${VERSION}`,
        `Install that version: npm install @heddle/heddle@${heddle}`,
      ),
    ];
  }
  const seen = changesSince(heddle).filter(({ kind }) => kind !== null);
  if (seen.length === 0) return [];
  const numbers = seen.filter(({ kind }) => kind === "numbers").length;
  const counted = numbers === 0 ? "none in its numbers" : `${numbers} in its numbers`;
  return [warning(fault(
    ["heddle"],
    "older-book",
    `The book was written for Heddle ${heddle}; this is ${VERSION}, and ${seen.length} ` +
      `${seen.length === 1 ? "change" : "changes"} since may show in it, ${counted}`,
    `heddle upgrade lists them, and heddle upgrade --write sets "heddle: ${VERSION}"`,
  ))];
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text);
}

function checkAddress(settings: BookSettings, fault: Fault): Diagnostic[] {
  const { address } = settings;
  if (address === "" || isWebAddress(address)) return [];
  settings.address = "";
  const whole = `https://${address.replace(/^\/+/, "")}`;
  const near = isWebAddress(whole) && !address.includes(":") ? `Write "${whole}"` : null;
  return [
    fault(
      ["address"],
      "bad-option",
      `"${address}" is no address of a site`,
      near ?? "Write it whole: https://example.org/course/",
    ),
  ];
}

function checkEdit(settings: BookSettings, fault: Fault): Diagnostic[] {
  const { edit } = settings;
  if (edit === "" || isWebAddress(edit.replace(/\{(file|path)\}/, "file"))) return [];
  settings.edit = "";
  return [
    fault(
      ["edit"],
      "bad-option",
      `"${edit}" is no address that a link may have`,
      "For example https://example.org/course/edit/main/{file}",
    ),
  ];
}

function checkTheme(settings: BookSettings, fault: Fault): Diagnostic[] {
  const found: Diagnostic[] = [];
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(settings.theme)) {
    const plain = name.replace(/^--/, "");
    if (!(THEME_VARIABLES as readonly string[]).includes(plain)) {
      found.push(warning(fault(
        ["theme", name],
        "unknown-option",
        `The style sheet has no variable "${name}"`,
        suggestion(plain, THEME_VARIABLES) ?? `There are ${THEME_VARIABLES.join(", ")}`,
      )));
    } else if (!CSS_VALUE.test(value) || !isClosed(value) || styleFault(value) !== null) {
      found.push(fault(
        ["theme", name],
        "bad-option",
        `"${value}" is no value of a CSS variable`,
        isClosed(value)
          ? 'A colour, a length or a name of a face: teal, "#0b6e6e", 44rem'
          : "Something is not closed; YAML reads # behind a blank as a remark, so put quotes round it",
      ));
    } else {
      kept[plain] = value;
      const colour = COLOURS.includes(plain) ? poorColour(value) : null;
      if (colour !== null) {
        found.push(
          warning(fault(["theme", name], "bad-option", `"${value}" is no colour`, colour)),
        );
      }
    }
  }
  settings.theme = kept;
  return found;
}

/** Whether all brackets and quotes of a value are closed: an open one would take in what follows. */
function isClosed(value: string): boolean {
  let depth = 0;
  let quote = "";
  for (const c of value) {
    if (quote !== "") quote = c === quote ? "" : quote;
    else if (c === "'" || c === '"') quote = c;
    else if (c === "(") depth++;
    else if (c === ")" && --depth < 0) return false;
  }
  return depth === 0 && quote === "";
}

/** Variables that are colours. */
const COLOURS: readonly string[] = THEME_VARIABLES.slice(0, THEME_VARIABLES.indexOf("serif"));

/** What leads out of a value that is no colour; null if it may be one. */
function poorColour(value: string): string | null {
  const text = value.trim().toLowerCase();
  if (/^[a-z]+$/.test(text)) {
    if (CSS_COLOURS.has(text)) return null;
    const near = nearest(text, CSS_COLOURS);
    return near === null
      ? 'A name that CSS has, or a code: teal, "#0b6e6e"'
      : `Did you mean ${near}?`;
  }
  if (!text.startsWith("#") || /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.test(text)) return null;
  return "A code has three or six digits from 0 to f: #0b6e6e";
}

function checkLanguage(settings: BookSettings, fault: Fault): Diagnostic[] {
  const { language } = settings;
  if (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) return [];
  const known = LANGUAGES[language.toLowerCase()];
  settings.language = known ?? "en";
  return [
    warning(fault(
      ["language"],
      "bad-option",
      `"${language}" is no code of a language`,
      known ? `Write ${known}` : "Write a code, such as en, es, pt-BR",
    )),
  ];
}

/** Macros of mathematics by their names with the backslash. */
function checkMacros(settings: BookSettings, fault: Fault): Diagnostic[] {
  const found: Diagnostic[] = [];
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(settings.macros)) {
    const command = `\\${name.replace(/^\\/, "")}`;
    if (/^\\[A-Za-z]+$/.test(command)) kept[command] = value;
    else {
      found.push(fault(
        ["macros", name],
        "bad-option",
        `"${name}" is no name of a command`,
        "A name is made of letters: `E`, or `\\E`",
      ));
    }
  }
  settings.macros = kept;
  return found;
}

/** Values of R, and the day of the build, have no place in the words of a book. */
function checkWords(settings: BookSettings, fault: Fault): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (isNoDay(settings.date)) {
    const { code, message, hint } = noDay(settings.date);
    found.push(fault(["date"], code, message, hint));
    settings.date = "";
  }
  if (isMovingDate(settings.date)) {
    found.push(warning(fault(["date"], MOVING_DATE.code, MOVING_DATE.message, MOVING_DATE.hint)));
    settings.date = "";
  }
  const words = { ...settings, authors: settings.authors.join(", ") };
  for (const key of ["title", "subtitle", "authors", "description"] as const) {
    if (!/`r\s/.test(words[key])) continue;
    found.push(warning(
      fault([key], "bad-option", `"${key}" of a book holds no values of R`, "Write the words"),
    ));
  }
  return found;
}
