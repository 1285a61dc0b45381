/** A worker: claims deliveries of its platforms, carries them out a few dozen at a time, and sees to what dead ones left. */
import { platformOf } from '#src/chat/address.ts'
import { can } from '#src/chat/platform.ts'
import type { Poster } from '#src/chat/posting.ts'
import { type Clock, within } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { Ledger } from '#src/store/ledger.ts'
import type { Presence } from '#src/store/presence.ts'
import { createStoreTrouble, type StoreTrouble } from '#src/store/trouble.ts'
import { createAdmission } from './admission.ts'
import { createCaution } from './caution.ts'
import type { MakePosts } from './makeposts.ts'
import { deliver } from './deliver.ts'
import { finishLater } from './finish.ts'
import { type Notices, report } from './report.ts'
import { createUploadOnce } from './uploadonce.ts'
import { createPreparing } from './prepared.ts'
import { TIMINGS, type Timings } from './timings.ts'

export interface WorkerParts {
  readonly ledger: Ledger
  readonly presence: Presence
  /** One a platform. */
  readonly posters: readonly Poster[]
  readonly makePosts: MakePosts
  /** Who of the moderators hears of what, and how. */
  readonly notices: Notices
  readonly clock: Clock
  readonly log: Log
  readonly random?: () => number
  readonly timings?: Partial<Timings>
  /** Tells of a store that fails, for all that the program asks of it by the clock. */
  readonly trouble?: StoreTrouble
  /** Deliveries of one platform at a time. */
  readonly inFlight?: number
}

export interface Worker {
  readonly id: string
  /** Another platform, connected after the start. */
  add(poster: Poster): void
  /** Looks for due deliveries at once. */
  wake(): void
  /** The share of the platforms' pace that is this worker's: one of so many that live. */
  share(): number
  /** How many deliveries are under way. */
  running(): number
  /** Claims no more, lets what is being sent end, and gives the rest back. */
  stop(): Promise<void>
}

/** What a platform's round trip of a second needs at its fastest pace. */
const IN_FLIGHT = 64
/** Posts of one beat that are finished later. */
const FINISHED = 20
/** Milliseconds that stopping waits for a notice. */
const LAST_NOTICE = 5000

