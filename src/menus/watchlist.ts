/** A member's watchlist: what is on it, what of a line could be added or removed, and what goes by no name. */
import { findAsset, suggestAssets } from '#src/bot/arguments/asset.ts'
import type { ArgumentContext } from '#src/bot/arguments/argument.ts'
import { quotable, wordsOf } from '#src/bot/arguments/input.ts'
import { symbolsOf } from '#src/bot/arguments/symbols.ts'
import {
  type ButtonClick,
  type CommandContext,
  type MessageAnswer,
  requirePersonal,
} from '#src/bot/command.ts'
import type { Control } from '#src/chat/action.ts'
import { memberSettings } from '#src/chat/address.ts'
import { MOST_FOLLOWED, type WatchlistChange } from '#src/chat/memory.ts'
import type { Suggestion } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import { follow } from './alerts/follow.ts'

type Action = 'show' | 'add' | 'remove'

const EXAMPLE = '/watchlist add btc eth'
/** Coins offered in the place of a name that is none. */
const NEAREST = 3
const BUTTONS = 5
/** Coins on a page of the menu that removes: what a menu of Discord holds, and what a hand finds among buttons. */
const PAGE = 25
/** Characters of a coin's name in a button's choice, which holds 40 with its action. */
const NAME = 33

/** What is followed, after what was asked for is done. Words without an action are added. Throws RequestError for none, and in a group. */
export async function answerWatchlist(
  action: Action | undefined,
  typed: string | undefined,
  context: CommandContext,
): Promise<MessageAnswer> {
  // What one member follows is not for a group to read.
  if (requirePersonal(context).request.place === 'group') throw new RequestError('watchlist.private')
  const words = typed === undefined ? [] : wordsOf(typed)
  const wanted = action ?? (words.length > 0 ? 'add' : 'show')
  if (wanted === 'show') return listOf(await followed(context), [], [], context)
  if (words.length === 0)
    throw new RequestError('watchlist.coinsNeeded', { example: `/watchlist ${wanted} btc eth` })
  const read = words.slice(0, 2 * MOST_FOLLOWED).map((word) => ({ word, found: readCoin(word, context) }))
  const ids = read.flatMap(({ found }) => ('id' in found ? [found.id] : []))
  const before = await followed(context)
  const after = await change({ [wanted]: ids }, context)
  const unknown = read.flatMap(({ word, found }) => ('id' in found ? [] : [{ word, near: found.near }]))
  return listOf(after, notesOf(wanted, [...new Set(ids)], before, after, context), unknown, context)
}

export async function onWatchlistClick(
  { choice, state }: ButtonClick,
  context: CommandContext,
): Promise<MessageAnswer> {
  const [action = '', name = ''] = choice.split('=')
  if (action === 'page') return listOf(await followed(context), [], [], context, Number(name) || 0)
  const id = name.length < NAME ? name : (state[name] ?? name)
  if ((action !== 'add' && action !== 'remove') || !context.history.asset(id)) {
    throw new RequestError('chat.unknownClick')
  }
  const before = await followed(context)
  const after = await change({ [action]: [id] }, context)
  return listOf(after, notesOf(action, [id], before, after, context), [], context, Number(state.page ?? 0))
}

export function suggestFollowed(typed: string, context: ArgumentContext): readonly Suggestion[] {
  const words = typed.split(/[\s,、]+/u)
  const last = words.pop() ?? ''
  const joint = words.length === 0 ? '' : `${words.join(' ')} `
  return suggestAssets(last, context).map(({ label, value }) => ({
    label: `${joint}${label}`,
    value: `${joint}${value}`,
  }))
}

interface Unknown {
  readonly word: string
  readonly near: readonly string[]
}

/** The coin that a word names, or those that it may have meant. */
function readCoin(
  word: string,
  { history, words }: CommandContext,
): { readonly id: string } | Pick<Unknown, 'near'> {
  const symbols = symbolsOf(history)
  try {
    return { id: findAsset(word, { history, words, uses: new Map() }).id }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    const found = symbols.find(word)
    const near = found.length > 0 ? found : symbols.nearest(word, NEAREST)
    return { near: near.slice(0, NEAREST).map(({ id }) => id) }
  }
}

