/** What the buttons of alerts do. Whose they are is looked at anew with every one of them. */
import { normalise } from '#src/alerts/normalise.ts'
import { readAlertLine } from '#src/bot/alerts/line.ts'
import { DEFAULT_DAYS, MOST_DAYS } from '#src/bot/alerts/manner.ts'
import { endAfter } from '#src/bot/alerts/dates.ts'
import { findAsset } from '#src/bot/arguments/asset.ts'
import { type ButtonClick, type CommandContext, type MessageAnswer, UNCHANGED } from '#src/bot/command.ts'
import type { Form } from '#src/chat/action.ts'
import type { Alert, Condition } from '#src/chat/alert.ts'
import type { AlertChange } from '#src/chat/alertstore.ts'
import { RequestError } from '#src/errors.ts'
import { formatDate } from '#src/i18n/dates.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { answerLine } from './answer.ts'
import { askWhat } from './ask.ts'
import { cardOf } from './card.ts'
import { button, saying } from './controls.ts'
import { draftIn, draftOf, type KeptDraft, SCREENS } from './draft.ts'
import { formNamed } from './forms.ts'
import { historyOf, itemOf } from './item.ts'
import { knownFor } from './known.ts'
import { listOf } from './list.ts'
import { offerIn } from './offers.ts'
import { save } from './save.ts'
import { stop } from './stop.ts'
import { targetOf } from './target.ts'
import { trialOf } from './trial.ts'
import { whyOf } from './why.ts'
import { type AlertScene, keptOf, requireAlert, sceneFor, sceneOf } from './scene.ts'

/** Milliseconds that a snooze may last. */
const MOST_SNOOZE = 30 * DAY

/** Throws RequestError for what cannot be done, or not by this member. */
export async function onAlertClick(click: ButtonClick, context: CommandContext): Promise<MessageAnswer> {
  const answer = await answerClick(click, context)
  // What an alert reported stays as it was posted, and so does what opened the private chat.
  return click.state.firing === 'true' || click.state.first === 'true' ? { ...answer, isNew: true } : answer
}

async function answerClick(click: ButtonClick, context: CommandContext): Promise<MessageAnswer> {
  // Everybody who reads what was reported may ask why.
  if (click.choice === 'why') return whyOf(click.state, context)
  const scene = await sceneOf(click.state, context)
  const { choice, state, values } = click
  const [action = '', value = ''] = partsOf(choice)
  if (action === 'offer') {
    const { line, isAsTyped, edits } = offerIn(state, value)
    return answerLine(line, scene, { isAsTyped, edits, isAsked: true })
  }
  const draft = draftIn(click, scene)
  if (action === 'change' && values.line !== undefined) {
    return answerLine(values.line, scene, { edits: draft?.edits, isAsked: true })
  }
  if (draft && isOfDraft(action)) return build(draft, action, value, scene)
  switch (action) {
    case 'new':
      return { ...askWhat(scene), isNew: true }
    case 'list':
      // What was typed and not saved stays beside it.
      return { ...(await listOf(scene)), ...(draft && { isNew: true }) }
    case 'page':
      return listOf(scene, Number(value) || 0)
    case 'resumeall':
      return resumeAll(scene)
    case 'restore': {
      const { store, personal, access } = scene
      const restored = await store.restore(state.open ?? '', personal.now, access.total)
      if (!restored) throw new RequestError('alerts.gone')
      if (restored === 'full') throw new RequestError('alerts.full')
      return itemOf(restored, scene, scene.words.say('alerts:done.restored'))
    }
    default: {
      const alert = await requireAlert(action === 'open' ? value : state.open, scene)
      return doTo(alert, action, value, click, scene)
    }
  }
}

/** What a button asks for before it is clicked. Throws RequestError. */
export async function formOfAlerts(
  { choice, state }: Pick<ButtonClick, 'choice' | 'state'>,
  context: CommandContext,
): Promise<Form | undefined> {
  const scene = await sceneOf(state, context)
  const kept = draftIn({ state, changedAt: scene.personal.now }, scene)
  return formNamed(choice, kept?.draft, scene)
}

