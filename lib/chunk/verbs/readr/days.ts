/**
 * Days and times among the columns that readr reads: those that look like it, and those that
 * `col_types` says are.
 *
 * @module
 */
import type { Column, TextColumn } from "../../../data/column.ts";
import { Table } from "../../../data/table.ts";
import type { Note } from "../../../note.ts";

/** What a column is asked to be: days or times, written so. */
export interface DaysAsked {
  kind: "day" | "time";
  /** As `strptime()` has it; null for the usual `2026-03-01 12:30:00`. */
  format: string | null;
}

/** As readr takes them: `2026-03-01` or `2026/03/01`, and times of ISO 8601. */
const DAY = /^(\d{4})[-/](\d{2})[-/](\d{2})$/;
const TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2})(?::?(\d{2})(?::?(\d{2}(?:\.\d+)?))?)?(?:Z|([-+]\d{2}):?(\d{2}))?)?$/;

/** Seconds since 1970; NaN where there is no such day. */
function seconds(year: number, month: number, day: number, time = 0): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.getTime() / 1000 + time : NaN;
}

/** Reads one text; NaN where it is none. */
type Reader = (text: string) => number;

const usualDay: Reader = (text) => {
  const found = DAY.exec(text);
  return found ? seconds(Number(found[1]), Number(found[2]), Number(found[3])) / 86_400 : NaN;
};

const usualTime: Reader = (text) => {
  const found = TIME.exec(text);
  if (!found) return NaN;
  const [year, month, day, h, m, s, zone, minutes] = found.slice(1).map((part) =>
    Number(part ?? 0)
  ) as [number, number, number, number, number, number, number, number];
  if (h > 23 || m > 59 || s >= 60) return NaN;
  const ahead = 3600 * zone + 60 * (found[7]?.startsWith("-") ? -minutes : minutes);
  return seconds(year, month, day, 3600 * h + 60 * m + s - ahead);
};

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const PARTS: Readonly<Record<string, string>> = {
  Y: "(?<Y>\\d{4})",
  y: "(?<y>\\d{2})",
  m: "(?<m>\\d{1,2})",
  d: "(?<d>\\d{1,2})",
  e: "\\s*(?<d>\\d{1,2})",
  b: "(?<b>[A-Za-z]{3})",
  B: "(?<B>[A-Za-z]{3,})",
  H: "(?<H>\\d{1,2})",
  M: "(?<M>\\d{2})",
  S: "(?<S>\\d{2})",
};

/** What reads texts of a format; null if the format says what is not known. */
export function formatReader({ kind, format }: DaysAsked): Reader | null {
  if (format === null) return kind === "day" ? usualDay : usualTime;
  const known = [...format.matchAll(/%(.)/g)].map(([, sign = ""]) => sign);
  const twice = new Set(known).size < known.length;
  if (twice || known.some((sign) => !Object.hasOwn(PARTS, sign) && !/[FTR%]/.test(sign))) {
    return null;
  }
  const plain = format.replaceAll("%F", "%Y-%m-%d").replaceAll("%T", "%H:%M:%S")
    .replaceAll("%R", "%H:%M");
  const pattern = plain.replace(
    /%(.)|[.*+?^${}()|[\]\\]/g,
    (sign, part?: string) => part === undefined ? `\\${sign}` : part === "%" ? "%" : PARTS[part]!,
  );
  const whole = new RegExp(`^${pattern}$`);
  return (text) => {
    const found = whole.exec(text)?.groups;
    if (!found) return NaN;
    const short = Number(found["y"]);
    const year = found["Y"] === undefined ? short + (short < 69 ? 2000 : 1900) : Number(found["Y"]);
    const name = (found["b"] ?? found["B"] ?? "").slice(0, 3).toLowerCase();
    const month = found["m"] === undefined ? MONTHS.indexOf(name) + 1 : Number(found["m"]);
    const [h, m, s] = ["H", "M", "S"].map((part) => Number(found[part] ?? 0));
    const time = seconds(year, month, Number(found["d"] ?? 1), 3600 * h! + 60 * m! + s!);
    return kind === "day" ? Math.floor(time / 86_400) : time;
  };
}

/** What a column of texts looks like to readr; null if it is none of these. */
function looksLike({ dictionary }: TextColumn): DaysAsked | null {
  if (dictionary.length === 0) return null;
  const kinds: [DaysAsked["kind"], Reader][] = [["day", usualDay], ["time", usualTime]];
  const fits = kinds.find(([, read]) => dictionary.every((text) => !Number.isNaN(read(text))));
  return fits ? { kind: fits[0], format: null } : null;
}

/** The table with its days and times as numbers, which notes say. */
export function withDays(
  table: Table,
  asked: ReadonlyMap<string, DaysAsked>,
  guessed: (name: string) => boolean,
): Table {
  const notes: Note[] = [];
  const made = new Set<string>();
  const columns = table.columns.map((column): Column => {
    if (column.kind !== "text") return column;
    const own = asked.get(column.name) ?? (guessed(column.name) ? looksLike(column) : null);
    const read = own && formatReader(own);
    if (!own || !read) return column;
    made.add(column.name);
    const numbers = column.dictionary.map(read);
    const wrong = column.dictionary.filter((_, i) => Number.isNaN(numbers[i]));
    if (wrong.length > 0) {
      const some = wrong.slice(0, 3).map((text) => `"${text.slice(0, 40)}"`).join(", ");
      notes.push({
        code: "not-of-the-type",
        text: `${column.name}: ${some}${wrong.length > 3 ? " …" : ""} ` +
          (wrong.length === 1
            ? "is no day of this form; it is missing"
            : "are no days of this form; they are missing"),
        data: { column: column.name },
      });
    }
    notes.push({
      code: "dates-as-numbers",
      text: `${column.name} is read as ${
        own.kind === "day" ? "days" : "seconds"
      } since 1 January 1970`,
      data: {
        column: column.name,
        ...(own.kind === "day" ? { class: "Date" } : { class: "POSIXct", zone: "UTC" }),
      },
    });
    const values = Float64Array.from(column.codes, (code) => code < 0 ? NaN : numbers[code]!);
    return { kind: "numeric", name: column.name, values };
  });
  if (made.size === 0) return table;
  const { nrow, metadata, origin } = table;
  const kept = table.notes.filter(({ code, data }) =>
    !(code === "text-for-readr" && made.has((data as { column: string }).column))
  );
  return new Table(columns, {
    nrow,
    metadata,
    notes: [...kept, ...notes],
    ...(origin ? { origin: { ...origin, columns } } : {}),
  });
}
