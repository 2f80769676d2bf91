import type { Fit } from "../model/fit.ts";
import type { SymbolTable } from "./letters.ts";
import type { Structure } from "./structure.ts";
export function fitStructure(_fit: Fit, _symbols?: SymbolTable): Structure { throw new Error("x"); }