function isOfDraft(action: string): boolean {
  return [
    'save',
    'cancel',
    'clear',
    'replace',
    'screen',
    'repeat',
    'hold',
    'days',
    'silent',
    'where',
  ].includes(action)
}

async function build(
  kept: KeptDraft,
  action: string,
  value: string,
  scene: AlertScene,
): Promise<MessageAnswer> {
  const { draft, edits } = kept
  const { words, personal, history } = scene
  switch (action) {
    case 'save':
      return save({ ...kept, isAsTyped: kept.isAsTyped === true }, scene)
    case 'clear': {
      for (const alert of await scene.store.list(scene.owner, personal.now))
        if (alert.state === 'ended') await scene.store.remove(alert.id, personal.now)
      return save(kept, scene)
    }
    case 'replace':
      return save(kept, scene, { instead: await requireAlert(value, scene) })
    case 'cancel':
      return edits
        ? itemOf(await requireAlert(edits.id, scene), scene)
        : saying(words.say('alerts:done.cancelled'), [], {})
    case 'screen':
      return cardOf({ ...kept, screen: SCREENS.find((one) => one === value) ?? 'main' }, scene)
    case 'silent':
      return cardOf({ ...kept, draft: { ...draft, silent: value === 'true' } }, scene)
    case 'where':
      return cardOf({ ...kept, screen: 'main', draft: { ...draft, here: value === 'here' } }, scene)
    case 'days':
      return cardOf(
        {
          ...kept,
          draft: {
            ...draft,
            until: endAfter(Math.min(Number(value) || DEFAULT_DAYS, MOST_DAYS), personal.now, words.clock),
          },
        },
        scene,
      )
    default: {
      // Repeats and holds are read as they are typed.
      const manner = action === 'hold' ? `hold ${value}` : value.replace('.', ' ')
      const read = readAlertLine(`btc < 1 ${manner}`, { history, words, now: personal.now })
      if (read.kind !== 'draft') throw new RequestError('chat.unknownClick')
      const { repeat, hold } = read.draft
      const changed = action === 'hold' ? { ...draft, hold } : { ...draft, repeat }
      if (JSON.stringify(changed) === JSON.stringify(draft)) return UNCHANGED
      return cardOf({ ...kept, draft: changed }, scene)
    }
  }
}

async function doTo(
  alert: Alert,
  action: string,
  value: string,
  { values }: ButtonClick,
  asked: AlertScene,
): Promise<MessageAnswer> {
  const scene = await sceneFor(alert, asked)
  const { words, personal, store } = scene
  const { now } = personal
  switch (action) {
    case 'snooze': {
      const until = now + snoozeOf(value === '' ? (values.until ?? '') : value)
      return itemOf(
        await change(alert, { kind: 'snooze', until }, scene),
        scene,
        words.say('alerts:done.snoozed'),
      )
    }
    case 'resume': {
      const target = alert.trouble === 'unreachable' ? await targetOf(alert, scene) : undefined
      if (target !== undefined && typeof target !== 'string') return itemOf(alert, scene, target.note)
      return itemOf(await change(alert, { kind: 'resume' }, scene), scene, words.say('alerts:done.resumed'))
    }
    case 'stop':
      return stop(alert, scene)
    case 'wait':
      return itemOf(alert, scene, words.say('alerts:done.waits'))
    case 'end':
      return listOf(scene, 0, words.say('alerts:done.finished', { count: await endSilent(alert, scene) }))
    case 'extend':
      return extend(alert, scene)
    case 'again': {
      const draft = { ...draftOf(alert, scene), until: endAfter(DEFAULT_DAYS, now, words.clock) }
      const watches = normalise(draft, await knownFor([alert.condition], scene))
      const { target, look } = alert
      const { here: _, ...rules } = draft
      const found = await targetOf(alert, scene)
      if (typeof found !== 'string') return itemOf(alert, scene, found.note)
      const plan = { ...rules, target, look }
      return itemOf(
        await change(alert, { kind: 'plan', plan, watches }, scene),
        scene,
        words.say('alerts:done.again'),
      )
    }
    case 'clone':
      return cardOf(
        {
          draft: { ...draftOf(alert, scene), condition: cloned(alert.condition, values.coin, scene) },
          screen: 'main',
        },
        scene,
      )
    case 'edit':
      return cardOf({ draft: draftOf(alert, scene), screen: 'main', edits: alert }, scene)
    case 'test':
      return trialOf(alert, scene)
    case 'history':
      return historyOf(alert, scene)
    case 'undo':
    case 'delete': {
      await store.remove(alert.id, now)
      const undo = button('restore', words.say('alerts:buttons.restore'))
      const list = button('list', words.say('alerts:buttons.list'))
      return saying(words.say('alerts:done.deleted', { number: alert.number }), [[undo, list]], {
        ...keptOf(scene),
        open: alert.id,
      })
    }
    default:
      return itemOf(alert, scene)
  }
}

