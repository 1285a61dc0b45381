/**
 * Interactions as the gateway delivers them, read with suspicion: what is malformed becomes undefined, never an
 * exception, since an event that breaks its reader would end the whole process.
 */
import type { Attached } from './attachments.ts'
import { valuesIn } from './form.ts'
import { FILE_LIMIT } from '../limits.ts'

/** Types of options. */
const SUB_COMMAND = 1
const ATTACHMENT = 11
/** Types of channels that are threads: of announcements, public, private. */
const THREADS = [10, 11, 12]

/** What every interaction says about itself and where it was made. */
export interface Interaction {
  readonly id: string
  /** What answers are addressed to; a secret. */
  readonly token: string
  readonly application: string
  readonly channel: string
  readonly guild?: string
  readonly member: string
  /** Roles of the member, in servers. */
  readonly roles?: readonly string[]
  /** What the channel is called, where it is. */
  readonly channelName?: string
  /** The channel that it is a thread of. */
  readonly parent?: string
  /** Bit field of what the member may do in the channel; absent outside servers. */
  readonly permissions?: bigint
  /** The member's client, such as `ja` or `en-GB`. */
  readonly locale?: string
  /** The server's. */
  readonly guildLocale?: string
  /** Whether the bot itself is in the server, rather than carried along by the member alone. */
  readonly guildInstall: boolean
  /** Whether this is the private chat with the bot. */
  readonly direct: boolean
  /** Bytes that a file may have. */
  readonly fileLimit: number
}

export type Incoming =
  | (Interaction & {
      readonly kind: 'command'
      readonly name: string
      /** A sub-command, where the command has such. */
      readonly subcommand?: string
      readonly options: Readonly<Record<string, string>>
      readonly files: readonly Attached[]
    })
  | (Interaction & {
      readonly kind: 'typing'
      readonly name: string
      readonly argument: string
      readonly typed: string
      /** What stands in the other options. */
      readonly given: Readonly<Record<string, string>>
    })
  | (Interaction & {
      readonly kind: 'click'
      readonly payload: string
      /** The id of the message that the control belongs to. */
      readonly message?: string
      /** The button asks for a form first. */
      readonly opensForm?: true
      readonly values?: Readonly<Record<string, string>>
      readonly chosen?: readonly string[]
    })
  /** A kind of interaction that nothing here invites. */
  | (Interaction & { readonly kind: 'other' })

/** The interaction, or undefined where it lacks what is needed to answer it. */
export function readIncoming(data: unknown): Incoming | undefined {
  const event = record(data)
  const interaction = event && readInteraction(event)
  if (!event || !interaction) return undefined
  const details = record(event.data)
  if (!details) return { ...interaction, kind: 'other' }
  const message = snowflake(record(event.message)?.id)
  const clicked = { ...interaction, kind: 'click', ...(message !== undefined && { message }) } as const
  if (event.type === 3) return { ...clicked, ...clickIn(details) }
  if (event.type === 5) {
    const values = valuesIn(details.components)
    return { ...clicked, payload: text(details.custom_id) ?? '', values }
  }
  const name = text(details.name)
  if (name === undefined || (details.type !== undefined && details.type !== 1)) {
    return { ...interaction, kind: 'other' }
  }
  const given = list(details.options)
  // A sub-command holds the options of its own.
  const inner = given.length === 1 && given[0]?.type === SUB_COMMAND ? given[0] : undefined
  const subcommand = text(inner?.name)
  const attachments = record(record(details.resolved)?.attachments)
  const files: Attached[] = []
  const options = list(inner ? inner.options : details.options).flatMap((option) => {
    const [called, value] = [text(option.name), option.value]
    if (option.type === ATTACHMENT && called !== undefined) {
      const file = attachedIn(record(attachments?.[String(value)]))
      if (!file) return []
      files.push(file)
      return [{ name: called, value: file.name, focused: false }]
    }
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    return called !== undefined && plain
      ? [{ name: called, value: String(value), focused: option.focused === true }]
      : []
  })
  if (event.type === 4) {
    const focused = options.find((option) => option.focused)
    if (!focused) return { ...interaction, kind: 'other' }
    const others = options.filter((option) => !option.focused)
    return {
      ...interaction,
      kind: 'typing',
      name,
      argument: focused.name,
      typed: focused.value,
      given: Object.fromEntries(others.map((option) => [option.name, option.value])),
    }
  }
  if (event.type !== 2) return { ...interaction, kind: 'other' }
  return {
    ...interaction,
    kind: 'command',
    name,
    ...(subcommand !== undefined && { subcommand }),
    files,
    options: Object.fromEntries(options.map((option) => [option.name, option.value])),
  }
}

function readInteraction(event: Readonly<Record<string, unknown>>): Interaction | undefined {
  const member = record(event.member)
  const user = record(member?.user) ?? record(event.user)
  const [id, application, author] = [
    snowflake(event.id),
    snowflake(event.application_id),
    snowflake(user?.id),
  ]
  const token = text(event.token)
  const channel = snowflake(event.channel_id) ?? snowflake(record(event.channel)?.id)
  if (!id || !application || !author || !token || !channel) return undefined
  const guild = snowflake(event.guild_id)
  const channelName = text(record(event.channel)?.name)
  // Of other channels the parent is a category.
  const isThread = THREADS.includes(Number(record(event.channel)?.type))
  const parent = isThread ? snowflake(record(event.channel)?.parent_id) : undefined
  const permissions = text(member?.permissions)
  const [locale, guildLocale] = [text(event.locale), text(event.guild_locale)]
  const owners = record(event.authorizing_integration_owners)
  const limit = event.attachment_size_limit
  return {
    id,
    token,
    application,
    channel,
    member: author,
    ...(guild && { guild }),
    ...(guild && Array.isArray(member?.roles) && { roles: member.roles.filter(isText) }),
    ...(channelName !== undefined && { channelName }),
    ...(parent !== undefined && { parent }),
    ...(permissions && /^\d{1,25}$/.test(permissions) && { permissions: BigInt(permissions) }),
    ...(locale && { locale }),
    ...(guildLocale && { guildLocale }),
    guildInstall: guild !== undefined && (!owners || '0' in owners),
    direct: guild === undefined && (event.context === undefined || event.context === 1),
    fileLimit: typeof limit === 'number' && limit > 0 ? limit : FILE_LIMIT,
  }
}

/** A button sends its payload as its id, a choice as its value; of many, and of what Discord lists, the ids. */
function clickIn(details: Readonly<Record<string, unknown>>) {
  const values = Array.isArray(details.values) ? details.values.filter(isText) : []
  const id = text(details.custom_id) ?? ''
  const payload = id.replace(/^[fmp]:/, 'a:')
  if (/^[mp]:/.test(id)) return { payload, chosen: values }
  if (details.component_type === 3) return { payload: values[0] ?? '' }
  return id.startsWith('f:') ? { payload, opensForm: true as const } : { payload }
}

function attachedIn(file: Readonly<Record<string, unknown>> | undefined): Attached | undefined {
  const [name, url, size] = [text(file?.filename), text(file?.url), file?.size]
  return name !== undefined && url !== undefined && typeof size === 'number' ? { name, url, size } : undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}

function list(value: unknown): Readonly<Record<string, unknown>>[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  return items.map(record).filter((item) => item !== undefined)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function snowflake(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? value : undefined
}
