/**
 * Words of glue, and those of stringr that do the same.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import { parse } from "../../syntax/parse.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter } from "../values/coerce.ts";
import { Scope } from "../values/scope.ts";
import { characters, namesOf, NULL, share, text, type Value } from "../values/value.ts";
import { type Piece, piecesOf, trimmed } from "./templates.ts";

type Texts = readonly (string | null)[];

/** Texts of a class that prints as they are. */
function glued(values: (string | null)[]): Value {
  return characters(values, new Map([["class", characters(["glue", "character"])]]));
}

/** Where names in braces are looked up: named arguments first, then columns, then round about. */
function placeOf(call: Call): Scope {
  const given = call.has(".envir") ? call.value(".envir") : NULL;
  let scope = given.type === "environment" ? given.scope : call.scope;
  const data = call.word.name.endsWith("_data") ? call.value(".x") : null;
  if (data) {
    const names = data.type === "list" ? namesOf(data) : null;
    if (data.type !== "list" || !names) {
      return call.wrong(".x", "a data frame or a named list", data);
    }
    scope = new Scope(scope);
    data.values.forEach((v, i) => names[i] && scope.set(names[i], share(v)));
  }
  const inner = new Scope(scope);
  for (const d of call.dots) if (d.name) inner.set(d.name, share(call.valueOf(d)));
  return inner;
}

/** What stands for a piece of code: the texts of its value. */
function textsOf(call: Call, code: string, scope: Scope): Texts {
  const { statements, diagnostics } = parse(code);
  if (diagnostics.length > 0) {
    call.fail(
      "wrong-argument",
      `What stands in braces is no expression: ${code.trim()}`,
      "Braces that are doubled, {{ and }}, stand for themselves",
    );
  }
  const { interpreter } = call;
  const value = interpreter.within({ source: code }, () => {
    let last: Value = NULL;
    for (const statement of statements) last = interpreter.evaluate(statement, scope);
    return last;
  });
  if (value.type === "character" && !value.attributes?.has("class")) return value.values;
  return asCharacter(interpreter.call("as.character", [value], call.span)).values;
}

function glueWord(call: Call): Value {
  const [open, close] = [call.text(".open", "{"), call.text(".close", "}")];
  const sep = call.text(".sep", "");
  const na = call.optional(".na");
  const missing = na?.type === "NULL" ? null : na ? asCharacter(na).values[0] ?? null : "NA";
  const scope = placeOf(call);
  const unnamed = call.dots.filter((d) => !d.name).map((d) => asCharacter(call.valueOf(d)).values);
  if (unnamed.some((v) => v.length === 0)) return glued([]);
  const long = unnamed.find((v) => v.length > 1);
  if (long) {
    call.fail(
      "wrong-length",
      `${call.word.name}() takes one text at a time, not ${long.length}`,
      'glue("{x}") has a text for each element of x',
    );
  }
  const whole = unnamed.map((v) => v[0] ?? "NA").join(sep);
  const pieces = piecesOf(call.flag(".trim", true) ? trimmed(whole) : whole, open, close) ??
    call.fail(
      "wrong-argument",
      `A ${open} in the text is not closed`,
      `${open}${open} stands for ${open} itself`,
    );
  const parts = pieces.map((p: Piece): Texts =>
    "text" in p ? [p.text] : textsOf(call, p.code, scope)
  );
  if (parts.some((p) => p.length === 0)) return glued([]);
  const n = greatest(parts.map((p) => p.length));
  const odd = parts.find((p) => p.length !== 1 && p.length !== n);
  if (odd) {
    call.fail(
      "wrong-length",
      `Values of ${odd.length} and of ${n} elements stand in one text`,
      "They have one element, or as many as the longest",
    );
  }
  const rows = Array.from({ length: n }, (_, i) => {
    const row = parts.map((p) => p[p.length === 1 ? 0 : i] ?? missing);
    return row.includes(null) ? null : row.join("");
  });
  return glued(rows);
}

/** Elements as one text, the last two joined by `last`. */
function collapse(call: Call): Value {
  const x = asCharacter(call.interpreter.call("as.character", [call.value("x")], call.span)).values;
  const sep = call.text("sep", "");
  const last = call.text("last", "");
  const width = call.has("width") ? call.number("width") : Infinity;
  if (x.length === 0) return glued([]);
  if (x.includes(null)) return glued([null]);
  const joined = last !== "" && x.length > 1
    ? x.slice(0, -1).join(sep) + last + x[x.length - 1]
    : x.join(sep);
  const letters = [...joined];
  return glued([
    letters.length > width ? letters.slice(0, Math.max(0, width - 3)).join("") + "..." : joined,
  ]);
}

const ARGUMENTS = "..., .sep, .envir, .open, .close, .na, .null?, .trim, .comment?, .literal!FALSE";

export const WORDS: readonly Builtin[] = [
  ...["glue", "str_glue"].map((name) => word(name, ARGUMENTS, glueWord)),
  ...["glue_data", "str_glue_data"].map((name) => word(name, `.x, ${ARGUMENTS}`, glueWord)),
  word("glue_collapse", "x, sep, width, last", collapse),
  word("str_interp", "string, env", (call) => {
    const given = call.optional("env");
    const scope = given?.type === "environment" ? given.scope : call.scope;
    const out = call.text("string").replace(
      /\$(?:\[([^\]]*)\])?\{([^{}]*)\}/g,
      (_, format, code) => {
        const [value] = textsOf(call, code, scope);
        if (format === undefined) return value ?? "NA";
        const number = call.interpreter.within(
          { source: code },
          () => call.interpreter.evaluate(parse(code).statements[0]!, scope),
        );
        const written = call.interpreter.call("sprintf", [text(`%${format}`), number], call.span);
        return asCharacter(written).values[0] ?? "NA";
      },
    );
    return text(out);
  }),
];
