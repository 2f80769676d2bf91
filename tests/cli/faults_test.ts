/** Faults as the terminal shows them, and as JSON. */
import { assert, assertEquals } from "@std/assert";
import type { Diagnostic } from "../../lib/diagnostic.ts";
import { faultCount, faultsJson, faultText } from "../../lib/cli/print_faults.ts";

const fault: Diagnostic = {
  code: "unknown-column",
  severity: "error",
  message: 'The data have no column "dite"',
  hint: 'Did you mean "diet"?',
  file: "01-mistakes.md",
  line: 7,
  column: 16,
  endLine: 7,
  endColumn: 20,
  excerpt: "m <- lm(gain ~ dite, data = pigs)",
};

Deno.test("a fault has its place, its line with the place marked, and its hint", () => {
  assertEquals(
    faultText(fault),
    `01-mistakes.md:7:16: error[unknown-column]: The data have no column "dite"
 7 | m <- lm(gain ~ dite, data = pigs)
   |                ^^^^
hint: Did you mean "diet"?
`,
  );
});

Deno.test("marks stand under their place after tabs, and end with the first line", () => {
  const tabbed = {
    ...fault,
    line: 12,
    excerpt: "\t\tx <- dite",
    column: 8,
    endColumn: 12,
    endLine: 12,
  };
  assertEquals(faultText(tabbed).split("\n")[2], "    | \t\t     ^^^^");
  const long = { ...fault, endLine: 9, endColumn: 2 };
  assertEquals(faultText(long).split("\n")[2], `   | ${" ".repeat(15)}${"^".repeat(18)}`);
  const empty = { ...fault, column: 34, endColumn: 34 };
  assertEquals(faultText(empty).split("\n")[2], `   | ${" ".repeat(33)}^`);
});

Deno.test("of a very long line the part around the place is shown", () => {
  const excerpt = `${"word ".repeat(60)}dite ${"word ".repeat(60)}`;
  const [, shown = "", marks = ""] = faultText({ ...fault, excerpt, column: 301, endColumn: 305 })
    .split("\n");
  assert(shown.length < 110, shown);
  assertEquals(shown.slice(marks.indexOf("^"), marks.lastIndexOf("^") + 1), "dite");
});

Deno.test("a fault without a place has its message and hint", () => {
  const { code, severity, message } = fault;
  assertEquals(faultText({ code, severity, message }), `error[unknown-column]: ${message}\n`);
  assertEquals(
    faultText({ code, severity, message, file: "book.yml" }),
    `book.yml: error[unknown-column]: ${message}\n`,
  );
});

Deno.test("colour changes no character of the text", () => {
  const coloured = faultText(fault, true);
  assert(coloured.includes("\x1b[1;31merror[unknown-column]:\x1b[0m"));
  // deno-lint-ignore no-control-regex
  assertEquals(coloured.replace(/\x1b\[[\d;]*m/g, ""), faultText(fault));
});

Deno.test("JSON has nine fields, null where there is nothing", () => {
  const { code, severity, message } = fault;
  assertEquals(JSON.parse(faultsJson([fault, { code, severity, message }])), [
    {
      code: "unknown-column",
      severity: "error",
      file: "01-mistakes.md",
      line: 7,
      column: 16,
      endLine: 7,
      endColumn: 20,
      message,
      hint: 'Did you mean "diet"?',
    },
    {
      code,
      severity,
      file: null,
      line: null,
      column: null,
      endLine: null,
      endColumn: null,
      message,
      hint: null,
    },
  ]);
  assertEquals(faultsJson([]), "[]\n");
});

Deno.test("faults are counted in words", () => {
  assertEquals(
    faultCount([fault, fault, { ...fault, severity: "warning" }]),
    "2 errors, 1 warning",
  );
  assertEquals(faultCount([]), "");
});
