/** Hours in which alerts are held back: those that are offered, and how they are printed. */

/** As settings keep them. */
export const QUIET_HOURS = ['22:00-07:00', '23:00-07:00', '00:00-08:00'] as const

/** `23` and `7` of `23:00-07:00`. */
export function printedHours(hours: string): { readonly from: number; readonly to: number } {
  const [from = '', to = ''] = hours.split('-')
  return { from: Number.parseInt(from, 10), to: Number.parseInt(to, 10) }
}
