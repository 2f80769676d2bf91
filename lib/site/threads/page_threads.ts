/**
 * Evaluates pages on several threads. What a page comes to does not depend on it: a page with an error,
 * or one that was read otherwise meanwhile, is left to the thread of the build.
 *
 * @module
 */
import { programModule } from "../../home.ts";
import { PAGE_ENDING } from "../../weave/page/address.ts";
import type { Page } from "../../weave/page/page.ts";
import { digestOf } from "../cache/digest.ts";
import type { WorkTold } from "../build/told_work.ts";
import type { EvaluatedRecord } from "../build/evaluate_pages.ts";
import type { PageAnswer, PageSaid, PageTask } from "./page_worker.ts";

/** Told of each page that a thread has evaluated. */
export type Took = (page: Page, made: EvaluatedRecord) => void;

/**
 * Evaluates pages on threads.
 *
 * @param asked Pages to evaluate.
 * @param all Pages of the book: others may be needed for those that are asked for.
 * @param working Told what long work on any of them is doing.
 */
export async function evaluateOnThreads(
  root: string,
  asked: readonly Page[],
  all: readonly Page[],
  threads: number,
  took: Took,
  working?: (told: WorkTold) => void,
  records = false,
): Promise<void> {
  const groups = groupsOf(asked, all);
  const wanted = new Set(asked);
  const workers = Array.from(
    { length: Math.min(threads, groups.length) },
    () =>
      new Worker(programModule("lib/site/threads/page_worker"), {
        type: "module",
        // It reads the book, and may do nothing else.
        deno: {
          permissions: {
            read: "inherit",
            write: false,
            net: false,
            env: false,
            run: false,
            ffi: false,
            sys: false,
          },
        },
      }),
  );
  const serve = async (worker: Worker): Promise<void> => {
    for (let group = groups.shift(); group; group = groups.shift()) {
      const given = await ask(worker, {
        root,
        records,
        pages: group.map((page) => ({ file: page.file, after: page.after })),
        told: working !== undefined,
      }, working);
      // A thread that came to its end, or met a fault of the program, is left alone.
      if (!given) return;
      const stood = new Map(group.flatMap((page, i) => {
        const { text, made } = given[i]!;
        const good = digestOf(page.source.text) === text && stands(made);
        return good ? [[page.file, { page, made }] as const] : [];
      }));
      // a page whose values another takes is taken before it
      const take = (file: string): void => {
        const own = stood.get(file);
        if (!own || !stood.delete(file)) return;
        for (const other of own.made.uses) take(other);
        if (wanted.has(own.page)) took(own.page, own.made);
      };
      for (const { file } of group) take(file);
    }
  };
  try {
    await Promise.all(workers.map(serve));
  } finally {
    for (const worker of workers) worker.terminate();
  }
}

/** Whether what a thread says holds: it knows the pages of its group alone. */
function stands({ all, faults }: EvaluatedRecord): boolean {
  return !all && faults.evaluation.every(({ severity }) => severity !== "error");
}

function ask(
  worker: Worker,
  task: PageTask,
  working?: (told: WorkTold) => void,
): Promise<PageAnswer> {
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<PageSaid>) => {
      if ("working" in data) working?.(data.working);
      else resolve(data.answer);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(null);
    };
    worker.postMessage(task);
  });
}

/** Pages in groups of those that take values from one another; the largest first. */
function groupsOf(asked: readonly Page[], all: readonly Page[]): Page[][] {
  const named = (name: string): Page | undefined =>
    all.find(({ file }) => file === name || file.replace(PAGE_ENDING, "") === name);
  const needed = (page: Page, into: Set<Page>): Set<Page> => {
    if (into.has(page)) return into;
    into.add(page);
    for (const { options } of page.blocks) {
      const from = options["from"]?.value ?? [];
      for (const name of Array.isArray(from) ? from : [from]) {
        const other = named(String(name));
        if (other) needed(other, into);
      }
    }
    return into;
  };
  const groups: Set<Page>[] = [];
  for (const page of asked) {
    const own = needed(page, new Set());
    const meets = groups.filter((group) => [...own].some((each) => group.has(each)));
    for (const group of meets) {
      groups.splice(groups.indexOf(group), 1);
      for (const each of group) own.add(each);
    }
    groups.push(own);
  }
  const order = new Map(all.map((page, i) => [page, i]));
  const length = (group: Set<Page>): number =>
    [...group].reduce((sum, { blocks }) => sum + blocks.length, 0);
  return groups.sort((a, b) => length(b) - length(a)).map((group) =>
    [...group].sort((a, b) => order.get(a)! - order.get(b)!)
  );
}
