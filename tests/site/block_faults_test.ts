/** Faults of a block that stand in a function of another one. */
import { assertEquals } from "@std/assert";
import type { Diagnostic } from "../../lib/diagnostic.ts";
import {
  faultForStudents,
  faultsOfValues,
  metIn,
  storedFault,
} from "../../lib/site/build/block_faults.ts";
import { missingWords } from "../../lib/site/build/missing_words.ts";
import { parsePage } from "../../lib/weave/page/parse_page.ts";
import type { PageValues, StoredFault } from "../../lib/weave/page/values.ts";

const page = parsePage(
  "02-b.md",
  "# B\n\n```model\nf <- function(x) {\n  nosuch(x)\n}\n```\n\n```model\nf(1)\n```\n",
);
const other = parsePage("01-a.md", "# A\n\n```model\ng <- function(x) cld(x, delta = 3)\n```\n");
const caller = page.blocks[1]!;
const pages = new Map([page, other].map((each) => [each.file, each]));

/** A fault at the words of a page. */
function at(where: typeof page, words: string, code: string): Diagnostic {
  const start = where.source.text.indexOf(words);
  const fault = { code, message: "It fails", hint: "Mend it" };
  return where.source.diagnostic(fault, { start, end: start + words.length });
}

const within = at(page, "nosuch", "unknown-verb");
const elsewhere = at(other, "delta", "unknown-argument");

function valuesWith(fault: StoredFault): PageValues {
  const blocks = page.blocks.map(({ kind, code }, index) => ({
    kind,
    code,
    shown: [],
    notes: [],
    r: "",
    failed: index === 1,
    ...(index === 1 ? { faults: [fault] } : {}),
  }));
  return { blocks, data: [], labels: {} };
}

Deno.test("what is missing is read where the fault stands", () => {
  assertEquals(missingWords(pages, within), ["nosuch"]);
  assertEquals(missingWords(pages, elsewhere), ["cld(delta=)"]);
  assertEquals(missingWords(pages, at(page, "f(1)", "wrong-argument")), []);
  assertEquals(missingWords(pages, { ...within, file: "none.md" }), []);
});

Deno.test("a fault that stands elsewhere says which block met it, also when it comes from JSON", () => {
  const own = at(page, "f(1)", "stopped");
  assertEquals(metIn(page, caller, own), own);
  for (const fault of [within, elsewhere]) {
    const met = metIn(page, caller, fault);
    assertEquals(met.metAt, { file: "02-b.md", line: 9 });
    const [again] = faultsOfValues(page, valuesWith(storedFault(page, caller, fault)));
    assertEquals([again?.file, again?.line, again?.metAt], [fault.file, fault.line, met.metAt]);
  }
  const [again] = faultsOfValues(page, valuesWith(storedFault(page, caller, own)));
  assertEquals(again, own);
});

Deno.test("students are told of a fault in other lines that it is there, and no more", () => {
  for (const fault of [within, elsewhere]) {
    const told = faultForStudents(caller, storedFault(page, caller, fault, ["nosuch"]));
    assertEquals([told.message, told.hint, told.missing], [
      "This block uses what fails elsewhere",
      undefined,
      undefined,
    ]);
  }
  const own = faultForStudents(caller, storedFault(page, caller, at(page, "f(1)", "stopped")));
  assertEquals([own.message, own.hint], ["It fails", undefined]);
});
