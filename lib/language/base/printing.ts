/**
 * Words that write: `print`, `cat`, `message`-like output.
 *
 * @module
 */
import { numberCells } from "../print/cells.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { TIBBLE_LINES } from "../print/tibbles.ts";
import { asCharacter, describe, numberText } from "../values/coerce.ts";
import { widthOf } from "../print/cells.ts";
import { refuse } from "../evaluation/matching.ts";
import { printsByWord } from "../evaluation/own_printing.ts";
import { printOptions } from "../print/print.ts";
import {
  characters,
  type Frame,
  inherits,
  isFactor,
  isFrame,
  isVector,
  NULL,
  type Value,
  withAttribute,
} from "../values/value.ts";

/** `print` of a tibble: how many rows, and how wide. */
function printTibble(call: Call, x: Frame): Value {
  const wanted = (name: string): number | undefined => {
    const value = call.optional(name);
    return value === null || value.type === "NULL" ? undefined : call.number(name);
  };
  const [rows, width, names] = ["n", "width", "max_extra_cols"].map(wanted);
  call.hidden = true;
  if (rows === undefined && width === undefined && names === undefined) {
    call.interpreter.show(x, printOptions(call));
    return x;
  }
  const lines = TIBBLE_LINES.now()(x, printOptions(call), {
    ...(rows === undefined ? {} : { rows }),
    ...(width === undefined ? {} : { width }),
    ...(names === undefined ? {} : { names }),
  });
  call.interpreter.printed.push(lines.join("\n") + "\n");
  return x;
}

const TIBBLE_ARGUMENTS = ["n", "max_extra_cols"];

/** Prints what a package has a way for, with the arguments that the call has; false of anything else. */
function printsAsPackaged(call: Call, x: Value): boolean {
  if (call.word.name !== "print" || !x.attributes?.has("class")) return false;
  const named = call.given.flatMap((given, k) =>
    given && k > 0 ? [{ ...given, name: call.word.parameters[k]!.name }] : []
  );
  const more = [...named, ...call.dots].map((a) => ({
    name: a.name,
    value: a.value ?? call.interpreter.evaluate(a.expr!, call.scope),
  }));
  return printsByWord(call.interpreter, x, call.span, more);
}

function print(call: Call): Value {
  const x = call.value("x");
  if (printsAsPackaged(call, x)) {
    call.hidden = true;
    return x;
  }
  if (isFrame(x) && inherits(x, "tbl_df")) return printTibble(call, x);
  for (const name of TIBBLE_ARGUMENTS) {
    if (call.has(name)) {
      call.fail(
        "unknown-argument",
        `print() takes ${name} for tibbles alone`,
        "head(x, n) takes the first rows",
      );
    }
  }
  const [other] = call.dots;
  if (other && x.type !== "thing") {
    refuse(call.word, other, call.word.parameters.map((p) => p.name));
  }
  call.interpreter.show(x, printOptions(call));
  call.hidden = true;
  return x;
}

/** Elements as `cat` writes them: numbers with up to seven digits. */
function catTexts(call: Call, x: Value): string[] {
  if (x.type === "NULL") return [];
  if (x.type === "list" && x.values.length > 0) {
    return call.fail("wrong-argument", "cat() writes vectors, not a list", "cat(unlist(x))");
  }
  if (!isVector(x)) {
    return x.type === "language"
      ? [describe(x)]
      : call.fail("wrong-argument", `cat() writes vectors, not ${describe(x)}`);
  }
  if (isFactor(x)) return Array.from(x.values, String);
  if (x.type === "double") {
    return Array.from(
      x.values,
      (v, i) =>
        Number.isNaN(v)
          ? numberText(v, x.nan?.[i] === 1) ?? "NA"
          : numberCells(Float64Array.of(v), null, call.interpreter.console)[0]!,
    );
  }
  return asCharacter(x).values.map((v) => v ?? "NA");
}

function cat(call: Call): Value {
  const separators = call.has("sep") ? call.texts("sep").map((s) => s ?? "NA") : [" "];
  const texts = call.rest.flatMap((x) => catTexts(call, x));
  const fill = call.optional("fill");
  const width = fill === null
    ? 0
    : fill.type === "logical"
    ? (call.flag("fill", false) ? 80 : 0)
    : call.number("fill");
  let out = "";
  let used = 0;
  texts.forEach((t, i) => {
    const sep = separators[i % separators.length] ?? "";
    const needed = widthOf(t) + widthOf(sep);
    if (width > 0 && used > 0 && used + needed > width) {
      out += "\n";
      used = 0;
    }
    used += needed;
    out += i < texts.length - 1 ? t + sep : t;
  });
  if (width > 0 && used > 0) out += "\n";
  call.interpreter.printed.push(out);
  call.hidden = true;
  return NULL;
}

export const PRINTING: readonly Builtin[] = [
  word(
    "print",
    "x, digits, quote, na.print, print.gap, row.names, right, max, zero.print, n, width, max_extra_cols, signif.stars, ...",
    print,
  ),
  word(
    "print.default",
    "x, digits, quote, na.print, print.gap, row.names, right, max, zero.print, n, width, max_extra_cols, signif.stars, ...",
    print,
  ),
  word("cat", '..., file!"", sep, fill, labels!NULL, append?', cat),
  word(
    "noquote",
    "obj, right!FALSE",
    (call) => withAttribute(call.value("obj"), "class", characters(["noquote"])),
  ),
  word("writeLines", "text, con, sep", (call) => {
    if (call.optional("con")?.type === "character") {
      call.fail("not-in-language", "writeLines(): a page writes no files", "Leave con out");
    }
    const sep = call.text("sep", "\n");
    call.interpreter.printed.push(call.texts("text").map((t) => (t ?? "NA") + sep).join(""));
    call.hidden = true;
    return NULL;
  }),
  word("flush.console", "", () => NULL),
];
