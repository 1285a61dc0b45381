/** Messages between the main thread and a thread of the store, and errors in a form that arrives whole. */
import { StoredFormError } from '#src/chat/planschema.ts'
import { RequestError, StoreError } from '#src/errors.ts'
import { NewerStoreError } from '../faults.ts'
import type { NextDue } from '../nextdue.ts'

/** How a thread is started. */
export interface ThreadSettings {
  readonly file: string
  /** `write` brings the file up to date when it opens it. */
  readonly as: 'read' | 'write'
}

/** The names of the store's methods, by part: `memory`, `ledger`. */
export type Shape = Readonly<Record<string, readonly string[]>>

/** To the thread; `open` comes first. */
export type Order =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'call'
      readonly id: number
      readonly part: string
      readonly method: string
      readonly args: readonly unknown[]
      /** What `deliveries` is made with. */
      readonly made?: unknown
      /** When it was asked, by the clock that all threads share, in milliseconds. */
      readonly at: number
    }
  | ({ readonly kind: 'answer'; readonly id: number } & Outcome)
  | { readonly kind: 'close' }

/** From the thread. */
export type WorkerMessage =
  | { readonly kind: 'open'; readonly shape: Shape }
  | { readonly kind: 'refused'; readonly error: PackedError }
  | ({ readonly kind: 'result'; readonly id: number } & Outcome)
  /** A function that came as an argument of a call is to be called; its outcome goes back as `answer`. */
  | {
      readonly kind: 'ask'
      readonly id: number
      readonly of: number
      readonly name: string
      readonly args: readonly unknown[]
    }
  | { readonly kind: 'waiting'; readonly waiting: NextDue }

export type Outcome = { readonly value: unknown } | { readonly error: PackedError }

/** Stands for a function in arguments. */
export interface FunctionMark {
  readonly calledBack: string
}

/** An error as plain data: copying alone would lose its class and what it carries. */
export interface PackedError {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  /** Its own fields: SQLite's number, a sentence's key. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly cause?: PackedError
}

const CLASSES: Readonly<Record<string, { readonly prototype: Error }>> = {
  ...{ Error, RangeError, TypeError, SyntaxError },
  ...{ RequestError, StoreError, StoredFormError, NewerStoreError },
}

export function packError(error: unknown): PackedError {
  if (!(error instanceof Error))
    return { name: 'Error', message: String(error), stack: undefined, fields: {} }
  const { name, message, stack, cause } = error
  const fields = Object.fromEntries(Object.entries(error).filter(([, value]) => isPlain(value)))
  return { name, message, stack, fields, ...(cause instanceof Error && { cause: packError(cause) }) }
}

export function unpackError({ name, message, stack, fields, cause }: PackedError): Error {
  const error = new Error(message, cause && { cause: unpackError(cause) })
  Object.setPrototypeOf(error, (CLASSES[name] ?? Error).prototype)
  if (stack !== undefined) error.stack = stack
  return Object.assign(error, fields)
}

/** Milliseconds by a clock that all threads of a process share, and that is never set back. */
export function sharedNow(): number {
  return Number(process.hrtime.bigint() / 1_000_000n)
}

/** The value of an outcome; throws its error. */
export function resultOf(outcome: Outcome): unknown {
  if ('error' in outcome) throw unpackError(outcome.error)
  return outcome.value
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null)
    return typeof value !== 'function' && typeof value !== 'symbol'
  return Array.isArray(value) ? value.every(isPlain) : Object.values(value).every(isPlain)
}