/** All that wait since their chat refused a message; first it is seen whether one arrives there now. */
async function resumeAll(scene: AlertScene): Promise<MessageAnswer> {
  const { store, owner, personal, words } = scene
  const paused = (await store.list(owner, personal.now)).filter(({ trouble }) => trouble === 'unreachable')
  const [first] = paused
  if (!first) return listOf(scene)
  const target = await targetOf(first, scene)
  if (typeof target !== 'string') return listOf(scene, 0, target.note)
  for (const one of new Set(paused.map((alert) => alert.target))) await store.unblock(one, personal.now)
  return listOf(scene, 0, words.say('alerts:done.resumed'))
}

/** Ends the alerts of a chat that wait for the same figure as one of them, and gives how many. */
async function endSilent(alert: Alert, { store, owner, personal }: AlertScene): Promise<number> {
  const { now } = personal
  const seriesOf = async ({ id }: Alert) => (await store.watches(id)).map(({ series }) => series)
  const silent = new Set(await seriesOf(alert))
  let count = 0
  for (const one of await store.list(owner, now)) {
    const isSilent = one.target === alert.target && (await seriesOf(one)).every((name) => silent.has(name))
    if (one.state === 'ended' || !isSilent) continue
    if (await store.change({ id: one.id, revision: one.revision, now, to: { kind: 'end' } })) count += 1
  }
  return count
}

async function change({ id, revision }: Alert, to: AlertChange['to'], scene: AlertScene): Promise<Alert> {
  const { store, personal, access } = scene
  const changed = await store.change({ id, revision, now: personal.now, total: access.total, to })
  if (!changed) throw new RequestError('alerts.changedMeanwhile')
  if (changed === 'full') throw new RequestError('alerts.full')
  return changed
}

/** Ninety days more than it has, a year from now at most. */
async function extend(alert: Alert, scene: AlertScene): Promise<MessageAnswer> {
  const { words, personal } = scene
  const longest = endAfter(MOST_DAYS, personal.now, words.clock)
  const until = Math.min(
    endAfter(DEFAULT_DAYS, Math.max(alert.until - 1, personal.now), words.clock),
    longest,
  )
  if (until <= alert.until) return itemOf(alert, scene, words.say('alerts:done.longest'))
  const changed = await change(alert, { kind: 'extend', until }, scene)
  const day = formatDate(until - 1, { ...words, zone: words.clock })
  return itemOf(changed, scene, words.say('alerts:done.extended', { until: day }))
}

/** `1h`, `3d`. Throws RequestError. */
function snoozeOf(typed: string): number {
  const [, count, unit] = /^\s*(\d{1,3})\s*(h|d|時間|日)/u.exec(typed.normalize('NFKC').toLowerCase()) ?? []
  const length = Number(count) * (unit === 'h' || unit === '時間' ? HOUR : DAY)
  if (!(length > 0) || length > MOST_SNOOZE) throw new RequestError('alerts.badSnooze')
  return length
}

/** The same condition of another coin. Throws RequestError for one that is not known. */
function cloned(condition: Condition, typed: string | undefined, { history, words }: AlertScene): Condition {
  if (typed === undefined || !('asset' in condition)) return condition
  const { id } = findAsset(typed, { history, words, uses: new Map() })
  return { ...condition, asset: id }
}

/** `open=abc` is `open` and `abc`. */
function partsOf(choice: string): readonly string[] {
  const at = choice.indexOf('=')
  return at < 0 ? [choice] : [choice.slice(0, at), choice.slice(at + 1)]
}
