/** Photos that Telegram has already got: each is uploaded once, and named by its file_id from then on. */
import { createHash } from 'node:crypto'

export interface Photos {
  /** The name of a picture: a hash of its bytes. */
  keyOf(png: Uint8Array): string
  /** Telegram's id, where the picture has been uploaded. */
  known(key: string): string | undefined
  /**
   * Waits until no other post is uploading any of these, then takes upon the caller those that are not known: `uploads`.
   * `waited` where it had to. The caller calls `done` when its call has ended, in whichever way.
   */
  claim(keys: readonly string[]): Promise<Claim>
  /** Forgets an id that Telegram no longer takes. */
  forget(key: string): void
}

export interface Claim {
  readonly waited: boolean
  /** Ids of those known by now. */
  readonly known: ReadonlyMap<string, string>
  /** Tells what the uploaded ones are called, and lets others go on. */
  done(uploaded: ReadonlyMap<string, string>): void
}

/** Pictures whose ids are kept: an id is some eighty characters. */
const KEPT = 5000

export function createPhotos(): Photos {
  const ids = new Map<string, string>()
  const uploading = new Map<string, Promise<void>>()
  // An answer's picture is the same bytes as long as it is kept: hashed once.
  const keys = new WeakMap<Uint8Array, string>()
  return {
    keyOf(png) {
      const key = keys.get(png) ?? createHash('sha256').update(png).digest('base64url')
      keys.set(png, key)
      return key
    },
    known: (key) => ids.get(key),
    async claim(wanted) {
      let waited = false
      // Nothing is held while waiting, so that two albums with the same pictures never wait for each other.
      for (;;) {
        const others = wanted.flatMap((key) => (ids.has(key) ? [] : (uploading.get(key) ?? [])))
        if (others.length === 0) break
        waited = true
        await Promise.all(others)
      }
      const known = new Map(wanted.flatMap((key) => pairOf(key, ids.get(key))))
      const mine = wanted.filter((key) => !known.has(key))
      const { promise, resolve } = Promise.withResolvers<void>()
      for (const key of mine) uploading.set(key, promise)
      return {
        waited,
        known,
        done(uploaded) {
          for (const [key, id] of uploaded) remember(key, id)
          for (const key of mine) if (uploading.get(key) === promise) uploading.delete(key)
          resolve()
        },
      }
    },
    forget(key) {
      ids.delete(key)
    },
  }

  function remember(key: string, id: string): void {
    ids.delete(key)
    ids.set(key, id)
    const oldest = ids.keys().next().value
    if (ids.size > KEPT && oldest !== undefined) ids.delete(oldest)
  }
}

function pairOf(key: string, id: string | undefined): [string, string][] {
  return id === undefined ? [] : [[key, id]]
}
