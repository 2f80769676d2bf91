/**
 * The values of a page as the ledger has them, and as they are stored for pages to be made from them.
 *
 * @module
 */
import { tablesOf } from "../../render/render.ts";
import type { Shown, ShownVector } from "../../render/shown.ts";
import type { TableModel } from "../../render/table/table_model.ts";
import type { PageValues, StoredBlock, StoredItem } from "../../weave/page/values.ts";
import { digestOf } from "../cache/digest.ts";
import { Apart } from "./apart.ts";
import type { LedgerTable, LedgerValue } from "./ledger.ts";
import { type LedgerNumber, ledgerNumber } from "./recorded_model.ts";
import type { RecordedPage } from "./recorded_page.ts";

/** Rows and columns of a value whose numbers stand in the ledger; of others it has the digest alone. */
const MOST = { rows: 200, columns: 24 };

/** What stands in the place of a value that is withheld. */
export const WITHHELD =
  "This result holds rows of the data, which are not published: it is not kept in the results ledger.";

/** The values of a page without those that hold rows of data. */
export function withheld({ blocks, ...values }: PageValues, recorded: RecordedPage): PageValues {
  return {
    blocks: blocks.map((block, index): StoredBlock => ({
      ...block,
      shown: block.shown.map((item, i) =>
        recorded.shown[index]?.[i]?.rows === false ? item : withheldItem(item)
      ),
    })),
    ...values,
  };
}

function withheldItem({ value: _value, data: _data, ...item }: StoredItem): StoredItem {
  return { value: { kind: "text", text: WITHHELD }, ...item };
}

/** The text in which the values of a page are stored: a block in a line. */
export function storedText(page: string, { blocks, data, labels }: PageValues): string {
  const lines = blocks.map((block) => JSON.stringify(block));
  return `{"page":${JSON.stringify(page)},"data":${JSON.stringify(data)},"labels":${
    JSON.stringify(labels)
  },"blocks":[\n${lines.join(",\n")}\n]}\n`;
}

/** The digest of a value as it is stored. */
export function valueDigest({ value, data }: StoredItem): string {
  return digestOf(JSON.stringify([value, data ?? null]));
}

/** The numbers of a value, row by row; none of a value that is no table, or too large a one. */
export function numbersOf(value: Shown): LedgerTable & Pick<LedgerValue, "parts"> {
  if (value.kind === "vector") return vectorNumbers(value);
  if (/^(?:figure|shell|fisher-tables|equation|markup)$/.test(value.kind)) return {};
  const tables = tablesOf(value).flatMap(({ name, table }) => {
    const own = tableNumbers(table);
    return own ? [[name, own] as const] : [];
  });
  if (tables.length < 2) return tables[0]?.[1] ?? {};
  const parts = new Apart<LedgerTable>();
  for (const [name, table] of tables) parts.add(name, table);
  return { parts: parts.given };
}

function vectorNumbers({ values, names, type }: ShownVector): LedgerTable {
  if (type !== "numeric" && type !== "integer" || values.length > MOST.rows) return {};
  const numbers = new Apart<LedgerNumber[]>();
  values.forEach((value, i) => numbers.add(names?.[i] ?? `[${i + 1}]`, [asNumber(value)]));
  return values.length === 0 ? {} : { numbers: numbers.given };
}

function asNumber(value: number | string | boolean | null): LedgerNumber {
  return typeof value === "boolean"
    ? Number(value)
    : typeof value === "string"
    ? value
    : ledgerNumber(value);
}

function tableNumbers(
  { columns, groups }: TableModel,
): LedgerTable | null {
  const count = columns[0]?.values.length ?? 0;
  const numeric = columns.filter(({ kind, values }) =>
    (kind === "number" || kind === "p") && values.some((value) => typeof value === "number")
  );
  if (count === 0 || numeric.length === 0 || count > MOST.rows || numeric.length > MOST.columns) {
    return null;
  }
  const words = columns.filter((column) => !numeric.includes(column) && column.kind !== "letters");
  const titles = new Map(groups.flatMap(({ title, rows }) => rows.map((i) => [i, title] as const)));
  const numbers = new Apart<LedgerNumber[]>();
  for (let i = 0; i < count; i++) {
    const label = [titles.get(i) ?? "", ...words.map(({ values }) => String(values[i] ?? ""))]
      .filter((word) => word !== "").join(" ");
    numbers.add(
      label === "" ? String(i + 1) : label,
      numeric.map(({ values }) => asNumber(values[i] ?? null)),
    );
  }
  return { columns: numeric.map(({ name }) => name), numbers: numbers.given };
}
