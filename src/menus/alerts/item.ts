/** One alert, with what can be done with it; and what it has reported. */
import { describeCondition } from '#src/briefing/alertcondition.ts'
import { describeValue } from '#src/briefing/alertfigures.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import type { Button } from '#src/chat/action.ts'
import type { Alert } from '#src/chat/alert.ts'
import type { Block } from '#src/chat/message.ts'
import { formatDateTime } from '#src/i18n/dates.ts'
import { parseSeries } from '#src/market/watched.ts'
import { fieldsOf } from './card.ts'
import { button, inPairs } from './controls.ts'
import { stillBlocks } from './describe.ts'
import { draftOf } from './draft.ts'
import { formNamed } from './forms.ts'
import { knownFor } from './known.ts'
import { type AlertScene, keptOf } from './scene.ts'
import { describeState } from './state.ts'

/** Firings that a history shows. */
const FIRINGS = 10

/** One alert's card. `note` is what has just been done. */
export async function itemOf(alert: Alert, scene: AlertScene, note?: string): Promise<MessageAnswer> {
  const { words, history, store, personal } = scene
  const known = await knownFor([alert.condition], scene)
  const watches = await store.watches(alert.id)
  // A step is counted from what was reported last.
  const kept = alert.condition.kind === 'move' ? watches : undefined
  const fields = fieldsOf({ ...draftOf(alert, scene), until: alert.until }, known, scene, kept)
  const state = describeState(alert, watches, personal.now, words)
  const name = words.say('alerts:columns.state')
  return {
    kind: 'message',
    message: {
      title: titleOf(alert, scene),
      subtitle: describeCondition(alert.condition, words, history),
      blocks: [
        ...(note === undefined ? [] : [{ kind: 'paragraph' as const, text: note }]),
        { ...fields, items: [{ name, value: state }, ...fields.items.slice(1)] },
        ...stillBlocks(scene),
      ],
      images: [],
      footer: [],
    },
    guide: { rows: inPairs(buttonsOf(alert, scene)), state: itemState(alert, scene), command: 'alert' },
  }
}

/** What it has reported, newest first. */
export async function historyOf(alert: Alert, scene: AlertScene): Promise<MessageAnswer> {
  const { words, store } = scene
  const firings = await store.firings(alert.id, FIRINGS)
  const items = firings.map(({ seenAt, value, series: name, kind, fate, late }) => {
    const series = parseSeries(name)
    return words.say('alerts:history.line', {
      at: formatDateTime(seenAt, words),
      what: words.say(`alerts:history.kinds.${late ? 'late' : kind}`),
      value: series && value !== undefined ? describeValue(series, value, words) : '–',
      fate: words.say(`alerts:history.fates.${fate}`),
    })
  })
  const list: Block =
    items.length === 0
      ? { kind: 'paragraph', text: words.say('alerts:history.none') }
      : { kind: 'bullets', items }
  return {
    kind: 'message',
    message: {
      title: words.say('alerts:history.title', { number: alert.number }),
      subtitle: describeCondition(alert.condition, words, scene.history),
      blocks: [list],
      images: [],
      footer: [],
    },
    guide: {
      rows: [[button('item', words.say('alerts:buttons.back'))]],
      state: itemState(alert, scene),
      command: 'alert',
    },
  }
}

export function titleOf({ number }: Pick<Alert, 'number'>, { words }: Pick<AlertScene, 'words'>): string {
  return words.say('alerts:item.title', { number })
}

function itemState({ id }: Pick<Alert, 'id'>, scene: AlertScene): Record<string, string> {
  return { ...keptOf(scene), open: id }
}

function buttonsOf({ state, condition }: Alert, scene: AlertScene): readonly Button[] {
  const { words } = scene
  const named = (choice: ButtonName, style?: Button['style']) =>
    button(choice, words.say(`alerts:buttons.${choice}`), style)
  const asking = (one: Button): Button => {
    const form = formNamed(one.choice, undefined, scene)
    return { ...one, ...(form && { form }) }
  }
  const snoozes = [
    button('snooze=1h', words.say('alerts:buttons.snooze1h')),
    button('snooze=1d', words.say('alerts:buttons.snooze1d')),
    asking(button('snooze', words.say('alerts:buttons.snoozeUntil'))),
  ]
  return [
    ...(state === 'active' ? snoozes : state === 'ended' ? [named('again')] : [named('resume')]),
    ...(state === 'ended' ? [] : [named('extend')]),
    named('test'),
    ...('asset' in condition ? [asking(named('clone'))] : []),
    ...[named('edit'), named('history'), named('delete', 'danger'), named('list')],
  ]
}

type ButtonName = 'test' | 'clone' | 'again' | 'resume' | 'extend' | 'edit' | 'history' | 'delete' | 'list'
