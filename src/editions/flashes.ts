/** Freezing flashes: each once for all chats, when what settled is confirmed, and anew where it goes further or its record changes. */
import type { FlashEdition } from '#src/briefing/flash/edition.ts'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { candidatesInSteps } from '#src/services/flash.ts'
import type { FlashCandidate } from '#src/services/flash/candidate.ts'
import { inSteps } from '#src/services/steps.ts'
import type { FlashStore, FrozenFlash } from '#src/store/flashport.ts'
import { deepenFlash, makeFlash, remakeInSteps } from './flash.ts'

/** A flash that stands, or what waits to be confirmed and may become one. */
export interface SeenFlash
  extends Pick<FrozenFlash, 'first' | 'subject' | 'weeks' | 'at' | 'salience' | 'frozenAt'> {
  readonly topic: string
  readonly isConfirmed: boolean
}

/** A revision of a flash under the name that deliveries know it by. */
export interface NamedFlash {
  readonly id: string
  /** The id of its first revision. */
  readonly first: string
  readonly edition: FlashEdition
  readonly frozenAt: Instant
}

export interface Flashes {
  get(id: string): Promise<NamedFlash | undefined>
  /** All revisions, by their number. */
  revisions(first: string): Promise<readonly NamedFlash[]>
  /**
   * Freezes what has settled and is confirmed, for chats that ask for so many weeks each, and what goes on with a flash that was posted.
   * Gives those of the last day and a half that stand, the earliest first.
   */
  notice(history: History, weeks: readonly number[], now: Instant): Promise<readonly SeenFlash[]>
  /** Freezes new revisions where figures have changed, or do not carry a flash any more; of those that happened since then. */
  review(history: History, since: Instant, now: Instant): Promise<void>
  /** As `review` of one, by the id of any revision, and gives all there are; none where the name is unknown. */
  revise(
    named: string,
    history: History,
    now: Instant,
  ): Promise<{ readonly revisions: readonly FlashRevision[]; readonly isNew: boolean }>
  /** Those that happened since then and have more than one revision, by the ids of their first. */
  revised(history: History, since: Instant): Promise<readonly string[]>
}

/** As those see it who correct posts. */
export interface FlashRevision extends Pick<FlashEdition, 'correction'> {
  readonly id: string
}

/** What is not confirmed so long after it settled becomes no flash. */
const CONFIRMED_WITHIN = 2 * HOUR
/** A supplier that reports the same so much later has reported it again. */
const AGAIN_AFTER = 10 * MINUTE
/** Settlements and closes are at full eight hours. */
const SETTLEMENT = 8 * HOUR
/** How far back events are given: those that may still be posted, and a day before, which they may go on with. */
const GIVEN = 1.5 * DAY

export function createFlashes(store: FlashStore): Flashes {
  /** Values that wait to be reported again, with when they were first seen. */
  const seen = new Map<string, { readonly value: string; readonly at: Instant }>()
  let asked: Asked | undefined
  let last: { readonly to: Instant; readonly name: string } | undefined

  return {
    get: async (id) => nameOf(await store.get(id)),
    revisions: async (first) => (await store.revisions(first)).map(named),
    async notice(history, weeks, now) {
      const data = dataOf(history)
      const candidates = await candidatesOf(history, weeks, now)
      const standing = await store.since(data, now - GIVEN)
      const posted = new Set(await store.postedOf(standing.map(({ first }) => first)))
      const fresh: FrozenFlash[] = []
      const waiting: SeenFlash[] = []
      for (const { candidate, firstSeen } of candidates) {
        const isConfirmed = firstSeen === undefined
        if (isConfirmed) {
          const before = standing.find((one) => posted.has(one.first) && goesOn(candidate, one))
          if (before) await store.freeze(deepened(history, before, candidate, now))
        }
        if (candidate.renews || standing.some((one) => isOf(candidate, one))) continue
        if (isConfirmed) fresh.push(await store.freeze(firstOf(history, candidate, now)))
        else waiting.push(waitingOf(candidate, firstSeen))
      }
      const frozen = [...standing, ...fresh].filter((one) => !editionOf(one).withdrawn)
      return [...frozen.map(seenOf), ...waiting].toSorted((a, b) => a.at - b.at)
    },
    async review(history, since, now) {
      for (const one of await store.since(dataOf(history), since)) await remake(one, history, now)
    },
    async revise(named, history, now) {
      const kept = await store.get(named)
      // One of other data cannot be read anew from this.
      if (!kept || kept.data.kind !== history.kind || kept.data.name !== history.name) {
        return { revisions: [], isNew: false }
      }
      const latest = (await store.revisions(kept.first)).at(-1)
      const isNew = latest !== undefined && (await remake(latest, history, now))
      const revisions = (await store.revisions(kept.first)).map((one) => {
        const { correction } = editionOf(one)
        return { id: one.id, ...(correction && { correction }) }
      })
      return { revisions, isNew }
    },
    async revised(history, since) {
      const all = await store.since(dataOf(history), since)
      return all.filter(({ revision }) => revision > 1).map(({ first }) => first)
    },
  }

  /** What has settled since it could last have been confirmed; a history is asked once for each stretch. */
  async function candidatesOf(
    history: History,
    weeks: readonly number[],
    now: Instant,
  ): Promise<readonly Found[]> {
    // A history of the past is confirmed at once, and may have gone on by more than that.
    const isPast = history.kind !== 'live'
    const isFurther = isPast && last?.name === history.name && last.to < now
    const reach = Math.min(now - CONFIRMED_WITHIN, isFurther ? (last?.to ?? now) : now)
    // It is asked once an hour, as it changes with the hours.
    const from = isPast ? Math.floor(reach / HOUR) * HOUR - 1 : reach
    last = { to: now, name: history.name }
    const key = `${weeks.join(' ')} ${Math.floor(now / HOUR)} ${isPast ? from : 0}`
    if (Math.floor(now / SETTLEMENT) * SETTLEMENT < from) return []
    const isAsked =
      asked?.key === key && (asked.history === history || (now >= asked.at && now - asked.at < LOOK))
    if (!asked || !isAsked) {
      const found: Found[] = []
      for (const least of weeks) {
        for (const candidate of await inSteps(candidatesInSteps(history, { from, to: now, weeks: least })))
          found.push({ candidate, firstSeen: firstSeenOf(candidate, history, now) })
      }
      asked = { history, key, at: now, found }
    }
    return asked.found
  }

  /** Undefined where a candidate is confirmed. */
  function firstSeenOf(candidate: FlashCandidate, history: History, now: Instant): Instant | undefined {
    if (candidate.confirmed) return undefined
    const { series, kind, value: of } = candidate.extreme
    const key = `${candidate.least} ${candidate.key}`
    const value = `${series} ${kind} ${of}`
    const readAt = history.live?.checkedAt ?? now
    const known = seen.get(key)
    const first = known?.value === value ? known : { value, at: readAt }
    if (first !== known) {
      if (seen.size >= KEPT) seen.clear()
      seen.set(key, first)
    }
    return readAt - first.at >= AGAIN_AFTER ? undefined : first.at
  }

  /** Whether it froze another revision. */
  async function remake(frozen: FrozenFlash, history: History, now: Instant): Promise<boolean> {
    const edition = editionOf(frozen)
    const remade = await inSteps(remakeInSteps(history, edition))
    if (remade.kind === 'same') return false
    const next = revisionOf(frozen, remade.edition, now)
    const kept = await store.freeze(next)
    if (remade.kind === 'withdrawn') await store.drop(frozen.first, now)
    return kept.id === next.id && kept.revision === next.revision
  }
}

