/** Freezing dailies: one of a day for all languages and chats, from the moment when its figures are complete. */
import type { DailyEdition } from '#src/briefing/daily/edition.ts'
import type { History } from '#src/market/history.ts'
import type { Day } from '#src/market/time.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import type { DailyStore, FrozenDaily } from '#src/store/dailies.ts'
import { figureChanges } from './changes.ts'
import { makeDaily } from './daily.ts'
import type { Readiness } from './freeze.ts'

export type ReadyDaily =
  | { readonly kind: 'frozen'; readonly edition: DailyEdition; readonly frozenAt: number }
  | { readonly kind: 'wait'; readonly until: number }

export interface Dailies {
  /** The latest revision of a frozen daily of this history's day; undefined where none was frozen. */
  find(history: History, day: Day): Promise<DailyEdition | undefined>
  get(id: string): Promise<DailyEdition | undefined>
  /** The day's daily: frozen before, or frozen now that it is complete or its deadline has come. */
  ready(history: History, day: Day, readiness: Readiness): Promise<ReadyDaily>
  /** Freezes a new revision where figures have changed since, and gives all there are; none where the name is unknown. */
  revise(
    named: string,
    history: History,
    now: number,
  ): Promise<{ readonly revisions: readonly DailyEdition[]; readonly isNew: boolean }>
}

/** Milliseconds between two looks at figures that are not complete, and at whether suppliers have answered. */
const LOOK_AGAIN = 30_000
const SOON = 5000

/** `prepared` says of a live market whether suppliers were asked once more since a day ended. */
export function createDailies(store: DailyStore, prepared: (end: number) => boolean = () => true): Dailies {
  const made = new WeakMap<History, Map<Day, DailyEdition>>()
  /** Thousands may ask: once for each state of knowledge. */
  const madeOf = (history: History, day: Day): DailyEdition => {
    const known = made.get(history) ?? new Map<Day, DailyEdition>()
    made.set(history, known)
    const edition = known.get(day) ?? makeDaily(history, day)
    known.set(day, edition)
    return edition
  }
  const freeze = async (edition: DailyEdition, now: number) => {
    const { day, data, id, revision } = edition
    const content = JSON.stringify(edition)
    const kept = await store.freeze({ id, data, day, revision, content, frozenAt: now })
    return { edition: editionOf(kept), frozenAt: kept.frozenAt }
  }
  return {
    async find({ kind, name }, day) {
      const kept = await store.latest({ data: { kind, name }, day })
      return kept && editionOf(kept)
    },
    async get(id) {
      const kept = await store.get(id)
      return kept && editionOf(kept)
    },
    async ready(history, day, { least, deadline, now }) {
      const { kind, name } = history
      const kept = await store.latest({ data: { kind, name }, day })
      if (kept) return { kind: 'frozen', edition: editionOf(kept), frozenAt: kept.frozenAt }
      const end = startOfDay(day) + DAY
      const wait = (most: number) => ({ kind: 'wait' as const, until: Math.min(now + most, deadline) })
      const due = now >= deadline
      if (!due && history.live && now >= end && !prepared(end)) return wait(SOON)
      if (!due && history.now < end) return wait(LOOK_AGAIN)
      const edition = madeOf(history, day)
      if (!due && edition.coverage < least) return wait(LOOK_AGAIN)
      return { kind: 'frozen', ...(await freeze(edition, now)) }
    },
    async revise(named, history, now) {
      const kept = (await store.get(named)) ?? (await store.named(named))
      // One of other data cannot be read anew from this.
      if (kept?.data.kind !== history.kind || kept.data.name !== history.name) {
        return { revisions: [], isNew: false }
      }
      const before = (await store.revisions(kept)).map(editionOf)
      const last = before.at(-1)
      if (!last) return { revisions: [], isNew: false }
      const remade = makeDaily(history, last.day, last.revision + 1)
      const changes = figureChanges(last.figures, remade.figures)
      if (changes.length === 0 || before.some(({ id }) => id === remade.id)) {
        return { revisions: before, isNew: false }
      }
      const revised = await freeze({ ...remade, correction: { of: last.revision, changes } }, now)
      return { revisions: [...before, revised.edition], isNew: true }
    },
  }
}

function editionOf({ content }: FrozenDaily): DailyEdition {
  return JSON.parse(content) as DailyEdition
}
