/** How the program ends: its exit codes, which the operators' guides list. */
import { StoreError, type StoreFault } from '#src/errors.ts'

/** What a person typed or set cannot be used, or a platform refused the token. */
export const MISTAKE = 2

/** By the store's fault; none is a code of Node's own (1 to 13), nor of a shell (from 126). */
export const STORE_EXITS: Readonly<Record<StoreFault, number>> = {
  damaged: 20,
  foreign: 21,
  missing: 22,
  newer: 23,
  denied: 24,
  full: 25,
  locked: 26,
  unreachable: 27,
  nowhere: 28,
  other: 29,
}

export function exitOf(error: unknown): number {
  return error instanceof StoreError ? STORE_EXITS[error.fault] : MISTAKE
}
