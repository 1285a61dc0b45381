/** The tables, as queries see them. Times are milliseconds since 1970. */

export interface Schema {
  settings: SettingsRow
  action: ActionRow
  use_count: UseCountRow
}

/** How a chat or a member wants to be answered; one row each. */
export interface SettingsRow {
  /** A chat, a community, or `member:<platform>:<id>`. */
  of: string
  language: string | null
  zone: string | null
  theme: string | null
  colors: string | null
  /** 1 or 0. */
  private: number | null
}

/** The record behind the controls of one answer. */
export interface ActionRow {
  id: string
  platform: string
  chat: string
  asker: string
  command: string
  /** An object of strings. */
  args_json: string
  created_at: number
}

/** How often an asset was asked for in a chat. */
export interface UseCountRow {
  chat: string
  asset: string
  count: number
}
