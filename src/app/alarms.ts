/** Watching the program for trouble that its operators should know, and notifying them: once, and once when it is over. */
import { type Alarm, createAlerts, type NotifyOfAlert } from '#src/menus/notices/alerts.ts'
import type { Memory } from '#src/chat/memory.ts'
import type { Poster } from '#src/chat/posting.ts'
import type { Clock } from '#src/clock.ts'
import type { SupplierStatus } from '#src/collector/status.ts'
import type { Config } from '#src/config.ts'
import type { Log } from '#src/log.ts'
import { MINUTE } from '#src/market/time.ts'
import type { Leases } from '#src/store/leases.ts'
import type { Ledger } from '#src/store/ledger.ts'
import { keepLease, type Lease } from './lease.ts'

export interface AlarmParts {
  readonly clock: Clock
  readonly log: Log
  readonly notify: NotifyOfAlert
  readonly suppliers: () => readonly SupplierStatus[]
  /** Each chat platform that is to be connected. */
  readonly platforms: () => readonly { readonly name: 'discord' | 'telegram'; readonly state: string }[]
  readonly ledger: Pick<Ledger, 'overdue'>
  /** Where several processes look, one at a time reports what all of them see. */
  readonly leases?: Leases | undefined
}

export interface Alarms {
  /** The same ledger; how deliveries end in this process is counted. */
  ledger(ledger: Ledger): Ledger
  /** Looks once a minute, until closed. */
  start(): void
  close(): Promise<void>
}

/** Milliseconds after which it is no hiccup any more. */
export const PATIENCE = { silent: 20 * MINUTE, away: 10 * MINUTE, late: 20 * MINUTE } as const
/** Of the deliveries that ended within an hour so many must be lost, and half of all, for that to be no single chat's trouble. */
const LOST = { within: 60 * MINUTE, least: 5, share: 0.5 } as const

/** Whether the settings name anybody to notify. */
export function isAlerting({ owners = [], alertChats = [] }: Config): boolean {
  return owners.length > 0 || alertChats.length > 0
}

/** Alarms for those whom the settings name; nothing is checked where they name no one. */
export function openAlarms(
  parts: Omit<AlarmParts, 'notify'> & {
    readonly config: Config
    readonly memory: Pick<Memory, 'settings'>
    readonly poster: (platform: string) => Poster | undefined
  },
): Alarms {
  const { config, memory, poster, log } = parts
  if (!isAlerting(config)) return { ledger: (ledger) => ledger, start: () => {}, close: async () => {} }
  const { owners = [], alertChats: chats = [] } = config
  return createAlarms({ ...parts, notify: createAlerts({ memory, owners, chats, poster, log }) })
}

export function createAlarms(parts: AlarmParts): Alarms {
  const { clock, log, notify, leases } = parts
  const active = new Map<string, Alarm>()
  const awaySince = new Map<string, number>()
  let ends: { readonly at: number; readonly lost: boolean }[] = []
  const closing = new AbortController()
  let stop = () => {}
  let running: Promise<void> = Promise.resolve()
  let lease: Lease | undefined

  return {
    ledger: (ledger) => countingLedger(ledger, (lost) => ends.push({ at: clock.now(), lost })),
    start() {
      lease = leases && keepLease({ name: 'alarms', leases, clock, log })
      stop = clock.after(MINUTE, next)
    },
    async close() {
      closing.abort(new Error('the program stops'))
      stop()
      await running
      await lease?.close()
    },
  }

  function next(): void {
    running = look()
      .catch((error: unknown) => log.error(`Looking for trouble failed: ${String(error)}`))
      .then(() => {
        if (!closing.signal.aborted) stop = clock.after(MINUTE, next)
      })
  }

  async function look(): Promise<void> {
    const now = clock.now()
    // The past wakes no worker: its jobs wait.
    const suppliers = parts.suppliers().filter(({ ofPast }) => !ofPast)
    const current = new Map<string, Alarm>([
      ...silences(suppliers, now),
      ...absences(now),
      ...(await deliveries(now)),
    ])
    const began = [...current].filter(([name]) => !active.has(name))
    const over = [...active].filter(([name]) => !current.has(name))
    if (began.length === 0 && over.length === 0) return
    const asked = suppliers.filter(({ state }) => state !== 'waiting')
    const alert = {
      began: began.map(([, alarm]) => alarm),
      over: over.map(([, alarm]) => alarm),
      allSilent:
        began.some(([, { kind }]) => kind === 'silent') &&
        asked.length > 1 &&
        asked.every(({ tables }) => tables.every(({ fails }) => fails)),
      now,
    }
    const isKnown = await notify(alert, closing.signal)
    // Chats that could not be notified are tried again in a minute.
    if (!isKnown) return
    for (const [name, alarm] of began) active.set(name, alarm)
    for (const [name] of over) active.delete(name)
  }

  function absences(now: number): [string, Alarm][] {
    return parts.platforms().flatMap(({ name, state }): [string, Alarm][] => {
      if (state === 'ready') awaySince.delete(name)
      else if (!awaySince.has(name)) awaySince.set(name, now)
      const since = awaySince.get(name)
      if (since === undefined || now - since < PATIENCE.away) return []
      return [[`away ${name}`, { kind: 'away', platform: name, since }]]
    })
  }

  async function deliveries(now: number): Promise<[string, Alarm][]> {
    ends = ends.filter(({ at }) => at > now - LOST.within)
    const lost = ends.filter((end) => end.lost)
    const [first] = lost
    const late = (lease?.held() ?? true) ? await parts.ledger.overdue(now - PATIENCE.late) : undefined
    return [
      ...(late ? ([['late', { kind: 'late', ...late }]] as [string, Alarm][]) : []),
      ...(first && lost.length >= LOST.least && lost.length >= LOST.share * ends.length
        ? ([['lost', { kind: 'lost', since: first.at, count: lost.length, all: ends.length }]] as [
            string,
            Alarm,
          ][])
        : []),
    ]
  }
}

function silences(suppliers: readonly SupplierStatus[], now: number): [string, Alarm][] {
  return suppliers.flatMap(({ name, title, state, since, fault, tables }): [string, Alarm][] => {
    const isFailing = state === 'failing' || state === 'partly'
    if (!isFailing || since === undefined || now - since < PATIENCE.silent) return []
    const failing = tables.filter(({ fails }) => fails)
    const silent = failing.map(({ table }) => {
      const its = suppliers.flatMap((one) => one.tables.filter((row) => row.table === table))
      return { table, answering: its.filter(({ fails }) => !fails).length, all: its.length }
    })
    const partly = failing.length < tables.length
    return [
      [
        `silent ${name}`,
        { kind: 'silent', name: title, fault: fault ?? 'down', since, partly, tables: silent },
      ],
    ]
  })
}

/** Tells of each delivery that ends in this process whether it was lost. */
function countingLedger(ledger: Ledger, ended: (lost: boolean) => void): Ledger {
  return {
    ...ledger,
    async sent(claim, part, posted, at) {
      const isMine = await ledger.sent(claim, part, posted, at)
      if (isMine && at.last) ended(false)
      return isMine
    },
    async end(claim, how) {
      const result = await ledger.end(claim, how)
      if (result) ended(true)
      return result
    },
  }
}