export function startWorker(parts: WorkerParts): Worker {
  const { ledger, presence, posters, clock, log } = parts
  const timings = { ...TIMINGS, ...parts.timings }
  const [id, stopping, prepare] = [presence.enter(), new AbortController(), createPreparing()]
  const { signal } = stopping
  const running = new Map<string, Promise<void>>()
  let workers = 1
  const admission = createAdmission(id, timings.beat)
  const caution = createCaution(clock)
  let admitted = false
  const delivering = {
    ...parts,
    random: parts.random ?? Math.random,
    timings,
    prepare,
    uploadOnce: createUploadOnce(),
    signal,
  }
  const { watch } = parts.trouble ?? createStoreTrouble(parts)
  const warn = (what: string) => (error: unknown) => log.error(`${what}: ${String(error)}`)

  const connected = new Map<string, Poster>(posters.map((poster) => [poster.platform, poster]))
  const lines = posters.map((poster) => createLine(poster))
  const polling = repeat(timings.poll, async () => {
    if (!admitted) await count()
    wake()
  })
  const beating = repeat(timings.beat, beat)
  // Beside the beat: a platform that keeps a notice waiting must not keep leases from being renewed.
  const reporting = repeat(timings.beat, reportAll)
  const finishing = repeat(timings.beat, finishAll)
  beat().then(wake)

  return {
    id,
    add(poster) {
      connected.set(poster.platform, poster)
      const line = createLine(poster)
      lines.push(line)
      line.pump()
    },
    wake,
    share: () => 1 / workers,
    running: () => running.size,
    async stop() {
      stopping.abort()
      await Promise.all([polling(), beating(), finishing(), ...lines.map((line) => line.stopped())])
      await Promise.allSettled(running.values())
      // A notice that is cut off here is sent again by the next process.
      await within(clock, LAST_NOTICE, reporting())
      await ledger.leave(id).catch(warn('Leaving the other workers failed'))
      presence.leave(id)
    },
  }

  function wake(): void {
    for (const line of lines) line.pump()
  }

  /** One platform's deliveries. */
  function createLine(poster: Poster) {
    const usual = parts.inFlight ?? IN_FLIGHT
    const settles = can(poster.platform, 'nonce') || can(poster.platform, 'readBack')
    const mostNow = () => (settles ? usual : caution.limit(usual))
    let [own, again] = [0, false]
    let claiming: Promise<void> | undefined
    const pump = () => {
      if (signal.aborted || !admitted) return
      // Half of them at once: a claim of one each time would be a commit more for every delivery.
      if (own > mostNow() / 2) return
      if (claiming) {
        again = true
        return
      }
      claiming = watch('Deliveries could not be claimed', claimMore).finally(() => {
        claiming = undefined
        if (again) {
          again = false
          pump()
        }
      })
    }
    const claimMore = async () => {
      const { platform } = poster
      const claimed = await ledger.claim(id, platform, clock.now(), timings.claimLease, mostNow() - own)
      for (const one of claimed) {
        own += 1
        const ending = deliver(one, poster, delivering)
          .catch(warn(`A delivery to ${one.target} was left to its lease`))
          .finally(() => {
            own -= 1
            running.delete(one.id)
            pump()
          })
        running.set(one.id, ending)
      }
    }
    return { pump, stopped: () => claiming }
  }

  function beat(): Promise<void> {
    return watch('The store could not be looked after', async () => {
      const now = clock.now()
      await ledger.renew(id, [...running.keys()], now + timings.claimLease)
      await count()
      if ((await ledger.expireLeases(now)) > 0) wake()
    })
  }

  /**
   * Says that this one lives, and counts those that do: each has an equal share. What those left that have ended is taken
   * up at once.
   */
  function count(): Promise<void> {
    return watch('The other workers could not be counted', async () => {
      const now = clock.now()
      const known = await ledger.beat(id, now, timings.silence)
      const ended = known.filter((other) => other.id !== id && presence.hasEnded(other.id))
      const living = known.filter((other) => !ended.includes(other))
      await takeUp(ended.map((one) => one.id))
      workers = Math.max(1, living.length)
      admitted ||= admission(living, now)
    })
  }

  /** What workers left that have ended, before their leases have. */
  async function takeUp(ended: readonly string[]): Promise<void> {
    if (ended.length === 0) return
    const left = await ledger.expireLeases(clock.now(), ended)
    for (const one of ended) presence.leave(one)
    caution.begin()
    log.info(`A process ended without stopping; ${left} of its deliveries are taken up`)
    wake()
  }

  function reportAll(): Promise<void> {
    return watch('What moderators are to be notified of could not be read', () =>
      report({ ...delivering, notices: parts.notices, platforms: () => [...connected.keys()] }),
    )
  }

  /** What posts lack that was left to be tried again. */
  function finishAll(): Promise<void> {
    return watch('Posts that are to be finished could not be read', async () => {
      for (let count = 0; count < FINISHED && !signal.aborted; count++) {
        const found = await ledger.takeUnfinished([...connected.keys()], clock.now(), timings.claimLease)
        const poster = found && connected.get(platformOf(found.claimed.target))
        if (!poster) return
        await finishLater(found, poster, delivering).catch(warn('A post could not be finished'))
      }
    })
  }

  /** Runs again and again, never twice at a time; gives what ends it, once a running one is done. */
  function repeat(every: number, work: () => Promise<void>): () => Promise<void> {
    let current: Promise<void> = Promise.resolve()
    let cancel = () => {}
    const schedule = () => {
      cancel = clock.after(every, () => {
        current = work().finally(() => {
          if (!signal.aborted) schedule()
        })
      })
    }
    schedule()
    return () => {
      cancel()
      return current
    }
  }
}
