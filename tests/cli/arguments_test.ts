/** Words of the command line. */
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { optionsHelp, readArguments, UsageError } from "../../lib/cli/arguments.ts";
import { USAGE } from "../../lib/cli/main.ts";
import { heddle } from "./captured_world.ts";

const KNOWN = [
  { name: "data", value: "FILE", help: "the data" },
  { name: "level", value: "P", help: "confidence level" },
  { name: "ml", help: "maximum likelihood" },
];

Deno.test("options come with a blank or an equals sign, flags alone, words in any place", () => {
  const given = readArguments(["a.md", "--data", "x.csv", "--level=.9", "--ml"], KNOWN, 1);
  assertEquals(given.rest, ["a.md"]);
  assertEquals(given.text("data"), "x.csv");
  assertEquals(given.number("level"), 0.9);
  assert(given.has("ml") && !given.has("data2"));
  assertEquals(readArguments(["--", "--data"], KNOWN, 1).rest, ["--data"]);
  assertEquals(readArguments(["--data", "a", "--data", "b"], KNOWN, 0).texts("data"), ["a", "b"]);
  assertEquals(readArguments(["--level", "-1"], KNOWN, 0).number("level"), -1);
});

Deno.test("wrong words are told with the nearest option", () => {
  const told = (...words: string[]): string =>
    assertThrows(() => readArguments(words, KNOWN, 1), UsageError).message;
  assertEquals(told("--dta", "x"), "there is no option --dta; did you mean --data?");
  assertEquals(told("--zzzzzz"), "there is no option --zzzzzz; there are --data --level --ml");
  assertEquals(told("--data"), "--data needs a value: --data FILE");
  assertEquals(told("--data", "--ml"), "--data needs a value: --data FILE");
  assertEquals(told("--ml=yes"), "--ml takes no value");
  assertEquals(told("a", "b"), '"b" is one word too many');
  const given = readArguments(["--level", "high"], KNOWN, 0);
  assertThrows(() => given.number("level"), UsageError, '--level needs a number, not "high"');
  assertThrows(
    () => given.choice("level", ["higher", "lower"]),
    UsageError,
    '--level cannot be "high"; did you mean "higher"?',
  );
});

Deno.test("the help of options fits 100 columns", () => {
  const help = optionsHelp([...KNOWN, {
    name: "long",
    value: "X",
    help: "word ".repeat(60).trim(),
  }]);
  assert(help.split("\n").every((line) => line.length <= 100), help);
  assertStringIncludes(help, "  --data FILE  the data\n");
});

const WRONG: readonly (readonly [string[], string])[] = [
  [["biuld"], 'heddle biuld: there is no such command; did you mean "build"?'],
  [["constructor"], "heddle constructor: there is no such command; there are build, check, "],
  [["build", "--ouptut", "x"], "heddle build: there is no option --ouptut; did you mean --output?"],
  [["build", "a", "b"], 'heddle build: "b" is one word too many'],
  [
    ["check", "--audience", "students"],
    'heddle check: --audience cannot be "students"; did you mean "student"?',
  ],
  [["serve", "--port", "http"], 'heddle serve: --port needs a number, not "http"'],
  [["serve", "--port", "70000"], "heddle serve: --port is a whole number up to 65535, not 70000"],
  [["new"], "heddle new: say which folder: heddle new course FOLDER"],
  [["fit"], "heddle fit: --data is missing: --data FILE"],
  [["fit", "--data", "x.csv"], 'heddle fit: --formula is missing: --formula "y ~ A + (1 | Block)"'],
  [
    ["fit", "--fromula", "y ~ x"],
    "heddle fit: there is no option --fromula; did you mean --formula?",
  ],
];

for (const [words, line] of WRONG) {
  Deno.test(`wrong use: heddle ${words.join(" ")}`, async () => {
    const { status, out, err } = await heddle(...words);
    assertEquals([status, out], [2, ""]);
    assert(err.startsWith(line), err);
    assertEquals(err.split("\n").length, 2, "one line");
  });
}

Deno.test("without a command the usage is told as wrong use; asked for, as an answer", async () => {
  assertEquals(await heddle(), { status: 2, out: "", err: USAGE });
  assertEquals(await heddle("--help"), { status: 0, out: USAGE, err: "" });
  for (const command of ["build", "check", "serve", "fit", "new"]) {
    const { status, out } = await heddle(command, "--help");
    assertEquals(status, 0);
    assert(out.startsWith("heddle ") && out.split("\n").every((line) => line.length <= 104), out);
  }
});

Deno.test("on Windows paths come with backslashes, formulas stay as they are", () => {
  const known = [
    { name: "output", value: "FOLDER", help: "" },
    { name: "formula", value: "F", help: "" },
  ];
  const words = ["C:\\my book", "--output=D:\\site", "--formula", "y ~ `a\\b`"];
  const given = readArguments(words, known, 1, true);
  assertEquals(given.rest, ["C:/my book"]);
  assertEquals(given.text("output"), "D:/site");
  assertEquals(given.text("formula"), "y ~ `a\\b`");
  assertEquals(readArguments(words, known, 1, false).rest, ["C:\\my book"]);
});
