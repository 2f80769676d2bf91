/**
 * Columns of texts taken apart and put together: `separate extract unite separate_rows` and their
 * newer kin.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { type Column, columnsIn, tableOf, ungrouped } from "../dplyr/tables.ts";
import { type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { headsOf } from "../frames/naming.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { groupNames } from "../tidyselect/context.ts";
import { strict } from "../tibble/strict.ts";
import { selectColumns } from "../tidyselect/selection.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { characters, type Frame, isFrame, rowsOf, type Value } from "../values/value.ts";
import { nameGiven } from "./gathering.ts";
import { chosenAt, oneColumn, rebuilt } from "./tables.ts";
import { converted, cutAt, groupsOf, patternIn, piecesOf } from "./texts.ts";

type Text = string | null;

/** The table with new columns where another stood, or behind it if that stays. */
function withParts(
  call: Call,
  given: Frame,
  at: number,
  parts: readonly Column[],
  remove: boolean,
): Value {
  const all = columnsIn(ungrouped(given));
  const names = new Set(parts.map(([n]) => n));
  const columns = all.flatMap(([name, v], k): Column[] =>
    k === at
      ? [...(remove || names.has(name) ? [] : [[name, v] as Column]), ...parts]
      : names.has(name)
      ? []
      : [[name, v]]
  );
  return rebuilt(given, columns, rowsOf(given), call.span);
}

/** Texts in columns; `convert` makes numbers and truth values of them. */
function asColumns(
  call: Call,
  names: readonly Text[],
  rows: readonly (readonly Text[])[],
): Column[] {
  const convert = call.flag("convert", false);
  return names.flatMap((name, k): Column[] => {
    if (name === null) return [];
    const texts = rows.map((r) => r[k] ?? null);
    return [[name, convert ? converted(texts) : characters(texts)]];
  });
}

/** How pieces become as many as there are names. */
interface Fit {
  readonly names: number;
  readonly extra: string;
  readonly fill: string;
}

/** Pieces of a text as many as there are names, with remarks on what was too much or too little. */
function fitted(
  pieces: readonly string[],
  fit: Fit,
  told: { more: number; fewer: number },
): Text[] {
  if (pieces.length > fit.names) {
    if (fit.extra === "warn") told.more++;
    return pieces.slice(0, fit.names);
  }
  if (pieces.length === fit.names) return [...pieces];
  if (fit.fill === "warn") told.fewer++;
  const gaps = new Array<Text>(fit.names - pieces.length).fill(null);
  return fit.fill === "left" ? [...gaps, ...pieces] : [...pieces, ...gaps];
}

function separate(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const at = oneColumn(call, "col", frame);
  const into = call.texts("into");
  const extra = call.choice("extra", ["warn", "error", "merge", "drop"]);
  const fit = { names: into.length, extra, fill: call.choice("fill", ["warn", "right", "left"]) };
  const by = call.optional("sep");
  const told = { more: 0, fewer: 0 };
  const texts = asCharacter(frame.values[at]!).values;
  const numbers = by !== null && by.type !== "character" ? Array.from(asDouble(by).values) : null;
  const matcher = numbers ? null : patternIn(call, "sep", by ? call.text("sep") : "[^[:alnum:]]+");
  const rows = texts.map((t): Text[] => {
    if (t === null) return into.map(() => null);
    if (!matcher) return cutAt(t, numbers!);
    return fitted(piecesOf(matcher, t, extra === "merge" ? into.length : Infinity), fit, told);
  });
  if (told.more > 0) {
    call.warn(
      `separate(): ${told.more} texts have more than ${into.length} parts; what is more is left out`,
      "more-parts",
    );
  }
  if (told.fewer > 0) {
    call.warn(
      `separate(): ${told.fewer} texts have fewer than ${into.length} parts; the others are missing`,
      "fewer-parts",
    );
  }
  return withParts(call, given, at, asColumns(call, into, rows), call.flag("remove", true));
}

function extract(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const at = oneColumn(call, "col", frame);
  const into = call.texts("into");
  const matcher = patternIn(call, "regex", call.text("regex", "([[:alnum:]]+)"));
  const rows = asCharacter(frame.values[at]!).values.map((t): Text[] => {
    const found = t === null ? null : groupsOf(matcher, t);
    if (found && found.length !== into.length) {
      fail(
        "wrong-argument",
        `regex has ${found.length} groups ( ), and into ${into.length} names`,
        {
          span: call.spanOf("regex"),
          hint: "Each name takes one group",
        },
      );
    }
    return found ?? into.map(() => null);
  });
  return withParts(call, given, at, asColumns(call, into, rows), call.flag("remove", true));
}

function unite(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const all = columnsIn(frame);
  const name = nameGiven(call, "col", "");
  const at = call.dots.length === 0
    ? all.map((_, k) => k)
    : Array.from(selectColumns(call, call.dots, frame).at);
  const sep = call.text("sep", "_");
  const drop = call.flag("na.rm", false);
  const parts = at.map((k) => asCharacter(all[k]![1]).values);
  const made = characters(
    Array.from(
      { length: rowsOf(frame) },
      (_, i) =>
        parts.map((p) => p[i]!).filter((t) => !drop || t !== null).map((t) => t ?? "NA").join(sep),
    ),
  );
  const first = at.reduce((m, k) => Math.min(m, k), all.length);
  const gone = new Set(call.flag("remove", true) ? at : []);
  const columns = all.flatMap(([n, v], k): Column[] => [
    ...(k === first ? [[name, made] as Column] : []),
    ...(gone.has(k) || n === name ? [] : [[n, v] as Column]),
  ]);
  return rebuilt(given, columns, rowsOf(frame), call.span);
}

