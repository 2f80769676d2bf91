/** Workbooks that are damaged, hostile or something else; those that are right stand in tests/cases. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { readBytes } from "../../lib/data/readers/readers.ts";
import { XLSX } from "../../lib/data/readers/binary.ts";
import type { SheetOptions } from "../../lib/data/readers/xlsx.ts";
import { cell } from "../../lib/data/table.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { archive, type Member } from "./archive.ts";

const TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>';
const RELS = (target: string, type: string): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const BOOK =
  `<workbook ${MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`;

/** A workbook of one sheet whose rows are written as they stand in the file. */
function workbook(rows: string, others: readonly Member[] = []): Promise<Uint8Array> {
  return archive([
    { name: "[Content_Types].xml", content: TYPES },
    { name: "_rels/.rels", content: RELS("xl/workbook.xml", "officeDocument") },
    { name: "xl/workbook.xml", content: BOOK },
    { name: "xl/_rels/workbook.xml.rels", content: RELS("worksheets/sheet1.xml", "worksheet") },
    {
      name: "xl/worksheets/sheet1.xml",
      content: `<worksheet ${MAIN}><sheetData>${rows}</sheetData></worksheet>`,
    },
    ...others,
  ]);
}

async function fault(bytes: Uint8Array, options: SheetOptions = {}): Promise<string> {
  try {
    await readBytes(XLSX, bytes, { file: "x.xlsx", ...options });
  } catch (error) {
    if (error instanceof DiagnosticError) {
      return error.diagnostics.map((d) => `${d.code}: ${d.message}`).join("\n");
    }
    throw error;
  }
  return "";
}

const GOOD = '<row r="1"><c r="A1" t="inlineStr"><is><t>y</t></is></c></row>' +
  '<row r="2"><c r="A2"><v>2</v></c></row><row r="3"><c r="A3"><f>1+2</f><v>3</v></c></row>' +
  '<row r="4"><c r="A4" t="e"><v>#N/A</v></c></row><row r="6"><c r="A6" s="0"/></row>';

Deno.test("a workbook written by hand: cached values, errors and empty cells", async () => {
  const table = await XLSX.read(await workbook(GOOD), {});
  assertEquals(table.names, ["y"]);
  assertEquals([0, 1, 2].map((i) => cell(table.columns[0]!, i)), [2, 3, null]);
  assertEquals(table.nrow, 3);
});

Deno.test("a workbook that breaks off anywhere is told", async () => {
  const whole = await workbook(GOOD);
  for (let n = 4; n < whole.length; n += 97) {
    const said = await fault(whole.subarray(0, n));
    assertStringIncludes(said, "damaged", `${n}`);
  }
});

Deno.test("a workbook with changed bytes is read or told, and never a fault of the program", async () => {
  const whole = await workbook(GOOD);
  let seed = 7;
  for (let k = 0; k < 300; k++) {
    const changed = whole.slice();
    for (let i = 0; i < 3; i++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      changed[seed % changed.length] = (seed >> 8) & 255;
    }
    await fault(changed);
  }
});

Deno.test("what is no workbook is called by its name", async () => {
  const text = (words: string): Uint8Array => new TextEncoder().encode(words);
  assertStringIncludes(await fault(text("a,b\n1,2\n")), 'not-a-table: "x.xlsx" is no workbook');
  assertStringIncludes(await fault(new Uint8Array(0)), "not-a-table");
  const old = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
  assertStringIncludes(await fault(old), "workbook of old");
  const nested = await archive([{ name: "inner.xlsx", content: await workbook(GOOD) }]);
  assertStringIncludes(await fault(nested), "an archive that holds no workbook");
  const binary = await archive([{ name: "xl/workbook.bin", content: "x" }]);
  assertStringIncludes(await fault(binary), "binary workbook");
});

Deno.test("a bomb is left before it is unpacked, whatever size it announces", async () => {
  const zeros = new Uint8Array(120_000_000);
  const bomb = await workbook(GOOD, [{ name: "xl/media/x.bin", content: zeros, announced: 10 }]);
  assertStringIncludes(await fault(bomb), 'too-large: "x.xlsx" unpacks to more than 100,000,000');
  const many = await workbook(
    GOOD,
    Array.from({ length: 3 }, (_, i) => ({
      name: `xl/media/${i}.bin`,
      content: zeros.subarray(0, 40_000_000),
    })),
  );
  assertStringIncludes(await fault(many), "too-large");
});

Deno.test("entities that grow are refused", async () => {
  const laughs =
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst/>';
  const said = await fault(
    await workbook(GOOD, [{ name: "xl/sharedStrings.xml", content: laughs }]),
  );
  assertStringIncludes(said, "declares entities of its own in xl/sharedStrings.xml");
});

Deno.test("two cells at the ends of a sheet are no table of 17 milliard cells", async () => {
  const far = '<row r="1"><c r="A1"><v>1</v></c></row>' +
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
  assertStringIncludes(await fault(await workbook(far)), "too-long: Cells between");
  assertStringIncludes(await fault(await workbook(GOOD), { range: "A1:XFD1048576" }), "too-long");
});
