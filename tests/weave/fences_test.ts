import { assert, assertEquals } from "@std/assert";
import { type FenceOutcome, Fences } from "../../lib/weave/plot/fences.ts";

async function runAll(
  codes: readonly string[],
  values: Record<string, unknown> = {},
): Promise<FenceOutcome[]> {
  const plots = new Fences(5);
  try {
    return await Promise.all(codes.map((code) => plots.run(code, values)));
  } finally {
    plots.close();
  }
}

async function run(code: string, values: Record<string, unknown> = {}): Promise<FenceOutcome> {
  const [outcome] = await runAll([code], values);
  if (!outcome) throw new Error("no outcome");
  return outcome;
}

/** What an expression gives, as text. */
async function text(expression: string): Promise<string> {
  const outcome = await run(
    `const e = document.createElement("p");\ne.textContent = String(${expression});\ne`,
  );
  if (!("markup" in outcome)) throw new Error(outcome.message);
  return outcome.markup.slice(3, -4).replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}

const DATA = [{ diet: "A", gain: 1 }, { diet: "B", gain: 2 }];
const DOTS = 'Plot.plot({ marks: [Plot.dot(data, { x: "diet", y: "gain" })] })';

Deno.test("Plot sees the page's values by name, and gives the same picture every time", async () => {
  const first = await run(DOTS, { data: DATA });
  assert("markup" in first && first.markup.startsWith("<svg"));
  assertEquals(await run(DOTS, { data: DATA }), first);
});

Deno.test("statements may stand before the last expression; odd names are in values", async () => {
  const outcome = await run(
    'const e = document.createElement("p");\ne.textContent = values["se.mu"];\ne',
    { "se.mu": 2, class: 1 },
  );
  assertEquals(outcome, { markup: "<p>2</p>", unknown: [] });
});

Deno.test("chance and the clock are the same in every build", async () => {
  const code =
    'const e = document.createElement("p"); e.textContent = [Math.random(), Date.now(), +new Date(), performance.now()].join(); e';
  assertEquals(await run(code), await run(code));
});

Deno.test("a fault has its line and column in the fence", async () => {
  const place = async (code: string) => {
    const outcome = await run(code, { data: DATA });
    return "markup" in outcome ? null : [outcome.line, outcome.column];
  };
  assertEquals(await place("const a = 1;\n  nothing(a)"), [2, 3]);
  assertEquals(await place("Plot.plot({\n  marks: [Plot.dot(data,, {})],\n})"), [2, 25]);
});

Deno.test("what gives no element is a fault", async () => {
  const codes = ["3", "null", "'<svg></svg>'", "[document.createElement('p')]"];
  for (const outcome of await runAll(codes)) {
    assert("message" in outcome && outcome.message.includes("one SVG or HTML element"));
  }
});

Deno.test("a realm has the language, Plot, a document and the values, and nothing else", async () => {
  const names =
    "process Deno require module Worker fetch WebSocket XMLHttpRequest crypto performance " +
    "setTimeout setInterval setImmediate queueMicrotask postMessage self global navigator location " +
    "importScripts structuredClone WebAssembly SharedArrayBuffer Atomics WeakRef " +
    "FinalizationRegistry heddleRealm heddleStep";
  const found = await text(
    `${JSON.stringify(names.split(" "))}.filter((name) => name in globalThis).join()`,
  );
  assertEquals(found, "");
  const codes = [
    "Deno.readTextFileSync('/etc/passwd')",
    "fetch('https://example.org/')",
    "new Worker('data:text/javascript,')",
    "globalThis.constructor.constructor('return 1')()",
    "[].map.constructor('return process')()",
    "(async () => {}).constructor('return 1')",
    "(function* () {}).constructor('return 1')",
    "eval('1')",
    "Plot.plot.constructor('return this')()",
    "document.createElement.constructor('return this')()",
    "document.defaultView.fetch('https://example.org/')",
    "postMessage(null)",
    "process.exit(3)",
    "new ShadowRealm()",
    "Error.prepareStackTrace = (e, frames) => frames[0].getThis()",
  ];
  for (const outcome of await runAll(codes)) {
    assert("ended" in outcome && outcome.ended === "failed", JSON.stringify(outcome));
  }
});

Deno.test("there is nothing to import, from wherever", async () => {
  const places = ["npm:is-odd@3.0.1", "jsr:@std/path", "https://example.org/x.js", "node:fs"]
    .concat("data:text/javascript,1", "blob:null/1", "./plots.ts", "file:///etc/passwd");
  const codes = places.flatMap((place) => [
    `import("${place}");\ndocument.createElement("p")`,
    `const load = async () => await import("${place}");\nload();\ndocument.createElement("p")`,
  ]);
  for (const outcome of await runAll(codes)) {
    assertEquals(
      "message" in outcome ? outcome.message : "drawn",
      "There is nothing to import here",
    );
  }
  const [outcome] = await runAll(['import fs from "node:fs";\ndocument.createElement("p")']);
  assert(outcome && "message" in outcome && outcome.line === 1);
});

