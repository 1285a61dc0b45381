/**
 * What Telegram itself shows of the bot: its name and descriptions in each language, the button beside the field where one
 * types, and the rights that it asks for where it is made an administrator.
 */
import type { Log } from '#src/log.ts'
import type { Call, Method } from './api.ts'
import { describeFailure } from './failures.ts'
import { PROFILE } from './limits.ts'

/** The words of one language. */
export interface TelegramProfile {
  /** Left out: for every language without words of its own. */
  readonly language_code?: string
  readonly name: string
  /** In a private chat before anything was written there. */
  readonly description: string
  /** On the bot's own page, and where the bot is shared. */
  readonly short_description: string
}

interface Wanted {
  readonly get: Method
  readonly set: Method
  /** Which one of several is asked about. */
  readonly of: Readonly<Record<string, unknown>>
  /** What is to be there, as it is sent. */
  readonly params: Readonly<Record<string, unknown>>
  /** Whether it is there. */
  isThere(answer: Readonly<Record<string, unknown>>): boolean
}

/** Pinning is all that the bot does in a group beyond what members may; in a channel administrators alone write. */
const GROUPS = { can_pin_messages: true }
const CHANNELS = { can_post_messages: true, can_edit_messages: true }
/** Rights that Telegram wants named, and that nothing here needs. */
const NONE = Object.fromEntries(
  ['is_anonymous', 'can_delete_messages', 'can_manage_video_chats', 'can_restrict_members']
    .concat(['can_promote_members', 'can_change_info', 'can_invite_users'])
    .concat(['can_post_stories', 'can_edit_stories', 'can_delete_stories'])
    .map((right) => [right, false]),
)

/**
 * Sets what differs from what Telegram has, and gives how many things that were. Names may be changed a few times a day
 * only, so that nothing is set that is there; where Telegram refuses, the rest waits for the next start.
 */
export async function publishProfile(
  profiles: readonly TelegramProfile[],
  call: Call,
  log: Log,
  signal?: AbortSignal,
): Promise<number> {
  let published = 0
  for (const { get, set, of, params, isThere } of [...profiles.flatMap(wordsOf), ...OTHERS]) {
    if (signal?.aborted) return published
    const there = await call(get, of, signal)
    const answer = 'value' in there ? ((there.value ?? {}) as Readonly<Record<string, unknown>>) : {}
    if ('value' in there && isThere(answer)) continue
    const result = 'value' in there ? await call(set, { ...of, ...params }, signal) : there
    if ('failure' in result) {
      if (!signal?.aborted)
        log.warn(
          `what Telegram shows of the bot was left as it is: ${set}: ${describeFailure(result.failure)}`,
        )
      return published
    }
    published++
  }
  if (published > 0) log.info(`changed ${published} things that Telegram shows of the bot`)
  return published
}

/** Throws RangeError with everything that Telegram would refuse, one a line. */
export function checkProfiles(profiles: readonly TelegramProfile[]): readonly TelegramProfile[] {
  const problems = profiles.flatMap((profile) =>
    (['name', 'description', 'short_description'] as const)
      .filter((field) => profile[field].length > PROFILE[field])
      .map((field) => `${field}: ${profile[field].length} characters, at most ${PROFILE[field]}`),
  )
  if (problems.length > 0) throw new RangeError(problems.join('\n'))
  return profiles
}

function wordsOf({ language_code, ...words }: TelegramProfile): Wanted[] {
  const of = language_code === undefined ? {} : { language_code }
  const one = (get: Method, set: Method, field: keyof typeof words): Wanted => ({
    ...{ get, set, of, params: { [field]: words[field] } },
    isThere: (answer) => answer[field] === words[field],
  })
  return [
    one('getMyName', 'setMyName', 'name'),
    one('getMyDescription', 'setMyDescription', 'description'),
    one('getMyShortDescription', 'setMyShortDescription', 'short_description'),
  ]
}

function rightsOf(rights: Readonly<Record<string, boolean>>, isChannel: boolean): Wanted {
  const wanted: Readonly<Record<string, boolean>> = { ...NONE, can_manage_chat: true, ...rights }
  return {
    ...{ get: 'getMyDefaultAdministratorRights', set: 'setMyDefaultAdministratorRights' },
    of: isChannel ? { for_channels: true } : {},
    params: { rights: wanted },
    isThere: (answer) => Object.entries(wanted).every(([right, may]) => (answer[right] ?? false) === may),
  }
}

const OTHERS: readonly Wanted[] = [
  {
    ...{ get: 'getChatMenuButton', set: 'setChatMenuButton', of: {} },
    params: { menu_button: { type: 'commands' } },
    isThere: (answer) => answer.type === 'commands',
  },
  rightsOf(GROUPS, false),
  rightsOf(CHANNELS, true),
]
