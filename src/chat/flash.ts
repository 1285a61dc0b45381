/** Flashes of a chat: which rare events are posted as they happen. Plain data: part of a schedule's plan. */

/** Least weeks since a series was last there for which a flash is posted. */
export const FLASH_WEEKS = [4, 12, 26, 52] as const
/** Most flashes in seven days. */
export const FLASH_MOST = [1, 2, 3, 7] as const

export interface FlashRule {
  /** Undefined is all. */
  readonly topics?: readonly string[]
  readonly weeks: (typeof FLASH_WEEKS)[number]
  readonly most: (typeof FLASH_MOST)[number]
  /** When none is posted, on the clocks of the plan's zone: `23:00-07:00`; undefined is never. */
  readonly quiet?: string
}

/** Hours that moderators have for a flash that they approve. */
export const FLASH_DEADLINES = [0.5, 1] as const

/** As a moderator finds it. */
export const USUAL_FLASHES: FlashRule = { weeks: 12, most: 2, quiet: '23:00-07:00' }

/** Milliseconds over which a chat's most is counted. */
export const CAPPED_OVER = 7 * 86_400_000

/** Milliseconds after an event within which its flash is still posted. */
export const FLASH_NEWS = 12 * 3_600_000
