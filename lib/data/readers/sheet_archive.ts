/**
 * The archive that a workbook is: looked at from end to end before anything is made of it. Every part
 * is unpacked once to count its bytes, whatever sizes the archive announces.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { grouped, LIMITS } from "../../limits.ts";

/** A part of an archive. */
interface Part {
  name: string;
  method: number;
  /** Bytes that it says it unpacks to. */
  length: number;
  /** Packed bytes. */
  bytes: Uint8Array;
}

const SAVE = "Save it anew as an Excel workbook (.xlsx)";

function damaged(what: string, why: string): never {
  return fail("damaged-file", `${what} is damaged: ${why}`, { hint: SAVE });
}

const begins = (bytes: Uint8Array, ...signs: number[]): boolean =>
  signs.every((sign, i) => bytes[i] === sign);

/** Refuses bytes that are no workbook. @throws {DiagnosticError} `not-a-table`, `damaged-file`, `too-large` */
export async function checkArchive(bytes: Uint8Array, what: string): Promise<void> {
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    fail("not-a-table", `${what} is a workbook of old (.xls), or one with a password`, {
      hint: `${SAVE} without a password, and read it by read_excel()`,
    });
  }
  if (!begins(bytes, 0x50, 0x4b)) {
    fail("not-a-table", `${what} is no workbook`, {
      hint: "A file of text is read by read.csv(), whatever its name ends in",
    });
  }
  const parts = partsOf(bytes, what);
  const names = new Set(parts.map(({ name }) => name));
  if (names.has("xl/workbook.bin")) {
    fail("not-a-table", `${what} is a binary workbook (.xlsb)`, { hint: SAVE });
  }
  if (!names.has("xl/workbook.xml") && !names.has("[Content_Types].xml")) {
    fail("not-a-table", `${what} is an archive that holds no workbook`, {
      hint: "Unpack it, and read the file within",
    });
  }
  let total = 0;
  for (const part of parts) {
    const length = await unpackedLength(part, what, LIMITS.sheetBytes.most - total);
    if (length !== part.length) {
      damaged(what, `the part ${part.name} unpacks to other bytes than the directory says`);
    }
    total += length;
  }
}

/** The parts that the archive's directory lists. */
function partsOf(bytes: Uint8Array, what: string): Part[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view, what);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const parts: Part[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) {
      damaged(what, "its directory breaks off");
    }
    const method = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 20, true);
    const [nameLength, extra, comment] = [28, 30, 32].map((o) => view.getUint16(at + o, true)) as [
      number,
      number,
      number,
    ];
    const from = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (from + 30 > bytes.length || view.getUint32(from, true) !== 0x04034b50) {
      damaged(what, `the part ${name} is not where it should be`);
    }
    const start = from + 30 + view.getUint16(from + 26, true) + view.getUint16(from + 28, true);
    if (start + size > bytes.length) damaged(what, `the part ${name} breaks off`);
    const length = view.getUint32(at + 24, true);
    // What follows the part says it, where this bit is set.
    const later = (view.getUint16(from + 6, true) & 8) !== 0;
    const sizes = later ? sizesBehind(view, start + size) : from + 18;
    const told = sizes + 8 > bytes.length
      ? []
      : [view.getUint32(sizes, true), view.getUint32(sizes + 4, true)];
    if (told[0] !== size || told[1] !== length) {
      damaged(what, `the part ${name} has other sizes than the directory says`);
    }
    parts.push({ name, method, length, bytes: bytes.subarray(start, start + size) });
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

/** Where the sizes stand behind a part, which a mark may come before. */
function sizesBehind(view: DataView, at: number): number {
  const marked = at + 4 <= view.byteLength && view.getUint32(at, true) === 0x08074b50;
  return at + (marked ? 8 : 4);
}

/** Where the end of the directory stands, which a comment may follow. */
function endOf(view: DataView, what: string): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 65_535); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return damaged(what, "it breaks off");
}

async function unpackedLength(part: Part, what: string, most: number): Promise<number> {
  let length = 0;
  const take = (chunk: Uint8Array): void => {
    if (length === 0) refuseEntities(chunk, part.name, what);
    length += chunk.length;
    if (length <= most) return;
    fail(
      LIMITS.sheetBytes.code,
      `${what} unpacks to more than ${grouped(LIMITS.sheetBytes.most)} bytes, which are the most`,
      { hint: "Take out sheets, columns and rows that the page does not need" },
    );
  };
  if (part.method === 0) {
    take(part.bytes);
    return length;
  }
  if (part.method !== 8) {
    damaged(what, `the part ${part.name} is packed in a way that is not known`);
  }
  const reader = new Blob([part.bytes as Uint8Array<ArrayBuffer>]).stream()
    .pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  for (;;) {
    let read: ReadableStreamReadResult<Uint8Array>;
    try {
      read = await reader.read();
    } catch {
      return damaged(what, `the part ${part.name} cannot be unpacked`);
    }
    if (read.done) return length;
    try {
      take(read.value);
    } catch (error) {
      await reader.cancel();
      throw error;
    }
  }
}

/** A workbook declares no entities, which may grow without end. */
function refuseEntities(chunk: Uint8Array, name: string, what: string): void {
  if (!/\.(xml|rels)$/.test(name)) return;
  const text = new TextDecoder("latin1").decode(chunk.subarray(0, 4096));
  if (!/<!(DOCTYPE|ENTITY)/i.test(text)) return;
  fail("not-a-table", `${what} declares entities of its own in ${name}, which no workbook does`, {
    hint: SAVE,
  });
}
