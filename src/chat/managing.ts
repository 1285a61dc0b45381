/** Whether a member may configure a chat, as its platform says at this very moment. */
export type Managing = 'may' | 'mayNot' | Unsure

/**
 * Why it is not known. `unanswered`: the platform did not say, as it was out of reach or failed; `absent`: the bot is not
 * in that chat, or there is no such chat any more; `hidden`: it says so to administrators alone, and the bot is none;
 * `moved`: the chat has another address now, under which it is to be asked for again.
 */
export type Unsure = 'unanswered' | 'absent' | 'hidden' | 'moved'

/** Why it is not known; undefined where it is. */
export function unsureOf(managing: Managing): Unsure | undefined {
  return managing === 'may' || managing === 'mayNot' ? undefined : managing
}
