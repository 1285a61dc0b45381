/** The guided builder: one message in which a schedule is put together, which says at every step what it will do. */
import type { Block } from '#src/chat/message.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import { type Draft, stateOf } from './draft.ts'
import { describeMistakes } from './mistakes.ts'
import type { ScheduleModerator } from '../moderator.ts'
import { describeMissingPermissions, formatPlace, formatPlan, formatRuns, hasNames } from './format.ts'
import { takesTopics } from './scene.ts'
import { rowsOf } from './screens.ts'
import { chatsKnown, topicsKnown } from './topics.ts'

/** Runs that are shown before a schedule is saved. */
const RUNS = 3

export async function builderOf(draft: Draft, moderator: ScheduleModerator): Promise<MessageAnswer> {
  const { scheduleService, context } = moderator
  const { words } = context
  const { plan, screen } = draft
  const runs = scheduleService.nextRuns(plan.when, plan.zone, RUNS)
  const [lacks, name, choices, topics, chats] = await Promise.all([
    scheduleService.check(plan),
    scheduleService.nameOf(plan.target),
    // Asked of the platform, and so only where something is named by it.
    screen === 'target' || hasNames(plan) ? scheduleService.choices(plan.target) : undefined,
    screen === 'target' ? topicsKnown(plan, moderator) : [],
    screen === 'target' && !draft.edits ? chatsKnown(plan, moderator) : [],
  ])
  const place = formatPlace(name, plan, words)
  const formatted = formatRuns(runs, plan, words)
  const here: Block = { kind: 'paragraph', text: words.say('schedules:builder.here') }
  const key: WordKey = draft.edits ? 'schedules:builder.edit' : 'schedules:builder.add'
  return {
    kind: 'message',
    message: {
      title: words.say(key),
      subtitle: words.say(`schedules:builder.screens.${screen}`),
      blocks: [
        ...describeMistakes(draft.mistakes ?? [], words),
        formatPlan(plan, place, words, choices),
        formatted.block,
        describeMissingPermissions(lacks, { target: plan.target, place }, words),
        ...(screen === 'target' && takesTopics(moderator) ? [here] : []),
      ],
      images: [],
      footer: [words.say('schedules:builder.footer')],
      instants: formatted.instants,
    },
    guide: {
      rows: rowsOf({ draft, moderator, lacks, choices, topics, chats }),
      state: stateOf(draft, moderator),
      command: 'schedule',
    },
  }
}
