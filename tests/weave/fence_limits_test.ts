import { assert, assertEquals } from "@std/assert";
import { isFast } from "../runs.ts";
import { Fences } from "../../lib/weave/plot/fences.ts";
import { realmHead, realmSources } from "../../release/realm_bundle.ts";

/**
 * How each code ends, and whether the processor comes to rest after all: a half of a second passes in
 * which next to nothing is done. A thread that goes on takes its share of every one.
 */
async function ends(
  codes: readonly string[],
  seconds = 1,
): Promise<{ ended: string[]; rests: boolean }> {
  const fences = new Fences(seconds);
  const ended: string[] = [];
  for (const code of codes) {
    const outcome = await fences.run(code, {});
    ended.push("ended" in outcome ? outcome.ended : "drawn");
  }
  const drawn = await fences.run('document.createElement("p")', {});
  assert("markup" in drawn, "the next fence runs");
  fences.close();
  const work = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  let rests = false;
  for (let i = 0; i < 40 && !rests; i++) {
    const before = work();
    await new Promise((resolve) => setTimeout(resolve, 500));
    rests = work() - before < 0.02;
  }
  return { ended, rests };
}

Deno.test("every kind of endless loop is stopped, and uses no processor afterwards", async () => {
  const loop = "while (true);";
  const kinds = [
    loop,
    "for (;;) { try { for (;;); } catch {} finally { for (;;); } }",
    "(function f() { Promise.resolve().then(f); })()",
    '(async () => { for (;;) await 1; })(); document.createElement("p")',
    `({ get nodeType() { ${loop} } })`,
    `new Proxy(document.createElement("p"), { get() { ${loop} } })`,
    `const e = document.createElement("p"); Object.defineProperty(e, "toString", { value() { ${loop} } }); e`,
    "[...(function* () { while (true) yield; })()].length; " + loop,
    "/^(a+)+$/.test('a'.repeat(60) + 'b')",
    "let b = 3n; while (true) b = b * b + 3n",
    "[].indexOf.call(new Proxy([], { get: (t, k) => k === 'length' ? 2 ** 53 - 1 : t[k], has: () => false }), 1)",
    `throw { get message() { ${loop} } }`,
    `throw { get stack() { ${loop} } }`,
    `Promise.reject({ get message() { ${loop} } }); document.createElement("p")`,
    'const p = () => Promise.resolve().then(p); p(); document.createElement("p")',
    "(async function f() { try { await null; } finally { f(); } })()",
    "const t = { then(r) { r(t); } }; Promise.resolve(t)",
    "(async () => { for await (const x of (async function* () { for (;;) yield 1; })()); })()",
    "const q = () => { Promise.reject(1); Promise.resolve().then(q); }; q()",
    `import("x").catch(() => { ${loop} })`,
  ];
  const { ended, rests } = await ends(isFast ? kinds.slice(0, 3) : kinds);
  const quick = new Set(["timeout", "memory"]);
  assert(ended.every((each) => quick.has(each)), ended.join());
  // the tests of every day run beside others in one process
  if (!isFast) assert(rests, "the processor comes to no rest");
});

Deno.test("loops inside the engine, which nothing stops, do not begin", async () => {
  const { ended } = await ends([
    "[].indexOf.call({ length: 2 ** 53 - 1 }, 1)",
    "[].includes.call({ get length() { return 2 ** 53 - 1; } }, 1)",
    "[].reverse.call(Object.create({ length: 2 ** 53 - 1 }))",
    "new Array(2 ** 32 - 1).join('x')",
    "new Array(2 ** 32 - 1).sort()",
    "new Array(2 ** 32 - 1).indexOf(1)",
    "Array.from({ length: 1e9 })",
    "Reflect.apply(Math.max, null, { length: 2 ** 53 - 1 })",
    "Math.max.apply(null, { length: 2 ** 53 - 1 })",
    "'x'.repeat(1e7).indexOf('x'.repeat(9e6) + 'y')",
    "Intl.getCanonicalLocales({ length: 2 ** 53 - 1 })",
    "new Intl.NumberFormat({ length: 2 ** 53 - 1 })",
    "Intl.NumberFormat.supportedLocalesOf({ length: 2 ** 53 - 1 })",
    "'i'.toLocaleUpperCase({ length: 2 ** 53 - 1 })",
    "(1).toLocaleString({ length: 2 ** 53 - 1 })",
    "[new Array(2 ** 32 - 1)].flat()",
    "[].concat({ length: 2 ** 53 - 1, [Symbol.isConcatSpreadable]: true })",
  ]);
  assertEquals(new Set(ended), new Set(["failed"]));
});

const MEMORY = "memory has an end, and what would end the whole process does not begin";

Deno.test({ name: MEMORY, ignore: isFast }, async () => {
  const grown = "let s = 'x'.repeat(1.9e7); for (let i = 0; i < 4; i++) s += s; ";
  const { ended } = await ends([
    "const a = []; while (true) a.push(new Array(1e5).fill(1.5))",
    "let s = 'x'; while (true) s += s;",
    "'x'.repeat(3e8)",
    `${grown}s.split('').length`,
    `${grown}s.match(/./g)`,
    `${grown}s.replace(/x/g, 'yy')`,
    `${grown}Array.from(s)`,
    "new Array(1e8).fill(1)",
    "const a = []; while (true) a.push(new Uint8Array(1e7).fill(1))",
    "const a = [], b = new Uint8Array(1e7); while (true) a.push(b.slice())",
    "const a = [], b = new Uint8Array(1e7); while (true) a.push(b.toSorted())",
    "new ArrayBuffer(1, { maxByteLength: 1e10 })",
    "const f = () => f(); f()",
    'const e = document.createElement("p"); e.textContent = "x".repeat(5e6); e',
  ], 8);
  // A machine with much to do may come to the end of the time first.
  assert(ended[0] === "memory" || ended[0] === "timeout");
  assertEquals(ended.at(-1), "large");
  assert(ended.every((each) => each !== "drawn"), ended.join());
});

Deno.test("the bundle of the realm is made of the sources that are here", async () => {
  const bundle = Deno.readTextFileSync(
    new URL("../../lib/weave/plot/plot_realm.js", import.meta.url),
  );
  const made = bundle.startsWith(realmHead(await realmSources()));
  assert(made, "`deno task realm` makes it anew");
});
