/** Which command is meant: by name, alias or what its topic is called in either language; and what it may be used for. */
import { canAll, type PlatformName } from '#src/chat/platform.ts'
import type { Place, Request } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import { TOPICS } from '#src/market/topic.ts'
import type { Command } from '../command.ts'
import { rightsRefusal } from './rights.ts'
import { editDistance } from '#src/distance.ts'
import { nameKey, quotable } from '../arguments/input.ts'

/** Names offered where there is no such command. */
const NEAREST = 3

/** By name, alias or topic (`資金`, `建玉`), with or without its slash. */
export function findCommand(commands: readonly Command[], typed: string): Command | undefined {
  const name = nameKey(typed).replace(/^\//u, '')
  return (
    commands.find((command) => command.name === name || command.aliases?.includes(name) === true) ??
    topicCalled(commands, name)
  )
}

/** The one whose topic is called so, or the only one whose topic's name begins so; two characters at least. */
function topicCalled(commands: readonly Command[], key: string): Command | undefined {
  if (!/^[^\p{ASCII}]{2,}/u.test(key)) return undefined
  const exact = commands.find(({ name }) => topicNames(name).includes(key))
  const begun = commands.filter(({ name }) => topicNames(name).some((one) => one.startsWith(key)))
  return exact ?? (begun.length === 1 ? begun[0] : undefined)
}

/** A sentence that is no command may name a topic, in a script that puts no spaces between its words. */
function namesTopic(sentence: string, topic: string): boolean {
  return /^[^\p{ASCII}]{2,}$/u.test(topic) && sentence.includes(topic)
}

function topicNames(command: string): readonly string[] {
  const known = calledAs.get(command)
  if (known) return known
  const found = dictionaries.flatMap((words) =>
    ['headings', 'commands:schedule.args.what.choices'].flatMap((place) => {
      const name = words.find(`${place}.${command === 'brief' ? 'weekly' : command}`)
      return name === undefined ? [] : [nameKey(name)]
    }),
  )
  calledAs.set(command, found)
  return found
}

const dictionaries = LOCALES.map((locale) => createWords(locale, 'UTC', 0))
const calledAs = new Map<string, readonly string[]>()

/** Throws RequestError `chat.unknownCommand` that names those whose topics are named in what was typed, else the nearest. */
export function requireCommand(commands: readonly Command[], typed: string): Command {
  const found = findCommand(commands, typed)
  if (found) return found
  const key = nameKey(typed).replace(/^\//u, '').slice(0, 32)
  // Operators' commands are not suggested to anybody else.
  const offered = commands.filter(({ permission }) => permission !== 'owner')
  const named = offered.filter(({ name }) => topicNames(name).some((one) => namesTopic(nameKey(typed), one)))
  const nearest = (named.length > 0 ? named : offered)
    .map((command) => ({
      name: command.name,
      distance: Math.min(
        ...[command.name, ...(command.aliases ?? [])].map((name) => editDistance(key, name)),
      ),
    }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, NEAREST)
  const names = nearest.map(({ name }) => `/${name}`).join(' ')
  throw new RequestError('chat.unknownCommand', { typed: quotable(typed), names })
}

/** What a member is shown: nothing that is the operators' alone but to them, that the platform cannot do, or of other places. */
export function commandsFor(
  commands: readonly Command[],
  {
    manager,
    platform,
    place,
    isOwner = false,
  }: {
    readonly manager: boolean
    readonly platform: PlatformName | undefined
    readonly place?: Place | undefined
    readonly isOwner?: boolean | undefined
  },
): readonly Command[] {
  return commands.filter(
    ({ permission = 'everyone', needs, places }) =>
      (permission === 'everyone' ||
        (manager && permission === 'manager') ||
        (isOwner && permission === 'owner')) &&
      (platform === undefined || canAll(platform, needs)) &&
      (place === undefined || !places || places.includes(place)),
  )
}

/**
 * Whether a member is answered in the chat that they ask in: managers are everywhere, and so is what nobody else sees.
 * `allowed` are the chats of the settings; undefined is all.
 */
export function isAnsweredHere(
  { private: alone }: Pick<Command, 'private'>,
  { manager, place, chat, parent }: Pick<Request, 'manager' | 'place' | 'chat' | 'parent'>,
  allowed: readonly string[] | undefined,
): boolean {
  if (allowed === undefined || manager || place === 'private' || place === 'preview') return true
  if (place === 'guild' && alone === true) return true
  return allowed.includes(chat) || (parent !== undefined && allowed.includes(parent))
}

/** Names as they are offered: the topics in the recap's order, then the others in the order given. */
export function topicsFirst(names: readonly string[]): readonly string[] {
  const topics = TOPICS.filter((topic) => names.includes(topic))
  return [...topics, ...names.filter((name) => !topics.some((topic) => topic === name))]
}

/** Throws RequestError where the member or the place is not one that the command is for. */
export function requireAllowed(
  command: Command,
  {
    manager,
    managerUnknown,
    place,
    platform,
  }: Pick<Request, 'manager' | 'managerUnknown' | 'place' | 'platform'>,
  words: Words,
): void {
  if (command.permission === 'manager' && !manager) {
    if (managerUnknown) throw rightsRefusal(managerUnknown, platform)
    throw new RequestError('chat.managersOnly', { command: command.name })
  }
  // Who runs the bot is for the command to know.
  if (!canAll(platform, command.needs)) {
    throw new RequestError('chat.unknownCommand', { typed: command.name, names: '/help' })
  }
  if (command.places && !command.places.includes(place)) {
    const places = command.places.map((one) => words.say(`chat:places.${one}`))
    const joint = words.grammar.comma
    throw new RequestError('chat.wrongPlace', { command: command.name, places: places.join(joint) })
  }
}
