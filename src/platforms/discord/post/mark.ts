/**
 * The mark by which a post is recognized when its channel is read: Discord shows a message's nonce to no one who reads it
 * later, but keeps the numbers of its components, which are not shown.
 */
import { createHash } from 'node:crypto'
import type { TopComponent } from '../render/payload.ts'

/** Discord numbers components that have no number from 1 on: a mark is far above. At most 31 bits. */
const LOWEST = 2 ** 30

/** The number that stands for a nonce. */
export function markOf(nonce: string): number {
  return LOWEST + (createHash('sha256').update(nonce).digest().readUInt32BE() % LOWEST)
}

/** Components of a message, the first of them marked. */
export function marked(
  [first, ...others]: readonly TopComponent[],
  nonce: string,
): readonly (TopComponent & { readonly id?: number })[] {
  return first ? [{ ...first, id: markOf(nonce) }, ...others] : []
}

/** Whether components of a message as Discord returns it carry the mark of a nonce. */
export function carries(components: readonly object[] | undefined, nonce: string): boolean {
  const [first] = components ?? []
  return first !== undefined && 'id' in first && first.id === markOf(nonce)
}
