/** What a post does beside being there. */
import { BESIDE } from '#src/chat/delivery.ts'
import type { PostOptions } from '#src/chat/posting.ts'
import type { Claimed } from '#src/store/claimed.ts'

/** As its plan says; what only moderators are shown mentions no role, is not published to followers, and is not pinned. */
export function optionsOf({ plan, reason }: Pick<Claimed, 'plan' | 'reason'>): PostOptions {
  if (!BESIDE.some((one) => one === reason)) return plan.options
  const { role: _, crosspost: __, pin: ___, ...options } = plan.options
  return options
}
