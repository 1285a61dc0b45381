/** Alerts at work: a tick each minute, boxes gathered every other second, the house kept once a day. */
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import { MINUTE } from '#src/market/time.ts'
import type { StoreTrouble } from '#src/store/trouble.ts'
import { gatherDue, type GatherParts } from './gather.ts'
import { tick, type Ticked, type TickParts } from './tick.ts'

export interface EngineParts
  extends Omit<TickParts, 'since' | 'now'>,
    Pick<GatherParts, 'settings' | 'onGathered'> {
  readonly clock: Clock
  readonly log: Log
  readonly trouble: StoreTrouble
  /** Whether it is this process that judges: two do no harm, one is enough. */
  readonly isMine: () => boolean
  /** Milliseconds between two looks for what is to be gathered; two seconds unless set. */
  readonly gathering?: number
  /** Hears what each tick did, and how long it took, in milliseconds. */
  readonly onTicked?: (ticked: Ticked, milliseconds: number) => void
  /** Hears that a box could not be gathered as it is set. */
  readonly onBoxFault?: () => void
}

export interface Engine {
  /** What the last tick did; undefined before the first, and where another process judges. */
  last(): Ticked | undefined
  close(): Promise<void>
}

/** Milliseconds between two looks for what is to be gathered. */
const GATHERING = 2000
/** Milliseconds until old alerts are forgotten: soon after a start, as a program may never run for a day, then daily. */
const [FIRST, DAILY] = [10 * MINUTE, 86_400_000]

export function startEngine(parts: EngineParts): Engine {
  const { clock, log, trouble, isMine, work, onTicked, onBoxFault, gathering = GATHERING } = parts
  const since = clock.now()
  let ticked: Ticked | undefined
  let [closed, isKept] = [false, false]
  /** Chats whose boxes are at fault, as was written to the log. */
  const faulty = new Set<string>()
  const onFault = (target: string, problem: string) => {
    onBoxFault?.()
    if (faulty.has(target)) return
    faulty.add(target)
    log.warn(`Alerts to ${target} cannot be gathered as they are set: ${problem}`)
  }
  /** When boxes were last looked at: an earlier process may have done so by another clock. */
  let gatheredAt = Number.POSITIVE_INFINITY
  const tickOnce = async () => {
    if (!isMine()) {
      ticked = undefined
      return
    }
    const began = performance.now()
    const done = await trouble.watch('Alerts could not be judged', () =>
      tick({ ...parts, now: clock.now, since }),
    )
    if (!done) return
    ticked = done
    onTicked?.(done, performance.now() - began)
    if (done.reported > 0)
      log.info(`${done.reported} alerts report, of ${done.series} series that are watched`)
  }
  const gatherOnce = async () => {
    if (!isMine()) return
    await trouble.watch('What alerts report could not be gathered', async () => {
      const at = clock.now()
      if (at < gatheredAt) await work.hastenBoxes(at)
      gatheredAt = at
      await gatherDue({ ...parts, now: clock.now, onFault })
    })
  }
  const keepHouse = async () => {
    isKept = true
    if (isMine()) await trouble.watch('Old alerts could not be forgotten', () => work.housekeep(clock.now()))
  }
  const stops = [
    // Never longer than a minute, whatever the machine's clock does.
    repeat(() => MINUTE - (clock.now() % MINUTE), tickOnce),
    repeat(() => gathering, gatherOnce),
    repeat(() => (isKept ? DAILY : FIRST), keepHouse),
  ]
  return {
    last: () => ticked,
    async close() {
      closed = true
      await Promise.all(stops.map((stop) => stop()))
    },
  }

  /** Runs again and again, never twice at a time; gives what ends it, once a running one is done. */
  function repeat(wait: () => number, work: () => Promise<void>): () => Promise<void> {
    let running: Promise<void> = Promise.resolve()
    let cancel = () => {}
    const next = () => {
      cancel = clock.after(wait(), () => {
        running = work().finally(() => {
          if (!closed) next()
        })
      })
    }
    next()
    return () => {
      cancel()
      return running
    }
  }
}
