/** What was asked before, for the arrow keys: kept in the browser, the newest last. */

export interface Recall {
  add(text: string): void
  /** The entry before the one shown, starting from what stands in the box; undefined at the oldest. */
  older(current: string): string | undefined
  /** The entry after; what was in the box at first, after the newest; undefined where nothing was recalled. */
  newer(): string | undefined
  /** Typing ends the walk. */
  reset(): void
}

const KEY = 'kawaraban.asked'
const MOST = 100

export function createRecall(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): Recall {
  const entries = load(storage)
  let at = entries.length
  let draft = ''
  return {
    add(text) {
      if (entries.at(-1) !== text) entries.push(text)
      if (entries.length > MOST) entries.shift()
      at = entries.length
      try {
        storage?.setItem(KEY, JSON.stringify(entries))
      } catch {
        // Nothing is kept then; the page still recalls what was asked since it was opened.
      }
    },
    older(current) {
      if (at === 0) return undefined
      if (at === entries.length) draft = current
      at -= 1
      return entries[at]
    },
    newer() {
      if (at >= entries.length) return undefined
      at += 1
      return at === entries.length ? draft : entries[at]
    },
    reset() {
      at = entries.length
    },
  }
}

function load(storage: Pick<Storage, 'getItem'> | undefined): string[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(-MOST) : []
  } catch {
    return []
  }
}
