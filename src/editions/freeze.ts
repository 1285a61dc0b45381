/** Freezing: one edition of a week for all languages and chats, from the moment when its figures are complete. */
import type { Edition, FigureChange } from '#src/briefing/edition.ts'
import { MEMORY } from '#src/briefing/thread.ts'
import type { History } from '#src/market/history.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import type { EditionStore, FrozenEdition } from '#src/store/editions.ts'
import { completed, type KeptEdition } from './completed.ts'
import { figuresOf, makeEditionInSteps, type Making } from './make.ts'

/** When an edition is complete enough. */
export interface Readiness {
  /** The share of figures that must be there, 0 to 1. */
  readonly least: number
  /** Milliseconds since 1970: from then on what is there is taken. */
  readonly deadline: number
  readonly now: number
}

export type Ready =
  | {
      readonly kind: 'frozen'
      readonly edition: Edition
      /** Milliseconds since 1970. */
      readonly frozenAt: number
    }
  | { readonly kind: 'wait'; readonly until: number }

export interface Revised {
  /** By their number. */
  readonly revisions: readonly Edition[]
  /** The last of them was frozen just now. */
  readonly isNew: boolean
}

export interface Editions {
  /** The latest revision of a frozen edition of this history's week; undefined where none was frozen. */
  find(history: History, week: Week): Promise<Edition | undefined>
  get(id: string): Promise<Edition | undefined>
  /** The week's edition: frozen before, or frozen now that it is complete or its deadline has come. */
  ready(history: History, week: Week, readiness: Readiness): Promise<Ready>
  /** Freezes a new revision where figures have changed since, and gives all there are; none where the name is unknown. */
  revise(named: string, history: History, now: number): Promise<Revised>
  /** Counts what was frozen by this process: what was reported from editions before may be outdated. */
  version(): number
}

/** Milliseconds between two looks at figures that are not complete, and at whether suppliers have answered. */
const LOOK_AGAIN = 30_000
const SOON = 5000
const KEPT = 12
const NONE: Revised = { revisions: [], isNew: false }

/** `prepared` says of a live market whether suppliers were asked once more since a week ended. */
export function createEditions(
  store: EditionStore,
  prepared: (end: number) => boolean = () => true,
): Editions {
  const read = new Map<string, Edition>()
  const made = new WeakMap<History, Map<string, Promise<Edition>>>()
  let frozen = 0

  const editionOf = ({ id, content }: FrozenEdition): Edition => {
    const edition = read.get(id) ?? completed(JSON.parse(content) as KeptEdition)
    if (read.size >= KEPT) read.clear()
    read.set(id, edition)
    return edition
  }
  const freeze = async (edition: Edition, now: number) => {
    const { week, data, id, revision } = edition
    const kept = await store.freeze({
      ...{ id, data, revision, week: week.edition, zone: week.zone, frozenAt: now },
      content: JSON.stringify(edition),
    })
    frozen += 1
    return { edition: editionOf(kept), frozenAt: kept.frozenAt }
  }
  /** Reading a week takes a while, and thousands may ask: once for each state of knowledge. */
  const madeOf = async (history: History, week: Week): Promise<Edition> => {
    const known = made.get(history) ?? new Map<string, Promise<Edition>>()
    made.set(history, known)
    const last = await editionBefore(history, week)
    const key = `${week.zone} ${week.edition} ${last?.id}`
    const making = known.get(key) ?? makeEditionInSteps(history, week, rememberedFrom(last))
    known.set(key, making)
    return making
  }

  /** The latest revision of the week before. */
  const editionBefore = async (history: History, week: Week): Promise<Edition | undefined> => {
    const head = await store.head(weekOf(history, weekBefore(week)))
    return head && get(head.id)
  }

  const get = async (id: string): Promise<Edition | undefined> => {
    const known = read.get(id)
    if (known) return known
    const kept = await store.get(id)
    return kept && editionOf(kept)
  }

  return {
    get,
    async find(history, week) {
      const head = await store.head(weekOf(history, week))
      return head && get(head.id)
    },
    async ready(history, week, { least, deadline, now }) {
      const head = await store.head(weekOf(history, week))
      const kept = head && (await get(head.id))
      if (kept) return { kind: 'frozen', edition: kept, frozenAt: head.frozenAt }
      const due = now >= deadline
      if (!due && history.live && now >= week.end && !prepared(week.end)) {
        return { kind: 'wait', until: Math.min(now + SOON, deadline) }
      }
      if (!due && history.now < week.end) return { kind: 'wait', until: Math.min(now + LOOK_AGAIN, deadline) }
      const edition = await madeOf(history, week)
      if (!due && coverageOf(edition) < least) {
        return { kind: 'wait', until: Math.min(now + LOOK_AGAIN, deadline) }
      }
      return { kind: 'frozen', ...(await freeze(edition, now)) }
    },
    async revise(named, history, now) {
      const kept = (await store.get(named)) ?? (await store.named(named))
      // An edition of other data cannot be read anew from this.
      if (kept?.data.kind !== history.kind || kept.data.name !== history.name) return NONE
      const before = (await store.revisions(kept)).map(editionOf)
      const last = before.at(-1)
      if (!last) return NONE
      const memory = last.told
        ? { earlier: last.earlier }
        : rememberedFrom(await editionBefore(history, last.week))
      const remade = await makeEditionInSteps(history, last.week, { revision: last.revision + 1, ...memory })
      const changes = changesBetween(last, remade)
      if (changes.length === 0 || before.some(({ id }) => id === remade.id)) {
        return { revisions: before, isNew: false }
      }
      const revised = await freeze({ ...remade, correction: { of: last.revision, changes } }, now)
      return { revisions: [...before, revised.edition], isNew: true }
    },
    version: () => frozen,
  }
}

/** What earlier editions stated, newest first; nothing where no edition was frozen, or by a version that kept no memory. */
function rememberedFrom(last: Edition | undefined): Pick<Making, 'earlier'> {
  return last?.told ? { earlier: [last.told, ...last.earlier].slice(0, MEMORY) } : {}
}

/** The share of an edition's figures that are there, 0 to 1. */
export function coverageOf({ readings }: Edition): number {
  const there = Object.keys(figuresOf(readings)).length
  const missing = Object.values(readings).reduce((sum, reading) => sum + reading.missing.length, 0)
  return there + missing === 0 ? 0 : there / (there + missing)
}

/**
 * Figures whose value is another now, that came or that went, by name. Of an edition that an earlier version froze
 * those count that both versions know, stated or missing.
 */
export function changesBetween(before: Edition, after: Edition): readonly FigureChange[] {
  const [old, current] = [figuresOf(before.readings), figuresOf(after.readings)]
  const both = before.told ? undefined : namesOf(before).intersection(namesOf(after))
  const names = [...new Set([...Object.keys(old), ...Object.keys(current)])].sort()
  return names
    .filter((name) => both?.has(name) ?? true)
    .flatMap((figure) => {
      const [was, is] = [old[figure], current[figure]]
      if (JSON.stringify(was?.value) === JSON.stringify(is?.value)) return []
      const unit = (is ?? was)?.unit ?? 'word'
      return [{ figure, unit, ...(was && { before: was.value }), ...(is && { after: is.value }) }]
    })
}

function namesOf({ readings }: Edition): Set<string> {
  const missing = Object.values(readings).flatMap((reading) => reading.missing)
  return new Set([...Object.keys(figuresOf(readings)), ...missing.map(({ figure }) => figure)])
}

function weekOf({ kind, name }: History, { edition, zone }: Week) {
  return { data: { kind, name }, week: edition, zone }
}
