/** The shapes of a message as Discord's API takes them: those of its components that are used here. */

/** One message to be posted: the JSON body, and which files go with it. */
export interface DiscordPayload {
  readonly body: DiscordBody
  readonly uploads: readonly DiscordUpload[]
}

export interface DiscordBody {
  /** `IS_COMPONENTS_V2`; a private answer adds `EPHEMERAL` (64). */
  readonly flags: number
  readonly components: readonly TopComponent[]
  /** One for each upload, in order; `id` is its number in `files[n]`. */
  readonly attachments: readonly DiscordAttachment[]
  /** No name in a text ever calls anybody; at most one role that a schedule names. */
  readonly allowed_mentions: { readonly parse: readonly []; readonly roles?: readonly string[] }
}

export interface DiscordAttachment {
  readonly id: string
  readonly filename: string
  /** Alternative text. */
  readonly description?: string
}

/** A file of the message: a picture to be drawn, or a file as it is. */
export type DiscordUpload = {
  /** `sheet.png`; components refer to it as `attachment://sheet.png`. */
  readonly filename: string
} & ({ readonly image: string } | { readonly file: string })

export type TopComponent = Container | Part

/** What stands by itself or in a frame. */
export type Part = TextDisplay | MediaGallery | FileDisplay | ActionRow

/** A frame with a bar of colour. */
export interface Container {
  readonly type: 17
  /** RGB. */
  readonly accent_color: number
  readonly components: readonly Part[]
}

export interface TextDisplay {
  readonly type: 10
  /** Discord's Markdown. */
  readonly content: string
}

export interface MediaGallery {
  readonly type: 12
  readonly items: readonly { readonly media: { readonly url: string }; readonly description?: string }[]
}

export interface FileDisplay {
  readonly type: 13
  readonly file: { readonly url: string }
}

export interface ActionRow {
  readonly type: 1
  readonly components: readonly DiscordControl[]
}

export type DiscordControl =
  | DiscordButton
  | DiscordLink
  | DiscordSelect
  | DiscordRolePick
  | DiscordChannelPick

export interface DiscordButton {
  readonly type: 2
  /** 1 stands out: the state that the answer shows; 2 is quiet; 3 is the next step; 4 cannot be taken back. */
  readonly style: 1 | 2 | 3 | 4
  readonly label: string
  /** `a:` sends what is behind it; `f:` asks for a form first. */
  readonly custom_id: string
}

/** A button that opens an address. */
export interface DiscordLink {
  readonly type: 2
  readonly style: 5
  readonly label: string
  readonly url: string
}

/** A choice among the roles of the server, which Discord lists itself. */
export interface DiscordRolePick extends PickOfMany {
  readonly type: 6
  /** `p:<id>:<choice>`. */
  readonly custom_id: string
  readonly placeholder: string
}

/** How many may be picked, one where it is not said, and what is already. */
interface PickOfMany {
  readonly min_values?: number
  readonly max_values?: number
  readonly default_values?: readonly { readonly id: string; readonly type: 'role' | 'channel' }[]
}

/** A choice among its channels. */
export interface DiscordChannelPick extends PickOfMany {
  readonly type: 8
  readonly custom_id: string
  readonly placeholder: string
  /** Those that can be posted to. */
  readonly channel_types: readonly number[]
}

export interface DiscordSelect {
  readonly type: 3
  /** `s:` names the choice alone, and what was chosen is the payload in `values[0]`; `m:<id>:<choice>` is of many. */
  readonly custom_id: string
  /** How many may be chosen; one where it is not said. */
  readonly min_values?: number
  readonly max_values?: number
  readonly placeholder: string
  readonly options: readonly { readonly label: string; readonly value: string; readonly default?: true }[]
}
