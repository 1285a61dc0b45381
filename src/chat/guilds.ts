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
  /** It was put out. One that was unknown before is recorded as left. */
  leave(community: string, now: number): Promise<void>
  /**
   * Those that the platform says the bot is in, against the record, which may have missed something: those that it lacks
   * are joined now, those that are not among them left now. Of the recorded ones only those that `covers` gives back are
   * looked at.
   */
  reconcile(
    present: readonly string[],
    covers: (communities: readonly string[]) => readonly string[] | Promise<readonly string[]>,
    now: number,
  ): Promise<void>
  get(community: string): Promise<GuildRecord | undefined>
  /** How many the bot is in, of those that it was notified of. */
  count(): Promise<number>
}
