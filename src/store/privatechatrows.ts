/** Rows of private chats and of messages that go again. Times are milliseconds since 1970. */

export interface PrivateChatRow {
  /** The name of a member's settings. */
  member: string
  /** Its address. */
  chat: string
  /** When it was opened, or tried, last. */
  tried_at: number
  /** 1 where it let nothing in then. */
  closed: number
}

export interface RemovalRow {
  /** An address. */
  chat: string
  /** In the platform's id. */
  message: string
  due: number
}
