/**
 * The code of `plot` fences, run one after another in a thread that knows nothing of this program.
 *
 * @module
 */
import { threadModule } from "../../home.ts";
import { Worker } from "node:worker_threads";
import type { UnknownColumn } from "./realm/columns.ts";
import type { Levels } from "./realm/level_order.ts";
import type { Failure } from "./realm/realm.ts";
import type { FenceAnswer, FenceRequest } from "./fence_thread.ts";
import { MARKUP_LENGTH, PLOT_MEGABYTES, PLOT_SECONDS } from "./plot_limits.ts";

/** What came of a fence. */
export type FenceOutcome =
  | { markup: string; unknown: UnknownColumn[] }
  | (Failure & { ended: "failed" | "timeout" | "memory" | "large" });

/** Levels of the factors among the values of a page, by the name of the value. */
export type FenceLevels = Readonly<Record<string, readonly Levels[]>>;

/** Seconds beyond its limit after which a thread that does not answer is left to itself. */
const GRACE = 3;

/** Seconds without any work of the thread after which it is known to have come to its end. */
const IDLE = 3;

/** Milliseconds between two looks at a thread that has not answered. */
const LOOK = 200;

const nowhere = { line: null, column: null };

type Told = FenceAnswer | "dead" | "stuck";

/** A thread and what waits for its next answer. */
class FenceThread {
  readonly #worker: Worker;
  #tell: ((told: Told) => void) | null = null;
  readonly #early: Told[] = [];
  /** True when it answers no more. */
  gone = false;

  constructor() {
    this.#worker = new Worker(threadModule("lib/weave/plot/fence_thread"), {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: PLOT_MEGABYTES },
    });
    this.#worker.on("message", (answer: FenceAnswer) => this.#take(answer));
    for (const event of ["error", "exit"]) this.#worker.on(event, () => this.#take("dead"));
  }

  send(request: FenceRequest): void {
    this.#worker.postMessage(request);
  }

  /** Its next answer; a thread that died or cannot be interrupted gives none. */
  async next(seconds: number): Promise<Told> {
    const early = this.#early.shift();
    if (early !== undefined) return early;
    const told = new Promise<Told>((resolve) => this.#tell = resolve);
    let looks = 0;
    let idle = 0;
    let before = -1;
    const timer = setInterval(async () => {
      const used = await this.#work();
      idle = used === before ? idle + 1 : 0;
      before = used;
      if (idle * LOOK >= IDLE * 1000) this.#take("dead");
      else if (++looks * LOOK >= (seconds + GRACE) * 1000) this.#take("stuck");
    }, LOOK);
    try {
      return await told;
    } finally {
      clearInterval(timer);
    }
  }

  /** Ends it. What cannot be interrupted goes on, and keeps no program from its end. */
  close(): void {
    this.gone = true;
    this.#worker.unref();
    void this.#worker.terminate();
  }

  #take(told: Told): void {
    if (told === "dead" || told === "stuck") this.gone = true;
    const tell = this.#tell;
    this.#tell = null;
    if (tell) tell(told);
    else if (!this.gone) this.#early.push(told);
  }

  /** Microseconds that the thread has worked; one that is no more works no more. */
  async #work(): Promise<number> {
    const worker = this.#worker as unknown as {
      cpuUsage(): Promise<{ user: number; system: number }>;
    };
    try {
      const { user, system } = await worker.cpuUsage();
      return user + system;
    } catch {
      return 0;
    }
  }
}

/** Runs fences. */
export class Fences {
  #thread: FenceThread | null = null;
  #ready: Promise<Told> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;
  readonly #seconds: number;

  /** `seconds` is the limit for one fence. */
  constructor(seconds = PLOT_SECONDS) {
    this.#seconds = seconds;
  }

  /** Starts the thread, so that it warms while others work. */
  warm(): void {
    this.#started();
  }

  /**
   * Runs one fence, when those before it are done. It is sent at once, for this thread may be busy
   * for long: the other keeps what comes before its turn.
   */
  run(
    code: string,
    values: Readonly<Record<string, unknown>>,
    levels: FenceLevels = {},
  ): Promise<FenceOutcome> {
    const given = JSON.stringify({ code, values, levels });
    const request = { code, given, limit: this.#seconds * 1000 };
    const sent = this.#closed ? null : this.#started();
    sent?.send(request);
    const outcome = this.#last.then(() => this.#run(request, sent));
    this.#last = outcome.catch(() => {});
    return outcome;
  }

  /** Ends the thread. */
  close(): void {
    this.#closed = true;
    this.#thread?.close();
    this.#thread = null;
  }

  #started(): FenceThread {
    if (this.#thread && !this.#thread.gone) return this.#thread;
    this.#thread?.close();
    this.#thread = new FenceThread();
    this.#ready = this.#thread.next(60);
    return this.#thread;
  }

  /** The answer to a request that was sent to a thread, or to its follower if that is gone. */
  async #run(request: FenceRequest, sent: FenceThread | null): Promise<FenceOutcome> {
    const limit = this.#seconds;
    if (this.#closed) return failed("The code was not run");
    const thread = this.#started();
    if (thread !== sent) thread.send(request);
    if (await this.#ready === "dead") return failed("The thread for figures does not start");
    const told = await thread.next(limit);
    if (told === "dead" || told === "stuck" || "ended" in told) {
      const ended = told === "dead" ? "memory" : told === "stuck" ? "timeout" : told.ended;
      // What was interrupted is not used again: the code may have left the thread's memory full.
      thread.close();
      const message = ended === "memory"
        ? `The code takes more than ${PLOT_MEGABYTES} megabytes of memory`
        : `The code was stopped after ${limit} seconds`;
      return { message, ...nowhere, ended };
    }
    if ("markup" in told) return { markup: told.markup, unknown: unknownColumns(told.unknown) };
    if ("characters" in told) {
      const message =
        `The figure's markup has ${told.characters} characters; a page takes ${MARKUP_LENGTH}`;
      return { message, ...nowhere, ended: "large" };
    }
    if ("failure" in told && told.failure !== undefined) return failure(told.failure);
    return "message" in told ? failed(told.message, told) : failed("The code gave nothing");
  }
}

function failed(
  message: string,
  { line, column }: { line: number | null; column: number | null } = nowhere,
): FenceOutcome {
  return { message, line, column, ended: "failed" };
}

/** What the fence's own world says is looked at before it is believed. */
function failure(json: string): FenceOutcome {
  const told = parsed(json) as Partial<Record<keyof Failure, unknown>> | null;
  const place = (value: unknown): number | null =>
    typeof value === "number" && Number.isInteger(value) && value > 0 ? value : null;
  const message = typeof told?.message === "string" ? told.message : "The code fails";
  return failed(message, { line: place(told?.line), column: place(told?.column) });
}

function unknownColumns(json: string): UnknownColumn[] {
  const told = parsed(json);
  if (!Array.isArray(told)) return [];
  return told.flatMap((each: Partial<Record<keyof UnknownColumn, unknown>> | null) => {
    const columns = each?.columns;
    if (typeof each?.asked !== "string" || !Array.isArray(columns)) return [];
    const names = columns.filter((name): name is string => typeof name === "string");
    return [{ asked: each.asked, columns: names }];
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}
