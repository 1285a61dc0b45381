/** What readers may choose of a page's look; the first stands where nothing was chosen. */

/** `auto` follows the system. */
export const THEMES = ['auto', 'light', 'dark'] as const

/** Colours of rise and fall. */
export const COLORS = ['standard', 'jp', 'cvd'] as const

export interface Look {
  readonly theme: (typeof THEMES)[number]
  readonly colors: (typeof COLORS)[number]
}
