/** What subscriptions are called: `BTC funding rate`, with the options of a topic in brackets. */
import type { What } from '#src/chat/schedule.ts'
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { formatWhat } from '../schedules/format.ts'

/** Arguments that hold coins, by their ids. */
const COINS: ReadonlySet<string> = new Set(['asset', 'assets', 'symbol'])

/** A command by the name of its topic and the symbols of its coins; a recap and a daily as schedules name them. */
export function nameWhat(what: What, words: Words, { asset }: Pick<History, 'asset'>): string {
  if (what.kind !== 'command') return formatWhat(what, words)
  const { name, args } = what
  const topic = words.find(`commands:subscribe.args.what.choices.${name}`) ?? `/${name}`
  const given = Object.entries(args).flatMap(([argument, value]) =>
    (COINS.has(argument) ? value.split(/[\s,]+/u) : [value]).map((one) => ({
      symbol: COINS.has(argument) ? asset(one)?.symbol : undefined,
      label: words.find(`commands:${name}.args.${argument}.choices.${one}`) ?? one,
    })),
  )
  const coins = given.flatMap(({ symbol }) => symbol ?? [])
  const options = given.flatMap(({ symbol, label }) => (symbol === undefined ? [uncapitalised(label)] : []))
  const named =
    coins.length === 0
      ? topic
      : words.say('commands:subscribe.ofCoins', {
          coins: words.grammar.list(coins, true),
          topic: uncapitalised(topic),
        })
  return options.length === 0 ? named : words.grammar.aside(named, options.join(words.grammar.comma))
}

/** Within a line; an abbreviation keeps its letters, and Japanese has no case. */
function uncapitalised(text: string): string {
  return text.replace(/^[A-Z](?=[a-z])/u, (letter) => letter.toLowerCase())
}
