/** What a control sends back, checked: it must come back whole from every platform. */
import { parsePayload, payloadOf } from '#src/chat/action.ts'

/**
 * At most 54 bytes of ASCII: Telegram takes 64, Discord 100 characters.
 * Throws RangeError where a choice cannot be sent: that is a mistake of the command that offers it.
 */
export function checkedPayload(id: string, choice: string): string {
  const payload = payloadOf(id, choice)
  if (!parsePayload(payload)) throw new RangeError(`the choice "${choice}" of ${id} is no payload`)
  return payload
}
