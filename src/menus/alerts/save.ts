/** Saving an alert: where its firings go, whether there is room for it, and what is said then. */
import { normalise } from '#src/alerts/normalise.ts'
import { rehearseInSteps } from '#src/alerts/rehearse.ts'
import { describeCondition } from '#src/briefing/alertcondition.ts'
import type { AlertDraft } from '#src/bot/alerts/line.ts'
import { createActionId } from '#src/bot/answer/controls.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import { type Alert, ALERT_QUOTAS, type AlertPlan } from '#src/chat/alert.ts'
import type { MissingPermission } from '#src/chat/posting.ts'
import { RequestError } from '#src/errors.ts'
import { DAY } from '#src/market/time.ts'
import { inSteps } from '#src/services/steps.ts'
import { cardOf, fieldsOf, waitingBlocks } from './card.ts'
import { objectionTo } from './checks.ts'
import { describeMissingPermissions } from '../schedules/format.ts'
import { button } from './controls.ts'
import { stillBlocks } from './describe.ts'
import type { KeptDraft } from './draft.ts'
import { fullAnswer } from './full.ts'
import { KEPT_DAYS, keptAnswer } from './kept.ts'
import { knownFor } from './known.ts'
import { objectionAnswer } from './offers.ts'
import { type AlertScene, chatScene, hereOf, keptOf } from './scene.ts'
import { targetOf } from './target.ts'

/** Saves it where nothing speaks against it; `instead` is one that is deleted for it. Throws RequestError for what cannot be done, or not by this member. */
export async function save(
  kept: KeptDraft,
  asked: AlertScene,
  { instead }: { readonly instead?: Alert } = {},
): Promise<MessageAnswer> {
  const { draft, edits } = kept
  const scene = draft.here && asked.isOwn ? await chatScene(hereOf(asked), asked.context) : asked
  const { store, words, personal, history, owner } = scene
  const all = await store.list(owner, personal.now)
  const known = await knownFor([draft.condition], scene)
  const others = all.filter(({ id }) => id !== edits?.id && id !== instead?.id)
  if (!kept.isAsTyped) {
    const past = await inSteps(rehearseInSteps(draft, history, known))
    const objection = objectionTo(draft, others, known, past, scene)
    if (objection) return objectionAnswer(objection, scene, edits)
  }
  const watches = normalise(draft, known)
  if (watches.length === 0) return cardOf(kept, scene, words.say('alerts:objections.noValue'))
  if (draft.condition.kind === 'stale' && scene.isOwn) throw new RequestError('alerts.staleOwn')
  const most = { ...ALERT_QUOTAS[scene.isOwn ? 'member' : 'chat'], total: scene.access.total }
  if (!edits && others.length >= most.alerts) return fullAnswer(kept, all, scene)
  // Named before it is saved: what opens the private chat has a button that stops it.
  const id = edits?.id ?? createActionId()
  const found = await targetOf({ id, condition: draft.condition }, scene)
  const isClosed = typeof found !== 'string'
  const target = isClosed ? found.closed : found
  if (target === undefined || (isClosed && edits))
    return cardOf(kept, scene, isClosed ? found.note : undefined)
  const lacks = scene.isOwn ? [] : await scene.access.check?.(target).catch(() => undefined)
  if (lacks !== undefined && lacks.length > 0) return refusedAnswer(kept, { target, lacks }, scene)
  const plan: AlertPlan = { ...planOf(draft, scene), target }
  if (edits) {
    const to = { kind: 'plan', plan, watches } as const
    const changed = await store.change({ ...edits, now: personal.now, total: most.total, to })
    if (!changed) throw new RequestError('alerts.changedMeanwhile')
    if (changed === 'full') return cardOf(kept, scene, words.say('alerts:objections.noRoom'))
    return savedAnswer(changed, draft, known, scene, { isNew: false })
  }
  if (instead) await store.remove(instead.id, personal.now)
  const added = await store.add({
    ...{ id, owner, plan, watches, now: personal.now, most },
    ...(isClosed && { unreachableUntil: personal.now + KEPT_DAYS * DAY }),
  })
  if (added === 'full') {
    if (instead) await store.restore(instead.id, personal.now)
    return cardOf(kept, scene, words.say('alerts:objections.noRoom'))
  }
  if (isClosed) return keptAnswer(added, scene)
  const note = instead && words.say('alerts:done.replaced', { number: instead.number })
  return savedAnswer(added, draft, known, scene, { note })
}

/** What was set: a new alert can be taken back at once, a changed one can be changed again. */
function savedAnswer(
  alert: Alert,
  draft: AlertDraft,
  known: Parameters<typeof fieldsOf>[1],
  scene: AlertScene,
  { isNew = true, note }: { readonly isNew?: boolean; readonly note?: string | undefined } = {},
): MessageAnswer {
  const { words, history } = scene
  const title = words.say(`alerts:saved.${isNew ? 'title' : 'changed'}`, {
    number: alert.number,
    condition: describeCondition(alert.condition, words, history),
  })
  return {
    kind: 'message',
    message: {
      title,
      blocks: [
        ...(note === undefined ? [] : [{ kind: 'paragraph' as const, text: note }]),
        fieldsOf({ ...draft, until: alert.until }, known, scene),
        ...waitingBlocks(draft, known, words),
        ...stillBlocks(scene),
      ],
      images: [],
      footer: [],
    },
    guide: {
      rows: [
        [
          // It takes the whole alert away.
          ...(isNew ? [button('undo', words.say('alerts:buttons.undo'))] : []),
          button('edit', words.say('alerts:buttons.edit')),
          button('list', words.say('alerts:buttons.list')),
        ],
      ],
      state: { ...keptOf(scene), open: alert.id },
      command: 'alert',
    },
  }
}

function planOf(draft: AlertDraft, { words, context }: AlertScene): Omit<AlertPlan, 'target'> {
  const { condition, repeat, hold, until, silent } = draft
  const { locale: language, clock: zone } = words
  const look = { language, zone, theme: context.theme, colors: context.colors }
  return { condition, repeat, hold, until, silent, look }
}

/** The chat takes no messages of the bot: what is missing by name, and nothing is kept as if it worked. */
async function refusedAnswer(
  kept: KeptDraft,
  { target, lacks }: { readonly target: string; readonly lacks: readonly MissingPermission[] },
  scene: AlertScene,
): Promise<MessageAnswer> {
  const place = scene.words.say('alerts:buttons.here')
  const card = await cardOf(kept, scene)
  const block = describeMissingPermissions(lacks, { target, place }, scene.words)
  return { ...card, message: { ...card.message, blocks: [block, ...card.message.blocks] } }
}