Deno.test("the clock stands still, by whatever way it is asked", async () => {
  const asked = [
    "+new Date()",
    "Date.now()",
    "Date()",
    "new Date().toISOString()",
    "+new (Object.getPrototypeOf(new Date()).constructor)()",
    "+Reflect.construct(Date, [])",
    "new (class extends Date {})().getTime()",
    "new Intl.DateTimeFormat('en', { timeStyle: 'full' }).format()",
    "JSON.stringify(Intl.DateTimeFormat('en').formatToParts()[0])",
    "Temporal.Now.instant()",
    "Temporal.Now.plainDateTimeISO()",
    "Temporal.Now.zonedDateTimeISO()",
  ];
  assertEquals((await text(`[${asked.join(",")}].join("; ")`)).split("; "), [
    "0",
    "0",
    "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)",
    "1970-01-01T00:00:00.000Z",
    "0",
    "0",
    "0",
    "12:00:00 AM Coordinated Universal Time",
    '{"type":"month","value":"1"}',
    "1970-01-01T00:00:00Z",
    "1970-01-01T00:00:00",
    "1970-01-01T00:00:00+00:00[UTC]",
  ]);
});

Deno.test("dates are in UTC, numbers and letters American, whatever the machine says", async () => {
  const asked = [
    "new Date(2020, 0, 1).toISOString()",
    "new Date(2020, 0, 1)",
    "new Date('2020-01-01T10:00').getHours()",
    "+new Date('2020-01-01') - Date.UTC(2020, 0, 1)",
    "new Date('Jan 2 2020').toISOString()",
    "new Date('2020-06-01T10:00:00+02:00').toISOString()",
    "new Date(2020, 5, 1, 12, 30).getTimezoneOffset()",
    "new Date(0).toLocaleString()",
    "new Date('nonsense')",
    "(1234.5).toLocaleString()",
    "['z', '\u0131', 'i', 'I', '\u00e4'].sort((a, b) => a.localeCompare(b)).join('')",
    "'I'.toLocaleLowerCase()",
    "new Intl.NumberFormat('de').format(1234.5)",
    "new Intl.NumberFormat('xx').resolvedOptions().locale",
    "new Intl.DateTimeFormat().resolvedOptions().timeZone",
    "new Temporal.PlainDate(2020, 1, 2).toLocaleString()",
  ];
  assertEquals((await text(`[${asked.join(",")}].join("; ")`)).split("; "), [
    "2020-01-01T00:00:00.000Z",
    "Wed Jan 01 2020 00:00:00 GMT+0000 (Coordinated Universal Time)",
    "10",
    "0",
    "2020-01-02T00:00:00.000Z",
    "2020-06-01T08:00:00.000Z",
    "0",
    "1/1/1970, 12:00:00 AM",
    "Invalid Date",
    "1,234.5",
    "\u00e4iI\u0131z",
    "i",
    "1.234,5",
    "en-US",
    "UTC",
    "1/2/2020",
  ]);
});

Deno.test("a stack names places in the fence and nothing of the machine", async () => {
  const stacks = await text(
    "new Error('x').stack + (() => { const o = {}; Error.captureStackTrace(o); return o.stack; })()",
  );
  assert(!/file:|\/|ext:|node:/.test(stacks.replaceAll(/fence\.js/g, "")), stacks);
});

Deno.test("what a fence prints is not heard", async () => {
  assertEquals(
    await text("(console.log('hello'), console.error('x'), console.table([1]), 'drawn')"),
    "drawn",
  );
});

Deno.test("whatever is thrown or given is a fault of the fence", async () => {
  const codes = [
    "throw null",
    "throw undefined",
    "throw 3",
    "throw Symbol('a')",
    "throw {}",
    "throw Object.create(null)",
    "throw () => {}",
    "throw Object.assign(new Error('x'), { message: {} })",
    "throw { get message() { throw 1; } }",
    "throw { toString() { throw 1; } }",
    "throw new Proxy({}, { get() { throw 1; } })",
    "throw Object.assign(new Error('x'), { lacking: { name: {}, columns: 3 } })",
    "JSON.stringify = () => ({}); throw new Error('x')",
    "Promise.reject(null); document.createElement('p')",
    "({ get nodeType() { throw 1; } })",
    "({ nodeType: 1, outerHTML: 3 })",
    "new Proxy({}, { get() { throw 1; } })",
    "Symbol('a')",
    "1n",
    "document",
    "Object.defineProperty(Object.prototype, 'heddleStep', { set() { throw 1; } }); 3",
  ];
  for (const [i, outcome] of (await runAll(codes)).entries()) {
    assert("ended" in outcome || !outcome.markup.startsWith("<"), codes[i]);
  }
});

Deno.test("one fence cannot change what the next one sees", async () => {
  const plots = new Fences(2);
  try {
    await plots.run(
      "globalThis.leak = 1; Array.prototype.leak = 1; document.createElement('p')",
      {},
    );
    const second = await plots.run(
      "const e = document.createElement('p'); e.textContent = typeof leak + [].leak; e",
      {},
    );
    if (!("markup" in second)) throw new Error(second.message);
    assertEquals(second.markup, "<p>undefinedundefined</p>");
  } finally {
    plots.close();
  }
});

Deno.test("what fails in a promise is the fault of its own fence", async () => {
  const rejected = 'Promise.reject(new Error("boom"));\n';
  const thrown = '(async () => { await 1; throw new Error("later"); })();\n';
  const outcomes = await runAll(
    [rejected + DOTS, DOTS, thrown + DOTS, DOTS],
    { data: DATA },
  );
  assertEquals(
    outcomes.map((o) => "markup" in o ? "drawn" : [o.message, o.line, o.column]),
    [["boom", 1, 16], "drawn", ["later", 1, 31], "drawn"],
  );
});
