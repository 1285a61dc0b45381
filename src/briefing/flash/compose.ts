/** Composing a flash: it and a look become one message in one language, with the chart of its topic. */
import type { Message } from '#src/chat/message.ts'
import type { Instant } from '#src/market/time.ts'
import type { Look } from '../compose/look.ts'
import type { Statement } from '../section.ts'
import type { FlashEdition } from './edition.ts'

export type FlashLook = Pick<Look, 'words' | 'theme' | 'colors'>

/** What is said of the post, and not of the edition. */
export interface FlashPost {
  /** The most that a week may have are posted with it. */
  readonly isLast?: boolean
  /** It settled in quiet hours, and waited until they ended. */
  readonly heldSince?: Instant
}

export interface FlashComposition {
  readonly message: Message
  readonly statements: readonly Statement[]
}

export function composeFlash(
  _edition: FlashEdition,
  _look: FlashLook,
  _post: FlashPost = {},
): FlashComposition {
  throw new Error('to come')
}
