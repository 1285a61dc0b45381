/** Options of a command as suggestions while they are typed: `asset:btc window:30d`. */
import type { Suggestion } from '#src/chat/request.ts'
import type { Argument, ArgumentContext } from '#src/bot/arguments/argument.ts'
import { plainText } from '#src/bot/arguments/input.ts'
import type { Command } from '#src/bot/command.ts'
import { contextOf } from '#src/bot/request/argumentnames.ts'

/** Values that are suggested of each option before one is begun. */
const OF_EACH = 4

/**
 * Completes the last word: the option that is begun with its values, else the options that are not there yet. Nothing
 * where no command is chosen, or one that has no options.
 */
export function suggestOptions(commands: readonly Command[]) {
  return async (typed: string, context: ArgumentContext): Promise<readonly Suggestion[]> => {
    const command = commands.find(({ name }) => name === context.given?.what)
    if (!command) return []
    const args = command.args as Readonly<Record<string, Argument<unknown>>>
    const words = plainText(typed).split(' ')
    const isBegun = !/\s$/u.test(typed)
    const before = (isBegun ? words.slice(0, -1) : words).filter((word) => word !== '')
    const last = isBegun ? (words.at(-1) ?? '') : ''
    const [, name = '', value] = /^([^:=]*)(?:[:=](.*))?$/u.exec(last) ?? []
    const free = Object.entries(args).filter(
      ([one, { kind }]) => kind !== 'file' && !before.some((word) => word.startsWith(`${one}:`)),
    )
    const wanted = free.filter(([one]) => (value === undefined ? one.startsWith(name) : one === name))
    const found = await Promise.all(
      wanted.map(async ([one, argument]) => {
        const all = await argument.suggest(value ?? '', contextOf(command, one, context))
        // A value with a space would be two words.
        const whole = all.filter((choice) => !/\s/u.test(choice.value))
        return (value === undefined ? whole.slice(0, OF_EACH) : whole).map(({ label, value: own }) => ({
          label: [...before, `${one}: ${label}`].join(' '),
          value: [...before, `${one}:${own}`].join(' '),
        }))
      }),
    )
    return found.flat()
  }
}
