/** How often caches had what they were asked for. */

export interface Reads {
  /** Counts for one cache. */
  counter(cache: string): (isHit: boolean) => void
  list(): readonly CacheReads[]
}

export interface CacheReads {
  readonly name: string
  readonly hits: number
  readonly misses: number
}

export function createReads(): Reads {
  const counts = new Map<string, { hits: number; misses: number }>()
  return {
    counter(cache) {
      const own = { hits: 0, misses: 0 }
      counts.set(cache, own)
      return (isHit) => {
        if (isHit) own.hits += 1
        else own.misses += 1
      }
    },
    list: () => [...counts].map(([name, own]) => ({ name, ...own })),
  }
}
