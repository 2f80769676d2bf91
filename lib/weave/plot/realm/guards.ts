/**
 * Loops inside the engine cannot be interrupted, and some texts and arrays are so large that the
 * engine gives up the whole process. Here these end as an ordinary error.
 *
 * @module
 */
import { PLOT_BUFFER_BYTES, PLOT_LOOP, PLOT_TEXT } from "../plot_limits.ts";

type Method = (this: unknown, ...given: unknown[]) => unknown;

const { apply, construct, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const TooLarge = RangeError;

function tooLarge(what: string): never {
  throw new TooLarge(`${what} is larger than a figure's code may go through`);
}

function wrap(target: object, name: PropertyKey, check: (self: unknown, given: unknown[]) => void) {
  const own = getOwnPropertyDescriptor(target, name);
  if (typeof own?.value !== "function") return;
  const method = own.value as Method;
  const guarded = {
    [name](this: unknown, ...given: unknown[]): unknown {
      check(this, given);
      return apply(method, this, given);
    },
  }[name as string];
  Object.defineProperty(target, name, { ...own, value: guarded });
}

/** Nothing but real arrays and objects with a plain `length` of their own, none of them huge. */
function checkLength(self: unknown): void {
  if (typeof self === "string") {
    if (self.length > PLOT_LOOP) tooLarge("The text");
    return;
  }
  if (typeof self !== "object" && typeof self !== "function" || self === null || isView(self)) {
    return;
  }
  if (isArray(self)) {
    // An array's own length is a plain number; behind a proxy it is whatever the code likes.
    const own = getOwnPropertyDescriptor(self, "length");
    if (typeof own?.value !== "number" || own.value > PLOT_LOOP) tooLarge("The array");
    return;
  }
  for (let at: object | null = self; at !== null; at = getPrototypeOf(at)) {
    const own = getOwnPropertyDescriptor(at, "length");
    if (!own) continue;
    if (typeof own.value !== "number" || own.value > PLOT_LOOP) tooLarge("The list");
    return;
  }
}

/** How deep arrays in arrays are looked at. */
const NESTED = 10;

function checkMembers(list: readonly unknown[], depth: number): void {
  for (let i = 0; i < list.length; i++) {
    const own = getOwnPropertyDescriptor(list, i);
    if (!own || !isArray(own.value)) continue;
    checkLength(own.value);
    if (depth > 0) checkMembers(own.value, depth - 1);
  }
}

function checkText(self: unknown, given: readonly unknown[]): void {
  for (const text of [self, ...given]) {
    if (typeof text === "string" && text.length > PLOT_TEXT) tooLarge("The text");
  }
}

/** Looking for a long text in a long text takes the product of both. */
function checkSearch(self: unknown, given: readonly unknown[]): void {
  checkText(self, given);
  const [needle] = given;
  if (
    typeof self === "string" && typeof needle === "string" &&
    self.length * needle.length > 1e11
  ) tooLarge("The text");
}

function guardArrays(): void {
  const loops = "concat copyWithin every fill filter find findIndex findLast findLastIndex flat " +
    "flatMap forEach includes indexOf join lastIndexOf map reduce reduceRight reverse shift slice " +
    "some sort splice toLocaleString toReversed toSorted toSpliced toString unshift with";
  for (const name of loops.split(" ")) {
    wrap(Array.prototype, name, (self, given) => {
      checkLength(self);
      if (name === "concat") given.forEach(checkLength);
    });
  }
  wrap(Array, "from", (_, [items]) => {
    if (typeof items !== "object" || items === null || !(Symbol.iterator in items)) {
      checkLength(items);
    } else if (typeof items === "string") checkLength(items);
  });
  for (const [target, name, at] of [[Reflect, "apply", 2], [Reflect, "construct", 1]] as const) {
    wrap(target, name, (_, given) => checkLength(given[at]));
  }
  wrap(Function.prototype, "apply", (_, given) => checkLength(given[1]));
  wrap(Array.prototype, "flat", (self) => {
    if (isArray(self)) checkMembers(self, NESTED);
  });
  wrap(Intl, "getCanonicalLocales", (_, given) => checkLength(given[0]));
  for (const name of Object.getOwnPropertyNames(Intl)) {
    const kind = (Intl as unknown as Record<string, unknown>)[name];
    if (typeof kind === "function") {
      wrap(kind, "supportedLocalesOf", (_, given) => checkLength(given[0]));
    }
  }
}

function guardTexts(): void {
  const text = String.prototype;
  for (const name of "indexOf lastIndexOf includes split replace replaceAll".split(" ")) {
    wrap(text, name, checkSearch);
  }
  const others = "match matchAll search normalize toUpperCase toLowerCase toLocaleUpperCase " +
    "toLocaleLowerCase localeCompare concat trim at codePointAt isWellFormed toWellFormed";
  for (const name of others.split(" ")) wrap(text, name, checkText);
  for (const name of ["repeat", "padStart", "padEnd"]) {
    wrap(text, name, (self, [count]) => {
      const times = name === "repeat" && typeof self === "string" ? self.length : 1;
      if (Number(count) * times > PLOT_TEXT) tooLarge("The text");
    });
  }
  const pattern = RegExp.prototype as unknown as Record<PropertyKey, unknown>;
  for (const name of Reflect.ownKeys(pattern)) {
    const own = getOwnPropertyDescriptor(pattern, name);
    if (typeof own?.value === "function" && name !== "constructor") wrap(pattern, name, checkText);
  }
  wrap(JSON, "parse", checkText);
}

/** Typed arrays lie outside the memory that the engine limits: what they take is counted here. */
function guardBuffers(): void {
  let bytes = 0;
  const charge = (size: number): void => {
    if (!(size <= PLOT_BUFFER_BYTES - bytes)) tooLarge("The typed array");
    bytes += size;
  };
  const space = globalThis as unknown as Record<string, unknown>;
  const typed = getPrototypeOf(Uint8Array) as { prototype: object };
  const names = Object.getOwnPropertyNames(globalThis).filter((name) =>
    name === "ArrayBuffer" ||
    typeof space[name] === "function" && getPrototypeOf(space[name] as object) === typed
  );
  for (const name of names) {
    const Real = space[name] as DateConstructor & { BYTES_PER_ELEMENT?: number };
    const size = Real.BYTES_PER_ELEMENT ?? 1;
    const guarded = new Proxy(Real, {
      construct(target, given: unknown[], made) {
        const [first, options] = given as [unknown, { maxByteLength?: unknown } | undefined];
        if (typeof first !== "object" || first === null) charge(Number(first ?? 0) * size);
        else if (isArray(first) || isView(first)) {
          charge(Number((first as unknown as { length?: number }).length ?? 0) * size);
        } else if (!("byteLength" in first)) checkLength(first);
        if (name === "ArrayBuffer" && options?.maxByteLength !== undefined) {
          tooLarge("A buffer that grows");
        }
        return construct(target, given, made) as object;
      },
    });
    Object.defineProperty(Real.prototype, "constructor", { value: guarded });
    Object.defineProperty(globalThis, name, { value: guarded });
  }
  for (const name of ["toReversed", "toSorted", "with"]) {
    wrap(typed.prototype, name, (self) => {
      if (isView(self)) charge(self.byteLength);
    });
  }
  for (const name of ["transfer", "transferToFixedLength", "resize"]) {
    Reflect.deleteProperty(ArrayBuffer.prototype, name);
  }
}

/** Guards the realm; to be called when its libraries are loaded. */
export function guard(): void {
  // Shared memory, machine code and the collection of memory have no use in a figure; what is
  // called when memory is collected would run outside every limit of time.
  const useless = ["SharedArrayBuffer", "Atomics", "WebAssembly", "queueMicrotask"]
    .concat("FinalizationRegistry", "WeakRef");
  for (const name of useless) Reflect.deleteProperty(globalThis, name);
  guardArrays();
  guardTexts();
  guardBuffers();
}
