/** Finished pictures by what they show: the least recently asked for gives way. */
import { createHash } from 'node:crypto'
import { FONT_VERSION } from './fonts.ts'
import type { Renderer } from './renderer.ts'
import type { ChartSpec } from './spec.ts'

/** The name of a picture: a hash of its spec and of the font that it is drawn with. */
export function pictureKey(spec: ChartSpec): string {
  const known = keys.get(spec)
  if (known !== undefined) return known
  const key = createHash('sha256').update(FONT_VERSION).update(JSON.stringify(spec)).digest('hex')
  keys.set(spec, key)
  return key
}

/** An answer that is kept is sent many times, and its spec never changes: hashed once, it takes milliseconds. */
const keys = new WeakMap<ChartSpec, string>()

/**
 * A renderer that draws each picture once, and keeps up to `most` of them; a failure is not kept. `onRead` hears
 * whether a picture was there.
 */
export function withCache(renderer: Renderer, most = 64, onRead?: (isHit: boolean) => void): Renderer {
  const pictures = new Map<string, Promise<Uint8Array>>()
  return {
    render(spec) {
      const key = pictureKey(spec)
      const known = pictures.get(key)
      onRead?.(known !== undefined)
      const picture = known ?? renderer.render(spec)
      // Asked for again: to the young end of the map's order.
      pictures.delete(key)
      pictures.set(key, picture)
      if (!known) picture.catch(() => pictures.delete(key))
      const oldest = pictures.keys().next().value
      if (pictures.size > most && oldest !== undefined) pictures.delete(oldest)
      return picture
    },
    async close() {
      pictures.clear()
      await renderer.close()
    },
  }
}
