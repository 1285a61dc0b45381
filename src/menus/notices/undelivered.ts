/** What is known of an alert's message that did not arrive, or may not have: for its owner, or for those who manage the chat. */
import { memberIn } from '#src/chat/address.ts'
import type { Alerts } from '#src/chat/alertstore.ts'
import type { AlertBox } from '#src/chat/alertbox.ts'
import type { Trouble } from '#src/chat/delivery.ts'
import type { Words } from '#src/i18n/words.ts'
import { button } from '../alerts/controls.ts'
import type { MessageWithRows, NameOf, Undelivered } from './items.ts'

/** Messages that are named; more are counted. */
const NAMED = 6

/** The trouble with its owner in the place of the box's; undefined where nobody need hear of it. */
export async function undeliveredOf(
  trouble: Trouble,
  alerts: Pick<Alerts, 'box' | 'unreachable'>,
): Promise<Undelivered | undefined> {
  const { schedule } = trouble
  const box = await alerts.box(schedule.target)
  if (!box || !isReported(trouble, box)) return undefined
  const refusing = box.state === 'blocked' ? await alerts.unreachable(box.owner) : []
  const paused = refusing.find(({ target }) => target === box.target)?.alerts ?? 0
  return { trouble: { ...trouble, schedule: { ...schedule, owner: box.owner } }, box, paused }
}

/**
 * A member who takes no messages reads of that with their next answer; moderators are notified, as their chat says nothing by
 * itself.
 */
function isReported({ delivery }: Pick<Trouble, 'delivery'>, { owner }: AlertBox): boolean {
  const { state } = delivery
  if (state === 'uncertain' || state === 'failed' || state === 'expired') return true
  return state === 'dead' && memberIn(owner) === undefined
}

/** One sentence; `place` is the chat's name, undefined in the chat itself. */
export function sayUndelivered(
  { trouble, box, paused }: Undelivered,
  place: string | undefined,
  words: Words,
): string {
  const { state, fireAt: time } = trouble.delivery
  if (state === 'dead') {
    const reason = words.say(`schedules:troubles.${isReason(box.reason) ? box.reason : 'forbidden'}`)
    return words.say('alerts:undelivered.refusedIn', { place: place ?? '', reason, count: paused })
  }
  const kind = state === 'uncertain' ? 'uncertain' : 'lost'
  if (place === undefined) return words.say(`alerts:undelivered.${kind}`, { time })
  return words.say(`alerts:undelivered.${kind}In`, { time, place })
}

/** All of them in one message, which leads to the list of alerts. */
export async function undeliveredMessage(
  all: readonly Undelivered[],
  { chat, nameOf }: { readonly chat: string; readonly nameOf: NameOf },
  words: Words,
): Promise<MessageWithRows> {
  const items: string[] = []
  for (const one of all.slice(0, NAMED)) {
    const { schedule } = one.trouble
    const place = schedule.target === chat ? undefined : await nameOf(schedule, words)
    items.push(sayUndelivered(one, place, words))
  }
  const isUncertain = all.some(({ trouble }) => trouble.delivery.state === 'uncertain')
  const more = all.length - items.length
  const isRefused = all.every(({ trouble }) => trouble.delivery.state === 'dead')
  return {
    title: words.say(`alerts:undelivered.${isUncertain ? 'uncertainTitle' : 'lostTitle'}`),
    blocks: [
      {
        kind: 'bullets',
        items: [...items, ...(more > 0 ? [words.say('alerts:undelivered.more', { count: more })] : [])],
      },
      { kind: 'paragraph', text: words.say(`alerts:undelivered.${isRefused ? 'resume' : 'next'}`) },
    ],
    images: [],
    footer: [],
    rows: [[button('list', words.say('alerts:buttons.list'))]],
  }
}

const REASONS = ['forbidden', 'gone', 'kicked', 'invalid'] as const

function isReason(code: string | undefined): code is (typeof REASONS)[number] {
  return (REASONS as readonly (string | undefined)[]).includes(code)
}