/** Texts of several columns taken apart, a row for each piece. */
function longerBy(
  call: Call,
  given: Frame,
  at: readonly number[],
  cut: (t: string) => string[],
): Value {
  const frame = ungrouped(given);
  const all = columnsIn(frame);
  const pieces = at.map((k) =>
    asCharacter(all[k]![1]).values.map((t): Text[] => t === null ? [null] : cut(t))
  );
  const n = rowsOf(frame);
  const sizes = Array.from({ length: n }, (_, i) => {
    const own = pieces.map((p) => p[i]!.length);
    const most = own.reduce((m, k) => Math.max(m, k), 1);
    if (own.some((k) => k !== most && k !== 1)) {
      call.fail(
        "wrong-length",
        `Row ${i + 1} has ${own.join(" and ")} parts in its columns`,
        "They are as many in each",
      );
    }
    return most;
  });
  const order = Int32Array.from(sizes.flatMap((k, i) => new Array<number>(k).fill(i)));
  const convert = call.word.parameters.some((p) => p.name === "convert") &&
    call.flag("convert", false);
  const columns = all.map(([name, v], k): Column => {
    const j = at.indexOf(k);
    if (j < 0) return [name, rowsOfColumn(v, order)];
    const texts = pieces[j]!.flatMap((p, i) =>
      p.length === sizes[i] ? p : new Array<Text>(sizes[i]!).fill(p[0]!)
    );
    return [name, convert ? converted(texts) : characters(texts)];
  });
  // Groups by a column that was taken apart are none any more.
  const lost = groupNames(given).some((g) => at.some((k) => all[k]![0] === g));
  return rebuilt(lost ? frame : given, columns, order.length, call.span, true);
}

function separateRows(call: Call): Value {
  const given = tableOf(call, "data");
  const matcher = patternIn(call, "sep", call.text("sep", "[^[:alnum:].]+"));
  const at = Array.from(selectColumns(call, call.dots, ungrouped(given)).at);
  return longerBy(call, given, at, (t) => piecesOf(matcher, t));
}

function separateWider(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const at = oneColumn(call, "cols", frame);
  const head = headsOf(frame)[at]!;
  const delim = call.text("delim");
  const texts = asCharacter(frame.values[at]!).values;
  const pieces = texts.map((t) => t === null ? null : t.split(delim));
  const most = pieces.reduce((m, p) => Math.max(m, p?.length ?? 0), 1);
  const lead = call.has("names_sep") ? call.text("names_sep") : null;
  if (!call.has("names") && lead === null) {
    return call.fail(
      "missing-argument",
      "separate_wider_delim() needs names",
      'names = c("first", "second")',
    );
  }
  const names: Text[] = call.has("names")
    ? [...call.texts("names")]
    : Array.from({ length: most }, (_, k) => String(k + 1));
  const few = call.has("too_few")
    ? call.choice("too_few", ["error", "align_start", "align_end"])
    : "error";
  const many = call.has("too_many") ? call.choice("too_many", ["error", "drop", "merge"]) : "error";
  const rows = pieces.map((p, i): Text[] => {
    if (p === null) return names.map(() => null);
    if (p.length > names.length && many === "error" || p.length < names.length && few === "error") {
      return call.fail(
        "wrong-length",
        `"${texts[i]}" has ${p.length} parts, and there are ${names.length} names`,
        p.length > names.length
          ? 'too_many = "drop" leaves out what is more, too_many = "merge" keeps it in the last'
          : 'too_few = "align_start" leaves the last ones missing',
      );
    }
    if (p.length > names.length) {
      return many === "drop"
        ? p.slice(0, names.length)
        : [...p.slice(0, names.length - 1), p.slice(names.length - 1).join(delim)];
    }
    const gaps = new Array<Text>(names.length - p.length).fill(null);
    return few === "align_end" ? [...gaps, ...p] : [...p, ...gaps];
  });
  const parts = names.flatMap((name, k): Column[] =>
    name === null ? [] : [[
      lead === null ? name : `${head}${lead}${name}`,
      characters(rows.map((r) => r[k] ?? null)),
    ]]
  );
  return withParts(call, given, at, parts, call.flag("cols_remove", true));
}

export const SEPARATING: readonly Builtin[] = [
  special("separate", "data, col, into, sep, remove, convert, extra, fill, ...", strict(separate)),
  special("extract", "data, col, into, regex, remove, convert, ...", (call) => {
    // magrittr's extract() of anything that is no table is `[`.
    const data = call.value("data");
    if (!isFrame(data) || !call.has("into")) {
      return call.interpreter.call("[", [data, call.value("col")], call.span);
    }
    return strict(extract)(call);
  }),
  special("unite", "data, col, ..., sep, remove, na.rm", unite),
  special("separate_rows", "data, ..., sep, convert", separateRows),
  special(
    "separate_wider_delim",
    'data, cols, delim, ..., names, names_sep, names_repair!"check_unique", too_few, too_many, cols_remove',
    strict(separateWider),
  ),
  special(
    "separate_longer_delim",
    "data, cols, delim, ...",
    strict((call) => {
      const given = tableOf(call, "data");
      const delim = call.text("delim");
      return longerBy(call, given, chosenAt(call, "cols", ungrouped(given)), (t) => t.split(delim));
    }),
  ),
];
