/** `/alert` and `/alerts`: what was typed, as an alert that is saved, a card, or a question. */
import { type AlertDraft, readAlertLine } from '#src/bot/alerts/line.ts'
import { printAlertLine } from '#src/bot/alerts/print.ts'
import type { CommandContext, MessageAnswer } from '#src/bot/command.ts'
import { requirePersonal } from '#src/bot/command.ts'
import { RequestError } from '#src/errors.ts'
import { askAbout, askWhat } from './ask.ts'
import { cardOf } from './card.ts'
import { button, saying } from './controls.ts'
import { groupLink } from './grouplink.ts'
import { listOf } from './list.ts'
import { type Edits, refusalAnswer } from './offers.ts'
import { save } from './save.ts'
import type { ChatScope } from '#src/bot/request/scope.ts'
import { type AlertScene, chatScene, hasOthers, hereOf, keptOf, ownScene } from './scene.ts'

/** Ends a line whose alert is shown before it is saved. */
const FIRST_SHOWN = /[?？]\s*$/u

/** Answers `/alert`. Throws RequestError. */
export async function answerAlert(line: string, context: CommandContext): Promise<MessageAnswer> {
  const scene = ownScene(context)
  if (scene.personal.request.place === 'group') return groupLink(line, scene)
  return answerLine(line, scene, {})
}

/** Answers `/alerts`: one's own, or those of the chat. Throws RequestError. */
export async function answerAlerts(isHere: boolean, context: CommandContext): Promise<MessageAnswer> {
  const own = ownScene(context)
  if (requirePersonal(context).request.place === 'group')
    return groupLink('', own, isHere ? 'chatlist' : 'list')
  return listOf(isHere ? await chatScene(hereOf(own), context) : own)
}

/** What a group's link leads to, in the private chat. Throws RequestError where the member does not manage the group it is about. */
export async function openAlerts(
  { show, line = '', owner = '', target = '' }: Readonly<Record<string, string>>,
  context: CommandContext,
): Promise<MessageAnswer> {
  const own = ownScene(context)
  if (show === 'chatlist') return listOf(await chatScene({ owner, target }, context))
  if (show === 'list') return listOf(own)
  const { history, words, personal } = own
  const read = readAlertLine(line, { history, words, now: personal.now })
  if (read.kind !== 'draft' || !read.draft.here) return answerLine(line, own, { isAsked: true })
  if (!(await mayManage({ owner, target }, own))) return onlyManagers(line, own)
  const scene = await chatScene({ owner, target }, context)
  return cardOf({ draft: { ...read.draft, here: false }, screen: 'main' }, scene)
}

/** A line as an alert: saved where it is clear, shown first where it was asked for by a press. */
export async function answerLine(
  line: string,
  scene: AlertScene,
  {
    isAsTyped,
    edits,
    isAsked,
  }: { readonly isAsTyped?: boolean; readonly edits?: Edits | undefined; readonly isAsked?: boolean },
): Promise<MessageAnswer> {
  const { history, words, personal } = scene
  const read = readAlertLine(line, { history, words, now: personal.now })
  if (read.kind === 'nothing') return askWhat(scene)
  if (read.kind === 'coin') return askAbout(read.asset, scene)
  if (read.kind === 'refused') return refusalAnswer(read, scene, edits)
  if (read.draft.here && scene.isOwn && !(await mayManage(hereOf(scene), scene)))
    return onlyManagers(read.line, scene)
  const draft = isOneOwn(read.draft, scene) ? { ...read.draft, here: false } : read.draft
  const kept = { draft, screen: 'main' as const, ...(edits && { edits }), ...(isAsTyped && { isAsTyped }) }
  if (isAsTyped !== true && (isAsked || FIRST_SHOWN.test(line))) return cardOf(kept, scene)
  return save(kept, scene)
}

/** In a chat with nobody else in it, `here` is one's own; what only chats are told of stays the chat's. */
function isOneOwn({ here, condition }: AlertDraft, scene: AlertScene): boolean {
  return here && scene.isOwn && !hasOthers(scene) && condition.kind !== 'stale'
}

async function mayManage(scope: ChatScope, { context }: AlertScene): Promise<boolean> {
  try {
    await chatScene(scope, context)
    return true
  } catch (error) {
    if (error instanceof RequestError && error.key === 'schedules.notManager') return false
    throw error
  }
}

/** A member's alert for the chat: theirs alone, if they want. */
function onlyManagers(line: string, scene: AlertScene): MessageAnswer {
  const { words } = scene
  const own = readAlertLine(line, { history: scene.history, words, now: scene.personal.now })
  const kept = own.kind === 'draft' ? { ...own.draft, here: false } : undefined
  return saying(
    words.say('alerts:objections.managersOnly'),
    [[button('offer=0', words.say('alerts:buttons.forMe'), 'main')]],
    { ...keptOf(scene), offer0: kept ? printed(kept, scene) : line },
  )
}

function printed(draft: AlertDraft, { history, words }: AlertScene): string {
  return printAlertLine(draft, history, words.clock)
}
