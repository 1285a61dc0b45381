/** Of long tables of like cases the quick suite tries some, the slow suite all: `EVERY_CASE=1`. */

/** Whether every case of every table is tried. */
export const EVERY_CASE = process.env.EVERY_CASE === '1'

/** Every case in the slow suite; each `step`th in the quick one, from the first on. */
export function someOf<Case>(cases: readonly Case[], step: number): readonly Case[] {
  return EVERY_CASE ? cases : cases.filter((_, index) => index % step === 0)
}
