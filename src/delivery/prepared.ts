/** Posts rendered and drawn once, and kept for as many chats as get them. */
import type { Message } from '#src/chat/message.ts'
import type { Poster, Prepared } from '#src/chat/posting.ts'
import type { Post } from './makeposts.ts'

/** A post as a platform has prepared it. */
export interface PreparedPost {
  readonly prepared: Prepared
  readonly title: string
}

/** Posts that are kept: each holds its pictures, a megabyte at most. */
const KEPT = 32

/** A post that was not asked for lately gives way; a failure is reported to all who wait for it, and not kept. */
export function createPreparing(): (poster: Poster, post: Post) => Promise<PreparedPost> {
  const kept = new Map<string, Promise<PreparedPost>>()
  return (poster, post) => {
    const key = `${poster.platform} ${post.language} ${post.key}`
    const known = kept.get(key)
    const made = known ?? prepare(poster, post)
    kept.delete(key)
    kept.set(key, made)
    if (!known) {
      made.catch(() => {
        if (kept.get(key) === made) kept.delete(key)
      })
    }
    const oldest = kept.keys().next().value
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
    return made
  }
}

async function prepare(poster: Poster, { language, message }: Post): Promise<PreparedPost> {
  const written: Message = await message()
  return { prepared: await poster.prepare(written, language), title: written.title }
}