/** A candidate, and since when it waits to be confirmed. */
interface Found {
  readonly candidate: FlashCandidate
  readonly firstSeen: Instant | undefined
}

/** What a history was asked for, and when. */
interface Asked {
  readonly history: History
  readonly key: string
  readonly at: Instant
  readonly found: readonly Found[]
}

/** Milliseconds between two looks at a record that changes: each costs tenths of a second. */
const LOOK = 5 * MINUTE
/** Candidates that are remembered: a few settle at a time. */
const KEPT = 1000

function dataOf({ kind, name }: History): FrozenFlash['data'] {
  return { kind, name }
}

function isOf({ subject, settledAt, least }: FlashCandidate, flash: FrozenFlash): boolean {
  return flash.subject === subject && flash.at === settledAt && flash.weeks === least
}

/** Whether what settled goes on with a flash of the day before, and is not in it yet. */
function goesOn({ key, subject, settledAt, least }: FlashCandidate, flash: FrozenFlash): boolean {
  const { updates, withdrawn } = editionOf(flash)
  return (
    flash.subject === subject &&
    flash.weeks === least &&
    flash.at < settledAt &&
    settledAt - flash.at <= DAY &&
    !withdrawn &&
    !updates.some((one) => one.key === key)
  )
}

function firstOf(history: History, candidate: FlashCandidate, now: Instant): FrozenFlash {
  const edition = makeFlash(history, candidate)
  const { subject, settledAt: at, least: weeks, salience } = candidate
  const id = rowId(edition)
  return {
    ...{ id, first: id, data: dataOf(history), subject, weeks, at, revision: edition.revision, salience },
    ...{ content: JSON.stringify(edition), frozenAt: now },
  }
}

function deepened(
  history: History,
  before: FrozenFlash,
  candidate: FlashCandidate,
  now: Instant,
): FrozenFlash {
  return revisionOf(before, deepenFlash(history, editionOf(before), candidate), now)
}

function revisionOf(before: FrozenFlash, edition: FlashEdition, now: Instant): FrozenFlash {
  const { revision } = edition
  return { ...before, id: rowId(edition), revision, content: JSON.stringify(edition), frozenAt: now }
}

/** Flashes of chats that ask for more weeks and for fewer may say the same, and are told apart by that. */
function rowId({ id, least }: FlashEdition): string {
  return `${id}-${least}`
}

function editionOf({ content }: FrozenFlash): FlashEdition {
  return JSON.parse(content) as FlashEdition
}

function named(flash: FrozenFlash): NamedFlash {
  const { id, first, frozenAt } = flash
  return { id, first, edition: editionOf(flash), frozenAt }
}

function nameOf(flash: FrozenFlash | undefined): NamedFlash | undefined {
  return flash && named(flash)
}

function seenOf(flash: FrozenFlash): SeenFlash {
  const { first, subject, weeks, at, salience, frozenAt } = flash
  return { first, subject, weeks, at, salience, frozenAt, topic: editionOf(flash).topic, isConfirmed: true }
}

function waitingOf(candidate: FlashCandidate, firstSeen: Instant): SeenFlash {
  const { key, subject, least: weeks, settledAt: at, salience, topic } = candidate
  return {
    first: `${key} ${weeks}`,
    subject,
    weeks,
    at,
    salience,
    frozenAt: firstSeen,
    topic,
    isConfirmed: false,
  }
}
