/** The errors of ours: each says what failed, on which thing and what to do, and carries the same as data. And what may be said of others' errors. */

/** What keeps a whole folder from being read. */
export type DatasetFault = 'unlisted' | 'unreadable' | 'undescribed' | 'misdescribed'

/** A folder that cannot be read as a dataset at all; a malformed row is never a reason for it. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError'
  /** Names the sentence for a person: `errors:dataset.<code>`, with folder and detail. */
  readonly code: DatasetFault
  /** The file or the system's own code, for the sentence. */
  readonly detail: string
  readonly folder: string
  /** What failed, without the folder: `dataset.json: "to" is missing`. */
  readonly problem: string
  /** What to do about it. */
  readonly remedy: string

  constructor(
    facts: { code: DatasetFault; folder: string; detail: string; problem: string; remedy: string },
    options?: ErrorOptions,
  ) {
    super(`Cannot read the dataset in ${facts.folder}: ${facts.problem}. ${facts.remedy}`, options)
    this.code = facts.code
    this.detail = facts.detail
    this.folder = facts.folder
    this.problem = facts.problem
    this.remedy = facts.remedy
  }
}

export interface SettingProblem {
  /** The environment variable. */
  readonly name: string
  readonly problem: string
  readonly example: string
}

/** Settings that cannot be used: all of them at once, so that one start shows what to mend. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly SettingProblem[]

  constructor(problems: readonly SettingProblem[]) {
    const lines = problems.map((one) => `${one.name} ${one.problem} (for example ${one.name}=${one.example})`)
    super(`These settings cannot be used: ${lines.join('; ')}`)
    this.problems = problems
  }
}

/** One thing that a person may have meant: as it is shown, and as it would be typed. */
export interface Candidate {
  readonly label: string
  readonly value: string
}

/** What a person asked for cannot be understood; the sentence for it is `errors:<key>` with these values. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly key: string
  readonly values: Readonly<Record<string, string>>
  /** What they may have meant, likeliest first: offered as buttons where there are buttons. */
  readonly candidates: readonly Candidate[]

  constructor(
    key: string,
    values: Readonly<Record<string, string>> = {},
    candidates: readonly Candidate[] = [],
  ) {
    super(`${key} ${JSON.stringify(values)}`)
    this.key = key
    this.values = values
    this.candidates = candidates
  }
}

export interface CommandProblem {
  /** A file of `commands/`. */
  readonly file: string
  readonly problem: string
}

/** Files of `commands/` that are no commands as they should be: all at once, each named. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly problems: readonly CommandProblem[]

  constructor(problems: readonly CommandProblem[]) {
    super(
      `These commands cannot be used:\n${problems.map((one) => `commands/${one.file} ${one.problem}`).join('\n')}`,
    )
    this.problems = problems
  }
}

/**
 * Why the store cannot be used: `damaged`, `foreign` (the file is something else), `missing` (no such database), `newer` (than
 * this version), `denied` (no rights), `full`, `locked` (by another program), `unreachable` (the server), `nowhere` (no
 * such folder can be made).
 */
export const STORE_FAULTS = [
  'damaged',
  'foreign',
  'missing',
  'newer',
  'denied',
  'full',
  'locked',
  'unreachable',
  'nowhere',
  'other',
] as const

export type StoreFault = (typeof STORE_FAULTS)[number]

/** The store cannot be used; the sentence for a person is `errors:store.faults.<fault>`, with file and problem. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  /** Its file, or the address of the database without name and password. */
  readonly file: string
  readonly fault: StoreFault
  /** What the database or the file system says. */
  readonly problem: string

  constructor(facts: { file: string; fault: StoreFault; problem: string }, options?: ErrorOptions) {
    super(`Cannot use the store ${facts.file} (${facts.fault}): ${facts.problem}`, options)
    this.file = facts.file
    this.fault = facts.fault
    this.problem = facts.problem
  }
}

/**
 * An error's kind and where it was thrown, without its message: messages quote what members typed, and that is not for
 * the log.
 */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown'
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [error.name, ...frames.slice(0, 8)].join('\n')
}

/** Codes of system errors before a byte was sent: nothing can have happened at the other end. */
export const UNREACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])
