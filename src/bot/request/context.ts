/** One request on its way to its reply. */
import type { Progress, Request } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import type { ArgumentContext } from '../arguments/argument.ts'
import type { PersonalContext } from '../command.ts'
import type { Views } from './views.ts'

export interface RequestContext {
  readonly request: Omit<Request, 'input'>
  /** The same snapshot for all that the turn does. */
  readonly history: History
  readonly views: Views
  readonly progress: Progress | undefined
  /** The coins that the member follows, for a command that may be about them and is answered to them alone. */
  readonly watchlist?: readonly string[] | undefined
  /** For commands that are personal. */
  readonly personal: PersonalContext
}

const NO_USES: ReadonlyMap<string, number> = new Map()

/** Who asks, for a command that is personal. */
export function askerOf({ request, personal }: RequestContext) {
  const { chat, member, manager } = request
  return { chat, member, manager, personal }
}

/** What arguments are read by. Errors are shown to the member alone, so in the member's language. */
export function readingOf({ history, views, watchlist }: RequestContext): Omit<ArgumentContext, 'argument'> {
  return { history, words: views.private.words, uses: NO_USES, coin: views.coin, watchlist }
}
