/**
 * Words of kableExtra that say something with a table: headings of rows and of columns, lines below.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { TableArrangement } from "../../../render/shown.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { asFrame } from "../../values/frame.ts";
import type { CaptionedValue, FrameValue, Value } from "../../values/value.ts";
import { namesOf } from "../../values/vector.ts";

const verb = verbOf("kableExtra");

/** The table that a word of kableExtra is given, and what was said of it before. */
interface Arranged {
  readonly frame: FrameValue;
  readonly caption: string | null;
  readonly arranged: TableArrangement;
}

function tableIn(call: Call): Arranged {
  const value = call.value("kable_input");
  const inner = value.kind === "captioned" ? value.value : value;
  const whole = inner.kind === "null" ? null : asFrame(inner);
  if (!whole) return call.wrong("kable_input", "a table", value, "kable(x) makes one");
  return {
    frame: whole,
    caption: value.kind === "captioned" ? value.caption : null,
    arranged: value.kind === "captioned" && value.arranged
      ? value.arranged
      : { groups: [], above: [], below: [] },
  };
}

function withMore({ frame, caption, arranged }: Arranged, more: Partial<TableArrangement>): Value {
  const out: CaptionedValue = {
    kind: "captioned",
    value: frame,
    caption,
    arranged: { ...arranged, ...more },
  };
  return out;
}

/** Counts with a name each: `c("A" = 2, " " = 1)`. */
function namedCounts(call: Call, name: string): [name: string, count: number][] {
  const value = call.vector(name);
  const names = namesOf(value);
  if (value.kind !== "numeric" || !names) {
    return call.wrong(name, 'numbers with names, such as c("A" = 2, "B" = 3)', value);
  }
  return names.map((head, k) => [head ?? "", value.values[k]!]);
}

function packed(call: Call): Value {
  const table = tableIn(call);
  const rows = table.frame.table.nrow;
  const groups = [...table.arranged.groups];
  const add = (title: string, from: number, to: number, at: string): void => {
    if (
      !(Number.isInteger(from) && Number.isInteger(to) && from >= 1 && to >= from && to <= rows)
    ) {
      fail("bad-index", `Rows ${from} to ${to} are not among the ${rows} rows of the table`, {
        span: call.spanOf(at),
      });
    }
    groups.push({ title, from: from - 1, to: to - 1 });
  };
  if (call.has("index") && call.value("index").kind !== "null") {
    let next = 1;
    for (const [title, count] of namedCounts(call, "index")) {
      if (title.trim() !== "") add(title, next, next + count - 1, "index");
      next += count;
    }
  } else {
    const title = call.text("group_label");
    add(title, call.number("start_row"), call.number("end_row"), "start_row");
  }
  return withMore(table, { groups });
}

/** Heads, each with the number of columns it stands over: `c(" ", "A" = 2)`, in which 2 is a text. */
function headsIn(call: Call): { head: string; width: number }[] {
  const value = call.vector("header");
  if (value.kind !== "character") {
    return namedCounts(call, "header").map(([head, width]) => ({ head, width }));
  }
  const names = namesOf(value);
  return call.texts("header").map((text, k) => {
    const name = names?.[k] ?? "";
    if (name === "") return { head: text, width: 1 };
    const width = Number(text);
    if (Number.isInteger(width) && width > 0) return { head: name, width };
    return call.wrong("header", 'numbers with names, such as c("A" = 2, "B" = 3)', value);
  });
}

function headed(call: Call): Value {
  const table = tableIn(call);
  const heads = headsIn(call);
  const { frame } = table;
  const width = frame.table.columns.length + (frame.rowNames ? 1 : 0);
  const given = heads.reduce((sum, h) => sum + h.width, 0);
  if (given !== width) {
    fail("bad-length", `The table has ${width} columns, and these heads stand over ${given}`, {
      span: call.spanOf("header"),
      hint: frame.rowNames ? "The names of the rows are a column as well" : "",
    });
  }
  return withMore(table, { above: [...table.arranged.above, heads] });
}

/** Notes with their marks: a number, a letter or a sign. */
const MARKS: readonly [kind: string, mark: (k: number) => string][] = [
  ["number", (k) => String(k + 1)],
  ["alphabet", (k) => String.fromCharCode(97 + k)],
  ["symbol", (k) => ["*", "†", "‡", "§"][k % 4]!.repeat(1 + Math.floor(k / 4))],
];

function footed(call: Call): Value {
  const table = tableIn(call);
  const below = [...table.arranged.below];
  const given = (name: string): string[] =>
    call.has(name) && call.value(name).kind !== "null" ? call.texts(name) : [];
  const titled = (title: string, lines: readonly string[]): void => {
    const [first, ...rest] = lines;
    if (first !== undefined) below.push(`${title.trim()} ${first}`.trim(), ...rest);
  };
  titled(call.text("general_title", "Note: "), given("general"));
  for (const [kind, mark] of MARKS) {
    titled(call.text(`${kind}_title`, ""), given(kind).map((line, k) => `${mark(k)} ${line}`));
  }
  return withMore(table, { below });
}

/** Words of kableExtra that add to a table. */
export const KABLE_ARRANGING: readonly Verb[] = [
  verb(
    "pack_rows",
    "kable_input, group_label?, start_row?, end_row?, index?, label_row_css~, " +
      "latex_gap_space~, escape~, latex_align~, colnum~, bold~, italic~, hline_before~, " +
      "hline_after~, extra_latex_after~, indent~, monospace~, underline~, strikeout~, color~, " +
      "background~",
    "rows of a table under a heading",
    packed,
  ),
  verb(
    "add_header_above",
    "kable_input, header, bold~, italic~, monospace~, underline~, strikeout~, align~, color~, " +
      "background~, font_size~, angle~, escape~, line~, line_sep~, extra_css~, " +
      "include_empty~, border_left~, border_right~",
    "heads above those of the columns",
    headed,
  ),
  verb(
    "footnote",
    "kable_input, general?, number?, alphabet?, symbol?, footnote_order~, footnote_as_chunk~, " +
      "escape~, threeparttable~, fixed_small_size~, general_title?, number_title?, " +
      "alphabet_title?, symbol_title?, title_format~, symbol_manual!NULL",
    "lines below a table",
    footed,
  ),
];
