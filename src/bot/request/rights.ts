/** What a member reads where it is not known whether they may configure a chat: never that they may not. */
import type { Unsure } from '#src/chat/managing.ts'
import { platformNamed } from '#src/chat/platform.ts'
import { RequestError } from '#src/errors.ts'

export function rightsRefusal(why: Unsure, platform: string): RequestError {
  return new RequestError(KEYS[why], { platform: platformNamed(platform)?.label ?? platform })
}

const KEYS: Readonly<Record<Unsure, string>> = {
  unanswered: 'chat.rightsUnanswered',
  absent: 'chat.rightsAbsent',
  hidden: 'chat.rightsHidden',
  moved: 'chat.rightsMoved',
}