/** What was done, and what was not for want of room or because it was so already. */
function notesOf(
  action: 'add' | 'remove',
  ids: readonly string[],
  before: readonly string[],
  after: readonly string[],
  { history, words }: CommandContext,
): string[] {
  const namesOf = (some: readonly string[]) =>
    words.grammar.list(
      some.map((id) => history.asset(id)?.symbol ?? id),
      true,
    )
  const note = (key: 'added' | 'removed' | 'there' | 'notThere' | 'full', some: readonly string[]) =>
    some.length === 0
      ? []
      : [words.say(`commands:watchlist.${key}`, { coins: namesOf(some), most: MOST_FOLLOWED })]
  const [was, is] = [new Set(before), new Set(after)]
  return action === 'add'
    ? [
        ...note(
          'added',
          ids.filter((id) => !was.has(id) && is.has(id)),
        ),
        ...note(
          'there',
          ids.filter((id) => was.has(id)),
        ),
        ...note(
          'full',
          ids.filter((id) => !is.has(id)),
        ),
      ]
    : [
        ...note(
          'removed',
          ids.filter((id) => was.has(id) && !is.has(id)),
        ),
        ...note(
          'notThere',
          ids.filter((id) => !was.has(id)),
        ),
      ]
}

function listOf(
  ids: readonly string[],
  notes: readonly string[],
  unknown: readonly Unknown[],
  { history, words }: CommandContext,
  page = 0,
): MessageAnswer {
  const labelOf = (id: string) => {
    const asset = history.asset(id)
    return asset ? words.grammar.aside(asset.name, asset.symbol) : id
  }
  const say = (key: 'title' | 'none' | 'remove' | 'footer') =>
    words.say(`commands:watchlist.${key}`, { example: EXAMPLE })
  const near = [...new Set(unknown.flatMap((one) => one.near))]
    .filter((id) => !ids.includes(id))
    .slice(0, BUTTONS)
  const at = Math.max(0, Math.min(page, Math.ceil(ids.length / PAGE) - 1))
  const removable = ids.slice(at * PAGE, (at + 1) * PAGE)
  const state = {
    ...Object.fromEntries(
      [...near, ...removable].filter((id) => nameOf(id) !== id).map((id) => [nameOf(id), id]),
    ),
    ...(at > 0 && { page: String(at) }),
  }
  const turn = (to: number, key: 'earlier' | 'later'): Control[] =>
    to < 0 || to * PAGE >= ids.length
      ? []
      : [{ kind: 'button', choice: `page=${to}`, label: words.say(`alerts:buttons.${key}`) }]
  const turns = [...turn(at - 1, 'earlier'), ...turn(at + 1, 'later')]
  const rows: (readonly Control[])[] = [
    ...(near.length > 0
      ? [near.map((id) => ({ kind: 'button' as const, choice: `add=${nameOf(id)}`, label: labelOf(id) }))]
      : []),
    ...(ids.length > 0
      ? [
          [
            {
              kind: 'select' as const,
              label: say('remove'),
              options: removable.map((id) => ({ choice: `remove=${nameOf(id)}`, label: labelOf(id) })),
            },
          ],
        ]
      : []),
    ...(turns.length > 0 ? [turns] : []),
  ]
  return {
    kind: 'message',
    message: {
      title: say('title'),
      blocks: [
        ...notes.map((text) => ({ kind: 'paragraph' as const, text })),
        ...unknown.map(({ word }) => ({
          kind: 'paragraph' as const,
          text: words.say('commands:watchlist.unknown', { typed: quotable(word) }),
        })),
        ids.length === 0
          ? { kind: 'paragraph', text: say('none') }
          : { kind: 'paragraph', text: ids.map(labelOf).join(words.grammar.comma) },
      ],
      images: [],
      footer: ids.length === 0 ? [] : [say('footer')],
      commands: ['/price', '/movers'].map((text) => ({ text })),
    },
    ...(rows.length > 0 && { guide: { rows, state } }),
  }
}

/** A coin in a button's choice: some ids are longer. */
function nameOf(id: string): string {
  return id.slice(0, NAME)
}

function followed(context: CommandContext): Promise<readonly string[]> {
  const { memory, request } = requirePersonal(context)
  return memory.watchlist(memberSettings(request))
}

/** With what alerts on the list watch. */
async function change(changes: WatchlistChange, context: CommandContext): Promise<readonly string[]> {
  const { alerts, memory, request } = requirePersonal(context)
  return alerts ? follow(changes, context) : memory.changeWatchlist(memberSettings(request), changes)
}
