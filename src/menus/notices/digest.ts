/** Many troubles in one message: how many of which kind, the first of each by name, and the chats in which they are settled. */
import type { Button } from '#src/chat/action.ts'
import type { Block } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import { formatResult, formatWhat } from '../schedules/format.ts'
import { chatsOf, flashNamed, type Item, type MessageWithRows, type NameOf } from './items.ts'
import { sayUndelivered } from './undelivered.ts'

/** Those of a kind that are named; the others are counted. */
const NAMED = 6
/** Buttons in a row. */
const ACROSS = 2

/** In the order of what a moderator should see to first. */
const KINDS = ['uncertain', 'paused', 'missed', 'alert', 'lacking', 'thin'] as const

type Kind = (typeof KINDS)[number]

/** `nameOf` is asked for those chats alone that are named. */
export async function digestMessage(
  items: readonly Item[],
  nameOf: NameOf,
  words: Words,
): Promise<MessageWithRows> {
  const names = new Map<string, string>()
  const named: NameOf = async (schedule) => {
    const name = names.get(schedule.target) ?? (await nameOf(schedule, words))
    names.set(schedule.target, name)
    return name
  }
  const groups = Map.groupBy(items, kindOf)
  const blocks: Block[] = []
  for (const kind of KINDS) {
    const group = groups.get(kind) ?? []
    if (group.length > 0) blocks.push(await blockOf(kind, group, named, words))
  }
  const chats = chatsOf(items)
  const [first] = chats
  const buttons: Button[] =
    chats.length === 1 && first
      ? [{ kind: 'button', choice: 'list', label: words.say('schedules:buttons.list') }]
      : await Promise.all(
          chats.map(async (schedule, index): Promise<Button> => {
            return { kind: 'button', choice: `chat=${index}`, label: await named(schedule, words) }
          }),
        )
  return {
    title: words.say('schedules:digest.title', { count: items.length }),
    blocks: [
      ...blocks,
      {
        kind: 'paragraph',
        text: words.say(chats.length > 1 ? 'schedules:digest.next' : 'schedules:digest.list'),
      },
    ],
    images: [],
    footer: [],
    rows: Array.from({ length: Math.ceil(buttons.length / ACROSS) }, (_, row) =>
      buttons.slice(row * ACROSS, (row + 1) * ACROSS),
    ),
  }
}

function kindOf({ kind, trouble }: Item): Kind {
  if (kind !== 'trouble') return kind
  if (trouble.delivery.state === 'uncertain') return 'uncertain'
  return trouble.schedule.trouble === undefined ? 'missed' : 'paused'
}

async function blockOf(kind: Kind, group: readonly Item[], nameOf: NameOf, words: Words): Promise<Block> {
  const lines: string[] = []
  for (const item of group.slice(0, NAMED)) {
    const { trouble } = item
    const place = await nameOf(trouble.schedule, words)
    if (item.kind === 'alert') {
      lines.push(sayUndelivered(item, place, words))
      continue
    }
    const line = lineOf(item, place, words)
    const result = resultOf(kind, trouble, words)
    lines.push(result === undefined ? line : words.say('schedules:digest.because', { line, result }))
  }
  const more = group.length - lines.length
  return {
    kind: 'bullets',
    heading: words.say(`schedules:digest.${kind}`, { count: group.length }),
    items: [...lines, ...(more > 0 ? [words.say('schedules:digest.more', { count: more })] : [])],
  }
}

/** Which post of which chat. A flash is due at no hour: it is known by its headline. */
function lineOf(item: Exclude<Item, { kind: 'alert' }>, place: string, words: Words): string {
  const { schedule, delivery } = item.trouble
  if (item.kind !== 'thin' && schedule.what.kind === 'flash') {
    return words.say('schedules:digest.undated', { place, what: flashNamed(item.flash, words) })
  }
  const what = formatWhat(schedule.what, words)
  return words.say('schedules:digest.line', { place, what, time: delivery.fireAt })
}

/** What the heading does not say of each. */
function resultOf(kind: Kind, { schedule, delivery }: Item['trouble'], words: Words): string | undefined {
  if (kind === 'paused' && schedule.trouble !== undefined) {
    return words.say(`schedules:troubles.${schedule.trouble}`)
  }
  return kind === 'missed' || kind === 'lacking' ? formatResult(delivery, words) : undefined
}
