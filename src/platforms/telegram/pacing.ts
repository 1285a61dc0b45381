/** The pace of what the bot sends to Telegram: below its limits, with a share kept for answers. */
import { createPace, type Pace } from '#src/chat/pace.ts'
import type { Clock } from '#src/clock.ts'
import { GROUP_SHARES, RATES } from './limits.ts'

/** Of the pace, what posts leave to answers. */
const RESERVE = 0.1

/** `share` is what part of the limits this process may use. */
export function createTelegramPace(clock: Clock, share: () => number = () => 1): Pace {
  return createPace(
    {
      perSecond: RATES.overall,
      perChatSecond: RATES.chat,
      perGroupMinute: RATES.group,
      groupReserve: GROUP_SHARES.posts,
      perMemberMinute: GROUP_SHARES.member,
      reserve: RESERVE,
      share,
    },
    clock,
  )
}
