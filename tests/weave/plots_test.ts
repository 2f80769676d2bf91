import { assert, assertEquals } from "@std/assert";
import { type PlotOutcome, Plots } from "../../lib/weave/plots.ts";

async function runAll(
  codes: readonly string[],
  values: Record<string, unknown> = {},
): Promise<PlotOutcome[]> {
  const plots = new Plots(5);
  try {
    return await Promise.all(codes.map((code) => plots.run(code, values)));
  } finally {
    plots.close();
  }
}

async function run(code: string, values: Record<string, unknown> = {}): Promise<PlotOutcome> {
  const [outcome] = await runAll([code], values);
  if (!outcome) throw new Error("no outcome");
  return outcome;
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

Deno.test("files, programs, the environment and the network are out of reach", async () => {
  const codes = [
    "Deno.readTextFileSync('/etc/passwd')",
    "fetch('https://example.org/')",
    "new Worker('data:text/javascript,')",
    "new WebSocket('ws://127.0.0.1:1')",
    "globalThis.constructor.constructor('return Deno')().readTextFileSync('/etc/passwd')",
  ];
  for (const outcome of await runAll(codes)) assert("message" in outcome);
});

Deno.test("a loop without end is stopped, and the next fence runs", async () => {
  const plots = new Plots(1);
  try {
    const first = await plots.run("while (true) {}", {});
    assert("timeout" in first && first.timeout);
    assert("markup" in await plots.run(DOTS, { data: DATA }));
  } finally {
    plots.close();
  }
});

Deno.test("one fence cannot change what the next one sees", async () => {
  const plots = new Plots(2);
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
