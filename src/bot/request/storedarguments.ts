/** Arguments as they were printed and kept: a coin's id means that coin, whatever has come to be called so since. */
import type { Argument } from '../arguments/argument.ts'
import type { Command } from '../command.ts'
import { wordsOf } from '../arguments/input.ts'
import { type Symbols, symbolsOf } from '../arguments/symbols.ts'
import type { History } from '#src/market/history.ts'

/** By name, as they are to be read. Words that are no coin's id stay as they are. */
export function storedArguments(
  command: Command,
  kept: Readonly<Record<string, string>>,
  history: History,
): Readonly<Record<string, string>> {
  const args = command.args as Readonly<Record<string, Argument<unknown>>>
  const symbols = symbolsOf(history)
  return Object.fromEntries(
    Object.entries(kept).map(([name, text]) => {
      const kind = args[name]?.kind
      if (kind === 'asset') return [name, exactly(text, symbols)]
      if (kind !== 'assets') return [name, text]
      return [
        name,
        wordsOf(text)
          .map((word) => exactly(word, symbols))
          .join(' '),
      ]
    }),
  )
}

function exactly(text: string, { find }: Symbols): string {
  const exact = `id:${text}`
  return find(exact).length === 1 ? exact : text
}
