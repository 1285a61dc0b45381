/** Whether moderators approve a chat's flashes before they are posted: the screen of the card for that. */
import type { Control } from '#src/chat/action.ts'
import { FLASH_DEADLINES } from '#src/chat/flash.ts'
import type { Block } from '#src/chat/message.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { createPlaceNames } from '#src/bot/request/placenames.ts'
import { reviewTarget, ruleRows, withRule } from '../desk/rule.ts'
import type { ScheduleModerator } from '../moderator.ts'
import { button } from '../schedules/controls.ts'

/** Hours, where none were chosen. */
const USUAL = 0.5

export interface ApprovalScreen {
  readonly blocks: readonly Block[]
  readonly rows: readonly (readonly Control[])[]
}

export async function approvalScreen(
  { approval }: Plan,
  moderator: ScheduleModerator,
): Promise<ApprovalScreen> {
  const { personal, target, context } = moderator
  const { words } = context
  const review = await reviewTarget(moderator)
  const channel = button('channel', words.say('desk:menu.buttons.channel'))
  if (review === undefined) {
    return {
      blocks: [{ kind: 'paragraph', text: words.say('desk:flash.noReview') }],
      rows: [[{ ...channel, style: 'main' }]],
    }
  }
  const placeNames = createPlaceNames({ ...personal, now: () => personal.now })
  const [place = ''] = await placeNames([review], target, words)
  return {
    blocks: [
      { kind: 'paragraph', text: words.say('desk:flash.about', { review: place }) },
      { kind: 'paragraph', text: words.say('desk:flash.after') },
    ],
    rows: [...ruleRows(approval, FLASH_DEADLINES, words), [channel]],
  }
}

/** Throws RequestError for a press that means nothing. */
export function withApproval(name: 'mode' | 'hours', value: string, plan: Plan): Plan {
  return withRule(name, value, plan, { deadlines: FLASH_DEADLINES, usual: USUAL })
}
