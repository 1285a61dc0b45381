/** What a member reads when something cannot be done: a sentence of their language, never a stack. */
import { randomBytes } from 'node:crypto'
import type { Actions } from '#src/chat/action.ts'
import type { Message } from '#src/chat/message.ts'
import type { Reply } from '#src/chat/request.ts'
import type { RequestError, StoreFault } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Log } from '#src/log.ts'

/**
 * For the member alone: what is wrong, as the title, then what is allowed, with buttons where there is something to choose.
 */
export function refusalOf(error: RequestError, words: Words, actions?: Actions): Reply {
  const text = formatRefusal(error, words)
  const commands = namedIn(error)
  const title = words.find(`chat:titles.refusals.${nameOf(error.key)}`)
  if (title !== undefined) return hint('refused', title, text, { actions, commands })
  const [first, rest] = firstSentence(text)
  return hint('refused', first, rest, { actions, commands })
}

/** The commands that are offered in place of one that there is not: a platform where commands can be clicked shows them so. */
function namedIn({ key, values }: RequestError): Message['commands'] {
  if (key !== 'chat.unknownCommand') return undefined
  const names = new Set([...String(values?.names ?? '').split(' '), '/help'])
  return [...names].map((text) => ({ text }))
}

/** The first sentence, without its full stop and marks of code, which titles do not have; and what follows it. */
export function firstSentence(text: string): readonly [first: string, rest: string] {
  // What was typed is quoted, and may hold full stops of its own.
  const [whole = text, first = text, mark = ''] =
    /^((?:“[^”]*”|「[^」]*」|`[^`]*`|[^“「`])+?)([。？]|[.?](?=\s|$))/su.exec(text) ?? []
  const title = /[?？]/u.test(mark) ? `${first}${mark}` : first
  return [title.replaceAll('`', ''), text.slice(whole.length).trim()]
}

/** What cannot be understood, in a sentence. */
export function formatRefusal({ key, values }: RequestError, words: Words): string {
  return words.find(`errors:${key}`, values) ?? words.say('errors:chat.badInput')
}

/** The store cannot keep what was asked for: the member reads why, and the log has a line. Undefined where it is not that. */
export function storeRefusalOf(
  fault: StoreFault | undefined,
  error: unknown,
  asked: string,
  words: Words,
  log: Log,
): Reply | undefined {
  if (fault === undefined || fault === 'other') return undefined
  log.error(`Answering ${asked} failed: the store: ${error instanceof Error ? error.message : String(error)}`)
  const why = words.say(`commands:status.storeFaults.${fault}`)
  return hint('failed', words.say('chat:titles.refusals.store'), words.say('errors:chat.store', { why }))
}

/** A failure of ours: the member gets a number, and the log has the stack under the same number. */
export function apologyFor(error: unknown, asked: string, words: Words, log: Log): Reply {
  const number = randomBytes(3).toString('hex')
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  log.error(`${number}: answering ${asked} failed: ${stack}`)
  return hint('failed', words.say('chat:titles.refusals.bug'), words.say('errors:chat.bug', { number }))
}

/** `chat.unknownAsset` without its area: sentences of several areas share a title. */
function nameOf(key: string): string {
  return key.slice(key.indexOf('.') + 1)
}

function hint(
  result: NonNullable<Reply['result']>,
  title: string,
  text: string,
  {
    actions,
    commands,
  }: { readonly actions?: Actions | undefined; readonly commands?: Message['commands'] } = {},
): Reply {
  const message: Message = {
    title,
    blocks: text === '' ? [] : [{ kind: 'paragraph', text }],
    images: [],
    footer: [],
    ...(actions && { actions }),
    ...(commands && { commands }),
  }
  return { message, private: true, edit: false, result }
}
