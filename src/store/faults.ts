/** Why a store cannot be used, distinguished by what a person has to do: from the codes of SQLite, PostgreSQL and the system. */
import { StoreError, type StoreFault } from '#src/errors.ts'

/** A store from the future: it has steps that this version does not know. */
export class NewerStoreError extends RangeError {
  override readonly name = 'NewerStoreError'
}

/** The error as one of the store's; one that is a StoreError stays itself. `file` may be shown to everybody. */
export function storeErrorOf(file: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error
  return new StoreError({ file, fault: faultOf(error), problem: reasonOf(error) }, { cause: error })
}

/** The fault behind an error of the database or the file system; `other` where nothing is known of it. */
export function faultOf(error: unknown): StoreFault {
  if (error instanceof StoreError) return error.fault
  if (error instanceof NewerStoreError) return 'newer'
  if (!(error instanceof Error)) return 'other'
  const { errcode, code } = error as Error & { readonly errcode?: unknown; readonly code?: unknown }
  // The low byte is the code, what is above it is more than anybody can act on.
  const byNumber = typeof errcode === 'number' ? SQLITE[errcode & 0xff] : undefined
  if (byNumber) return byNumber
  const byCode = typeof code === 'string' ? (POSTGRES[code] ?? SYSTEM[code]) : undefined
  if (byCode) return byCode
  if (typeof code === 'string' && code.startsWith('08')) return 'unreachable'
  const byWords = WORDS.find(([words]) => words.test(error.message))?.[1]
  if (byWords) return byWords
  const [first] = error instanceof AggregateError ? error.errors : []
  const inner = first ?? error.cause
  return inner === undefined || inner === error ? 'other' : faultOf(inner)
}

/**
 * The same of an error that comes up while the store is open, and may be of something else: a file that is missing or a
 * service that cannot be reached is no fault of a SQLite store. `isServer` where the store is on PostgreSQL.
 */
export function faultInUse(error: unknown, isServer: boolean): StoreFault {
  const fault = faultOf(error)
  return fault === 'nowhere' || (fault === 'unreachable' && !isServer) ? 'other' : fault
}

/** SQLite's result codes: https://sqlite.org/rescode.html */
const SQLITE: Readonly<Record<number, StoreFault>> = {
  3: 'denied',
  5: 'locked',
  6: 'locked',
  8: 'denied',
  11: 'damaged',
  13: 'full',
  14: 'denied',
  23: 'denied',
  26: 'foreign',
}

/** PostgreSQL's SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const POSTGRES: Readonly<Record<string, StoreFault>> = {
  '3D000': 'missing',
  '28000': 'denied',
  '28P01': 'denied',
  '42501': 'denied',
  '25006': 'denied',
  '53100': 'full',
  '55P03': 'locked',
  '40P01': 'locked',
  '53300': 'unreachable',
  '57P01': 'unreachable',
  '57P02': 'unreachable',
  '57P03': 'unreachable',
  '58030': 'damaged',
  XX001: 'damaged',
  XX002: 'damaged',
}

const SYSTEM: Readonly<Record<string, StoreFault>> = {
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOSPC: 'full',
  EDQUOT: 'full',
  ENOENT: 'nowhere',
  ENOTDIR: 'nowhere',
  EEXIST: 'nowhere',
  EISDIR: 'nowhere',
  ELOOP: 'nowhere',
  ENAMETOOLONG: 'nowhere',
  EINVAL: 'nowhere',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  EPIPE: 'unreachable',
  ETIMEDOUT: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
}

/** Where a message is all that is left of an error, as after a way between threads, and what `pg` has no code for. */
const WORDS: readonly (readonly [RegExp, StoreFault])[] = [
  [/^database (?:table )?is locked/i, 'locked'],
  [/^database or disk is full/i, 'full'],
  [/^database disk image is malformed/i, 'damaged'],
  [/^file is not a database/i, 'foreign'],
  [/^attempt to write a readonly database|^unable to open database file/i, 'denied'],
  [
    /timeout exceeded when trying to connect|connection terminated|client has encountered a connection/i,
    'unreachable',
  ],
]

/** Several addresses of one name may each refuse: the first says enough. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
