/** The communities that the bot is in, as it has been told: a port, which the store implements. */

export interface GuildRecord {
  /** `discord:guild:<id>`. */
  readonly community: string
  /** Milliseconds since 1970: when the bot was last added. */
  readonly joinedAt: number
  /** When it was put out; undefined while it is there. */
  readonly leftAt?: number
}

export interface Guilds {
  /** The bot was added; again where it had been before. */
  join(community: string, now: number): Promise<void>
  /** It was put out. One that nobody had told of before is recorded as left. */
  leave(community: string, now: number): Promise<void>
  get(community: string): Promise<GuildRecord | undefined>
  /** How many the bot is in, of those that it was told of. */
  count(): Promise<number>
}
