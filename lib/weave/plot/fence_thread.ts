/**
 * The thread in which `plot` fences run, each in a context of its own (`realm/realm.ts`). The
 * context holds nothing of this thread: texts go in, a text comes out. All that the code could
 * have a hand in (its statements, its promises, reading what it gave and what it threw) stands
 * within the engine's limit of time; its memory is limited by the thread's.
 *
 * @module
 */
import { constants, createContext, Script } from "node:vm";
import { parentPort } from "node:worker_threads";
import realmSource from "./plot_realm.js" with { type: "text" };

/** A fence to run. */
export interface FenceRequest {
  code: string;
  /** Values, levels and code for the realm. */
  given: string;
  /** Milliseconds after which the code is interrupted. */
  limit: number;
}

/** What it answers; the first answer of a thread says that it is ready. */
export type FenceAnswer =
  | { ready: true }
  | { markup: string; unknown: string }
  | { ended: "timeout" | "memory" }
  | { characters: number }
  | { message: string; line: number | null; column: number | null; failure?: string };

interface Realm {
  begin(given: string): unknown;
  finish(element: unknown): unknown;
  lacking(): unknown;
  describe(thrown: unknown): unknown;
}

const REALM = new Script(realmSource, { filename: "realm.js" });
const TIMED = new Script("heddleStep()", { filename: "step.js" });
const nowhere = { line: null, column: null };

/** Milliseconds in which a fault must be put into words. */
const WORDS = 1000;

/** The engine interrupted the code: its time is over or, sooner than that, its memory. */
class Interrupted extends Error {
  constructor(readonly ended: "timeout" | "memory") {
    super();
  }
}

/** Runs a step within a limit of time. What else it throws is not to be touched. */
function timed<T>(limit: number, step: () => T): { value: T } | { thrown: unknown } {
  let outcome: { value: T } | { thrown: unknown } | null = null;
  const begun = performance.now();
  Object.assign(globalThis, {
    heddleStep: () => {
      try {
        outcome = { value: step() };
      } catch (thrown) {
        outcome = { thrown };
      }
    },
  });
  try {
    TIMED.runInThisContext({ timeout: limit });
  } catch {
    // The one thing that passes the step is the engine's interruption.
    outcome = null;
  }
  if (outcome !== null) return outcome;
  throw new Interrupted(performance.now() - begun < 0.95 * limit ? "memory" : "timeout");
}

/** What a promise of the code failed with after its last expression. */
let late: { reason: unknown } | null = null;
process.on("unhandledRejection", (reason: unknown) => {
  late ??= { reason };
});

function newRealm(): { context: object; realm: Realm } {
  const context = (createContext as (...given: unknown[]) => object)(constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: "afterEvaluate",
  });
  REALM.runInContext(context as never);
  const space = context as { heddleRealm?: Realm };
  const realm = { ...space.heddleRealm! };
  delete space.heddleRealm;
  return { context, realm };
}

/** The code as a strict script, or where it fails to parse. */
function compiled(code: string): Script | FenceAnswer {
  try {
    // The text begins as strict code, with its own columns.
    return new Script(`"use strict";${code}`, { filename: "fence.js", columnOffset: -13 });
  } catch (error) {
    const place = arrow(() => new Script(code, { filename: "fence.js" }));
    return { message: (error as Error).message, ...place };
  }
}

/** Where a text fails to parse: the engine draws an arrow below the place. */
function arrow(compile: () => unknown): { line: number | null; column: number | null } {
  Object.assign(globalThis, { heddleStep: compile });
  try {
    TIMED.runInThisContext();
    // It is wrong as strict code alone.
    return nowhere;
  } catch (error) {
    const [head = "", , marks = ""] = ((error as Error).stack ?? "").split("\n");
    const line = /:(\d+)$/.exec(head)?.[1];
    const column = marks.indexOf("^");
    return {
      line: line === undefined ? null : Number(line),
      column: column < 0 ? null : column + 1,
    };
  }
}

function described(realm: Realm, thrown: unknown): FenceAnswer {
  const words = timed(WORDS, () => realm.describe(thrown));
  const failure = "value" in words ? words.value : null;
  const message = "The code threw something that cannot be read";
  return typeof failure === "string" ? { message, ...nowhere, failure } : { message, ...nowhere };
}

/** One turn of the loop, in which promises that were rejected are told of. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

async function run({ code, given, limit }: FenceRequest): Promise<FenceAnswer> {
  late = null;
  const script = compiled(code);
  if (!(script instanceof Script)) return script;
  const { context, realm } = newRealm();
  realm.begin(given);
  const outcome = timed(limit, () => {
    const element: unknown = script.runInContext(context as never, { displayErrors: false });
    return { text: realm.finish(element), unknown: realm.lacking() };
  });
  if ("thrown" in outcome) return described(realm, outcome.thrown);
  await turn();
  const rejected = late as { reason: unknown } | null;
  if (rejected) return described(realm, rejected.reason);
  const { text, unknown } = outcome.value;
  if (typeof text !== "string" || typeof unknown !== "string") {
    return { message: "The code gave nothing", ...nowhere };
  }
  if (text.startsWith("#")) return { characters: Number(text.slice(1)) };
  return text.startsWith("+")
    ? { markup: text.slice(1), unknown }
    : { message: text.slice(1), ...nowhere };
}

async function serve(request: FenceRequest): Promise<void> {
  let answer: FenceAnswer;
  try {
    answer = await run(request);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    answer = { ended: error.ended };
  }
  parentPort?.postMessage(answer);
}

/** Fences run one after another, however early they come. */
let last: Promise<void> = Promise.resolve();
parentPort?.on("message", (request: FenceRequest) => {
  last = last.then(() => serve(request));
});
parentPort?.postMessage({ ready: true } satisfies FenceAnswer);
