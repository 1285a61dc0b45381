/** Which command is meant: by name or alias; and what it may be used for. */
import type { Request } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Command } from './command.ts'
import { editDistance } from './distance.ts'
import { nameKey, quotable } from './input.ts'

/** Names offered where there is no such command. */
const NEAREST = 3

/** By name or alias, with or without its slash. */
export function findCommand(commands: readonly Command[], typed: string): Command | undefined {
  const name = nameKey(typed).replace(/^\//u, '')
  return commands.find((command) => command.name === name || command.aliases?.includes(name) === true)
}

/** Throws RequestError `chat.unknownCommand` that names the nearest. */
export function mustFindCommand(commands: readonly Command[], typed: string): Command {
  const found = findCommand(commands, typed)
  if (found) return found
  const key = nameKey(typed).replace(/^\//u, '').slice(0, 32)
  const nearest = commands
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

/** Throws RequestError where the member or the place is not one that the command is for. */
export function mustBeAllowed(
  command: Command,
  { manager, place, platform }: Pick<Request, 'manager' | 'place' | 'platform'>,
  words: Words,
): void {
  if (command.permission === 'manager' && !manager) {
    throw new RequestError('chat.managersOnly', { command: command.name })
  }
  // Who runs the bot is for the command to know.
  if (command.platforms?.includes(platform) === false) {
    throw new RequestError('chat.unknownCommand', { typed: command.name, names: '/help' })
  }
  if (command.places && !command.places.includes(place)) {
    const places = command.places.map((one) => words.say(`chat:places.${one}`))
    const joint = words.locale === 'ja' ? '、' : ', '
    throw new RequestError('chat.wrongPlace', { command: command.name, places: places.join(joint) })
  }
}
