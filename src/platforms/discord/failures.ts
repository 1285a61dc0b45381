/** What can go wrong with a request to Discord, distinguished by what may be done about it. */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { UNREACHED } from '#src/errors.ts'

export type Failure =
  /** Discord said no; asking again the same way gets the same answer. */
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly code: number
      readonly fields: readonly string[]
      /** Discord's own words, where there are such. */
      readonly words?: string
    }
  /** Discord said when to come back, in milliseconds. */
  | { readonly kind: 'busy'; readonly retryAfter: number }
  /** No connection was made: nothing can have happened there. */
  | { readonly kind: 'unreached'; readonly reason: string }
  /** It may have happened or not: a time-out, a connection lost, an error of the server. */
  | { readonly kind: 'lost'; readonly reason: string }

/** Codes that are acted on, by their names in Discord's documentation. */
export const CODES = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  unknownMember: 10007,
  unknownMessage: 10008,
  unknownInteraction: 10062,
  channelWriteLimit: 20028,
  guildWriteLimit: 20029,
  tooManyOpened: 40003,
  tooLarge: 40005,
  alreadyAcknowledged: 40060,
  alreadyCrossposted: 40033,
  missingAccess: 50001,
  cannotMessageMember: 50007,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
  invalidForm: 50035,
  archivedThread: 50083,
  threadExists: 160004,
  lockedThread: 160005,
  tagNeeded: 40067,
  /** The server has as many active threads as it may. */
  tooManyThreads: 160006,
} as const

/**
 * The failure behind an error of the library. It carries neither the address (which holds the interaction's token) nor
 * the body (which holds what members wrote), so that it can be logged.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof RateLimitError) return { kind: 'busy', retryAfter: error.retryAfter }
  if (error instanceof DiscordAPIError) {
    const fields = 'errors' in error.rawError ? pathsIn(error.rawError.errors) : []
    const words = wordsIn(error.rawError)
    return {
      kind: 'refused',
      status: error.status,
      code: Number(error.code) || 0,
      fields,
      ...(words !== undefined && { words }),
    }
  }
  if (error instanceof HTTPError) return { kind: 'lost', reason: `status ${error.status}` }
  // After a 401 the library forgets the token, and asks nothing without one.
  if (error instanceof Error && error.message.startsWith('Expected token to be set')) {
    return { kind: 'unreached', reason: 'no token' }
  }
  const reason = codeOf(error)
  return UNREACHED.has(reason) ? { kind: 'unreached', reason } : { kind: 'lost', reason }
}

/** One line for the log. */
export function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'refused': {
      const fields = failure.fields.length > 0 ? ` at ${failure.fields.slice(0, 5).join(', ')}` : ''
      return `refused with status ${failure.status}, code ${failure.code}${fields}`
    }
    case 'busy':
      return `to be tried again in ${Math.ceil(failure.retryAfter / 1000)} s`
    default:
      return `${failure.kind} (${failure.reason})`
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code, cause, name } = error as NodeJS.ErrnoException
  if (typeof code === 'string') return code
  return cause instanceof Error ? codeOf(cause) : name
}

/** What Discord says of a refusal, in one line; it quotes nothing of what was sent. */
function wordsIn(raw: object): string | undefined {
  const message = 'message' in raw ? raw.message : undefined
  return typeof message === 'string' && message !== '' ? message.slice(0, LONGEST) : undefined
}

/** Characters of a refusal that are told. */
const LONGEST = 200

/** Where a form is wrong, `components.0.content`, without what stands there. */
function pathsIn(errors: unknown, path = ''): string[] {
  if (typeof errors !== 'object' || errors === null) return []
  return Object.entries(errors).flatMap(([key, value]) =>
    key === '_errors' ? [path] : pathsIn(value, path === '' ? key : `${path}.${key}`),
  )
}
