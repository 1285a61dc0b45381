/** What is asked of a replay on the command line, and the settings that it runs with. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readOptions } from '#src/cli/options.ts'
import type { Clock } from '#src/clock.ts'
import { type Config, LIVE } from '#src/config.ts'
import { RequestError } from '#src/errors.ts'
import { HOUR, type Instant, startOfDay } from '#src/market/time.ts'
import type { StoreTrouble } from '#src/store/trouble.ts'
import { createReplayClock, type ReplayClock } from './replayclock.ts'
import { START_OPTIONS, type Role } from './role.ts'

/** What is asked for on the command line. */
export interface ReplayAsked {
  /** As it was typed. */
  readonly typed: string
  readonly from: Instant
  /** Milliseconds that pass in one. */
  readonly speed: number
}

export interface Replay {
  readonly asked: ReplayAsked
  readonly clock: ReplayClock
  /** The machine's: for waits that are no part of the market's time. */
  readonly real: Clock
}

/** Unless `--speed` says otherwise: an hour in a minute. Beyond the last what a minute takes to be judged would be longer than it. */
const [USUAL_SPEED, MOST_SPEED] = [60, 3600]
export function createReplay(asked: ReplayAsked, real: Clock): Replay {
  return { asked, clock: createReplayClock({ real, ...asked }), real }
}

/** Time passes as usual while the store is at work. */
export function replayedTrouble(trouble: StoreTrouble, { clock }: Pick<Replay, 'clock'>): StoreTrouble {
  return { ...trouble, watch: (what, work) => clock.during(() => trouble.watch(what, work)) }
}

/** A folder that is taken away when it is disposed of. */
export async function temporaryHome(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'kawaraban-replay-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** Undefined where none is asked for. Throws RequestError for what is no date or no speed. */
export function readReplay(words: readonly string[]): ReplayAsked | undefined {
  const given = new Map(
    readOptions(words, { valued: START_OPTIONS }).map((one) => [
      one.option,
      one.kind === 'option' ? (one.value ?? '') : '',
    ]),
  )
  const [typed, speedTyped] = [given.get('--replay'), given.get('--speed')]
  if (typed === undefined) {
    if (speedTyped !== undefined) throw new RequestError('replay.speedAlone')
    return undefined
  }
  const from = instantIn(typed)
  if (from === undefined) throw new RequestError('replay.badStart', { typed })
  const speed = speedTyped === undefined ? USUAL_SPEED : Number(speedTyped)
  if (!/^\d+$/.test(speedTyped ?? '1') || speed < 1 || speed > MOST_SPEED)
    throw new RequestError('replay.badSpeed', { typed: speedTyped ?? '', most: String(MOST_SPEED) })
  return { typed, from, speed }
}

/** `2025-10-01`, `2025-10-01T09`, `2025-10-01T09:30`, with a Z or without; UTC. */
function instantIn(typed: string): Instant | undefined {
  const [, day, hour = '00', minute = '00'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d)(?::(\d\d))?Z?)?$/i.exec(typed.trim()) ?? []
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined
  const from = startOfDay(day) + Number(hour) * HOUR + Number(minute) * 60_000
  return Number.isNaN(from) ? undefined : from
}

/**
 * The settings of a replay: a store of its own in `home`, and nothing that leaves the machine. Throws RequestError where a chat
 * platform is set, as nothing of the past may be posted there, and where there is no record to replay.
 */
export function replaySettings(config: Config, role: Role, home: string): Config {
  const set = [config.discord && 'DISCORD_TOKEN', config.telegram && 'TELEGRAM_TOKEN'].filter(
    (name) => name !== undefined,
  )
  if (set.length > 0) throw new RequestError('replay.connected', { names: set.join(', ') })
  if (role !== 'all') throw new RequestError('replay.needsAll', { role })
  if (config.data === LIVE) throw new RequestError('replay.needsRecord')
  const site = { port: undefined, address: undefined, publish: undefined }
  const { owners: _, alertChats: __, ...rest } = config
  return { ...rest, home, databaseUrl: undefined, site }
}
