/** Events that members cause, as Discord sends them. */

let last = 1_400_000_000_000_000_000n

/** A new id. */
export function snowflake(): string {
  last += 4_194_304n
  return String(last)
}

export const APPLICATION = '1200000000000000001'
export const GUILD = '1200000000000000002'
export const CHANNEL = '1200000000000000003'
export const ASKER = '1200000000000000004'
export const MANAGE_GUILD = String(1 << 5)

export interface Circumstances {
  readonly locale?: string
  readonly guildLocale?: string
  readonly member?: string
  readonly permissions?: string
  readonly channel?: string
  readonly roles?: readonly string[]
  /** The private chat with the bot, or another private chat. */
  readonly context?: 0 | 1 | 2
  /** Whether the server has the bot. */
  readonly guildInstall?: boolean
  readonly fileLimit?: number
}

export interface InteractionEvent {
  readonly id: string
  readonly token: string
  readonly type: number
  readonly [name: string]: unknown
}

/** A command handed a file along with its options. */
export function fileEvent(
  name: string,
  option: string,
  file: { readonly filename: string; readonly size: number; readonly url: string },
): InteractionEvent {
  const id = snowflake()
  const data = commandData(name, [{ name: option, type: 11, value: id }])
  return event(2, { ...data, resolved: { attachments: { [id]: { id, ...file } } } }, {})
}

/** A form is sent off. */
export function formEvent(
  customId: string,
  values: Readonly<Record<string, string>>,
  where: Circumstances = {},
): InteractionEvent {
  const components = Object.entries(values).map(([custom_id, value]) => ({
    type: 18,
    component: { type: 4, custom_id, value },
  }))
  return event(5, { custom_id: customId, components }, where)
}

/** Several options of a choice, channels or roles are taken. */
export function chosenEvent(
  componentType: 3 | 6 | 8,
  customId: string,
  values: readonly string[],
  where: Circumstances = {},
): InteractionEvent {
  return event(3, { component_type: componentType, custom_id: customId, values }, where)
}

/** `schedule add` is a sub-command, which has the options. */
function commandData(name: string, options: readonly unknown[]) {
  const [command = '', subcommand] = name.split(' ')
  const inner = subcommand === undefined ? options : [{ name: subcommand, type: 1, options }]
  return { id: snowflake(), name: command, type: 1, options: inner }
}

/** `/funding asset:btc`; values are strings but for yes and no. */
export function commandEvent(
  name: string,
  options: Readonly<Record<string, string | boolean>> = {},
  where: Circumstances = {},
): InteractionEvent {
  const listed = Object.entries(options).map(([key, value]) => ({
    name: key,
    type: typeof value === 'boolean' ? 5 : 3,
    value,
  }))
  return event(2, commandData(name, listed), where)
}

/** A member types into an option, with others that are given already. */
export function typingEvent(
  name: string,
  option: string,
  typed: string,
  where: Circumstances = {},
  given: Readonly<Record<string, string>> = {},
): InteractionEvent {
  const others = Object.entries(given).map(([key, value]) => ({ name: key, type: 3, value }))
  const options = [...others, { name: option, type: 3, value: typed, focused: true }]
  return event(4, commandData(name, options), where)
}

/** A button is clicked. */
export function buttonEvent(customId: string, where: Circumstances = {}): InteractionEvent {
  return event(3, { component_type: 2, custom_id: customId }, where)
}

/** An option of a choice is taken. */
export function selectEvent(customId: string, value: string, where: Circumstances = {}): InteractionEvent {
  return event(3, { component_type: 3, custom_id: customId, values: [value] }, where)
}

function event(type: number, data: unknown, where: Circumstances): InteractionEvent {
  const { context = 0, member = ASKER, permissions = '0', guildInstall = true } = where
  const user = { id: member, username: 'member', discriminator: '0', avatar: null }
  const id = snowflake()
  return {
    id,
    type,
    version: 1,
    application_id: APPLICATION,
    token: `secret-token-${id}`,
    data,
    channel_id: where.channel ?? CHANNEL,
    channel: { id: where.channel ?? CHANNEL, type: context === 0 ? 0 : context === 1 ? 1 : 3 },
    locale: where.locale ?? 'en-US',
    context,
    authorizing_integration_owners: guildInstall && context === 0 ? { '0': GUILD } : { '1': member },
    attachment_size_limit: where.fileLimit ?? 10 * 1024 * 1024,
    entitlements: [],
    ...(context === 0
      ? {
          guild_id: GUILD,
          guild_locale: where.guildLocale ?? 'en-US',
          member: { user, permissions, roles: where.roles ?? [] },
        }
      : { user }),
  }
}
