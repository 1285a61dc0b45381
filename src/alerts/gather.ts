/** From firings to deliveries: what waits for a chat becomes one message, when that chat may have one. */
import type { ChatSettings } from '#src/chat/memory.ts'
import { ALERT_QUOTAS } from '#src/chat/alert.ts'
import { memberIn } from '#src/chat/address.ts'
import { parseQuiet } from '#src/chat/quiet.ts'
import type { DueBox } from '#src/store/alerts/boxes.ts'
import type { AlertWork } from '#src/store/alerts/port.ts'
import { faultOf } from '#src/store/faults.ts'
import { decide } from './quiet.ts'

export interface GatherParts {
  readonly work: Pick<AlertWork, 'dueBoxes' | 'deferBox' | 'gather'>
  /** Settings of a chat, a community or a member. */
  readonly settings: (of: string) => Promise<ChatSettings>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Hears that deliveries wait. */
  readonly onGathered: () => void
  /** Hears what is wrong with the box of a chat; each time that it is due. */
  readonly onFault?: (target: string, problem: string) => void
}

/** Boxes of one round. */
const ROUND = 200
/** Milliseconds until a box is looked at again that could not be gathered. */
const HELD = 60_000

/** Gathers all boxes that are due; gives how many deliveries that made. A box that cannot be gathered holds up no other. */
export async function gatherDue(parts: GatherParts): Promise<number> {
  const { work, now, onGathered, onFault } = parts
  let made = 0
  for (;;) {
    const boxes = await work.dueBoxes(now(), ROUND)
    for (const box of boxes) {
      try {
        if (await gatherOne(box, parts)) made += 1
      } catch (error) {
        // Where the store itself fails, no box is at fault.
        if (faultOf(error) !== 'other') throw error
        onFault?.(box.target, String(error))
        await work.deferBox(box, now() + HELD)
      }
    }
    if (made > 0) onGathered()
    if (boxes.length < ROUND) return made
  }
}

async function gatherOne(
  box: DueBox,
  { work, settings, now, onFault }: Omit<GatherParts, 'onGathered'>,
): Promise<boolean> {
  const at = now()
  // What is set for the one chat counts more than what is set for all of its owner's.
  const { quiet, zone: chosen = box.zone } = {
    ...(await settings(box.owner)),
    ...(await settings(box.target)),
  }
  if (box.problem !== undefined) onFault?.(box.target, box.problem)
  if (chosen !== undefined && !isZone(chosen)) onFault?.(box.target, `${chosen} is no time zone`)
  const zone = [chosen, box.zone].find((one) => one !== undefined && isZone(one)) ?? 'UTC'
  const most = ALERT_QUOTAS[memberIn(box.owner) ? 'member' : 'chat'].messagesPerDay
  const decision = decide(box, { zone, quiet: parseQuiet(quiet), most }, at)
  if (decision.kind === 'send') return work.gather(box, { ...decision, now: at })
  await work.deferBox(box, decision.until, decision.listed)
  return false
}

function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}
