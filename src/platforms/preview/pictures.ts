/** The pictures that were promised to pages: their specs under a name made from what they show. */
import { createHash } from 'node:crypto'

/** Specs kept at once; a recap has six, so that the last forty recaps can still be opened. */
const MOST = 256

export interface Pictures {
  /** Keeps a spec and gives its name: 32 hexadecimal digits. */
  keep(spec: unknown): string
  /** The spec of a name, as JSON. */
  find(name: string): { readonly spec: unknown; readonly json: string } | undefined
}

export function createPictures(): Pictures {
  const kept = new Map<string, { readonly spec: unknown; readonly json: string }>()
  return {
    keep(spec) {
      const json = JSON.stringify(spec)
      const name = createHash('sha256').update(json).digest('hex').slice(0, 32)
      kept.delete(name)
      kept.set(name, { spec, json })
      const oldest = kept.keys().next().value
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest)
      return name
    },
    find: (name) => kept.get(name),
  }
}
