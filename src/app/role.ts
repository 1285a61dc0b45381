/** Roles: what one process does of the whole, and which settings each needs. */
import { readOptions } from '#src/cli/options.ts'
import { type Config, LIVE } from '#src/config.ts'
import { RequestError } from '#src/errors.ts'

export const ROLES = ['all', 'gateway', 'worker', 'collector'] as const

/** Everything; answering members; delivering posts; collecting the market. */
export type Role = (typeof ROLES)[number]

/** The options of `start`. */
export const START_OPTIONS = ['--role', '--lang', '--replay', '--speed'] as const

/** The role given to `start`, `all` unless set. Throws RequestError. */
export function readRole(words: readonly string[]): Role {
  let role: string = 'all'
  for (const one of readOptions(words, { valued: START_OPTIONS })) {
    const { kind, option } = one
    if (kind === 'unknown') throw new RequestError('role.unknownOption', { option })
    if (option === '--role') role = one.value ?? ''
  }
  const known = ROLES.find((one) => one === role)
  if (known === undefined) throw new RequestError('role.unknown', { typed: role, choices: ROLES.join(', ') })
  return known
}

/** Throws RequestError, which says what to set, where processes could not work together safely. */
export function checkRole(role: Role, { databaseUrl, discord, telegram, data }: Config): void {
  if (databaseUrl === undefined) {
    if (role !== 'all') throw new RequestError('role.needsDatabase', { role })
    const shards = discord?.shards ?? 'auto'
    const isWhole = shards === 'auto' || (shards.first === 0 && shards.last === shards.of - 1)
    if (!isWhole) throw new RequestError('role.shardsNeedDatabase')
  }
  if (role === 'collector' && data !== LIVE) throw new RequestError('role.needsLive', { role })
  const posts = role === 'gateway' || role === 'worker'
  if (posts && !discord && !telegram) throw new RequestError('role.needsPlatform', { role })
}
