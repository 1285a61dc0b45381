/** Yes or no; its own name alone means yes. */
import { RequestError } from '#src/errors.ts'
import type { Argument, ArgumentContext } from './argument.ts'
import { nameKey, quotable } from './input.ts'

const YES = ['true', 'yes', 'on', '1', 'はい', 'オン'].map(nameKey)
const NO = ['false', 'no', 'off', '0', 'いいえ', 'オフ'].map(nameKey)

/** False where nothing was typed. Throws RequestError for a word that is neither yes nor no. */
export function flag(): Argument<boolean> {
  return {
    kind: 'flag',
    optional: true,
    default: 'false',
    parse(typed, context) {
      const key = nameKey(typed)
      if (YES.includes(key) || isItsName(typed, context)) return true
      if (NO.includes(key)) return false
      const argument = context.argument?.name ?? ''
      throw new RequestError('chat.badFlag', { argument, typed: quotable(typed) })
    },
    absent: () => false,
    accepts: isItsName,
    suggest: (_, { words }) => [
      { value: 'true', label: words.say('chat:words.yes') },
      { value: 'false', label: words.say('chat:words.no') },
    ],
    print: (value) => String(value),
  }
}

function isItsName(typed: string, { argument }: ArgumentContext): boolean {
  return argument !== undefined && nameKey(typed) === argument.name
}
