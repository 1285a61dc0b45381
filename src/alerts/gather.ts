/** From firings to deliveries: what waits for a chat becomes one message, when that chat may have one. */
import type { ChatSettings } from '#src/chat/memory.ts'
import { ALERT_QUOTAS } from '#src/chat/alert.ts'
import { memberIn } from '#src/chat/address.ts'
import { parseQuiet } from '#src/chat/quiet.ts'
import type { AlertWork } from '#src/store/alerts/port.ts'
import { decide } from './quiet.ts'

export interface GatherParts {
  readonly work: Pick<AlertWork, 'dueBoxes' | 'deferBox' | 'gather'>
  /** Settings of a chat, a community or a member. */
  readonly settings: (of: string) => Promise<ChatSettings>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Hears that deliveries wait. */
  readonly onGathered: () => void
}

/** Boxes of one round. */
const ROUND = 200

/** Gathers all boxes that are due; gives how many deliveries that made. */
export async function gatherDue({ work, settings, now, onGathered }: GatherParts): Promise<number> {
  let made = 0
  for (;;) {
    const boxes = await work.dueBoxes(now(), ROUND)
    for (const box of boxes) {
      const at = now()
      // What is set for the one chat counts more than what is set for all of its owner's.
      const { quiet, zone = box.zone } = { ...(await settings(box.owner)), ...(await settings(box.target)) }
      const most = ALERT_QUOTAS[memberIn(box.owner) ? 'member' : 'chat'].messagesPerDay
      const decision = decide(box, { zone, quiet: parseQuiet(quiet), most }, at)
      if (decision.kind === 'hold') await work.deferBox(box, decision.until, decision.listed)
      else if (await work.gather(box, { ...decision, now: at })) made += 1
    }
    if (made > 0) onGathered()
    if (boxes.length < ROUND) return made
  }
}
