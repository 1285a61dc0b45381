/** The coin that a chat's commands are about, where nobody types another. */
import type { Argument, ArgumentContext } from '../arguments/argument.ts'
import { symbolsOf } from '../arguments/symbols.ts'

/** The coin of the chat's settings, where none was typed and the command would take one of its own. */
export function giveCoin(
  args: Readonly<Record<string, Argument<unknown>>>,
  typed: Map<string, string>,
  { coin, history, watchlist = [] }: Pick<ArgumentContext, 'coin' | 'history' | 'watchlist'>,
): void {
  const { find } = symbolsOf(history)
  if (coin === undefined || find(`id:${coin}`).length === 0) return
  const free = Object.entries(args).filter(([name]) => !typed.has(name))
  for (const [name, { kind, default: preset, follows }] of free) {
    // One's own coins come before the one of the chat.
    if (follows === true && watchlist.length > 0) continue
    // `total` stays what it is, and so do two coins that are compared.
    if (preset === undefined || (kind !== 'asset' && kind !== 'assets')) continue
    if (find(preset).length === 1) typed.set(name, `id:${coin}`)
  }
}
