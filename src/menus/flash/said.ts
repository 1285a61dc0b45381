/** What is said of flashes in one line, as a rule keeps it. */
import { FLASH_MOST, FLASH_WEEKS } from '#src/chat/flash.ts'
import type { SaidRule } from './clicks.ts'

/** The hours that one line can say. */
const HOURS: Readonly<Record<string, string | null>> = {
  '23-7': '23:00-07:00',
  '22-7': '22:00-07:00',
  '0-8': '00:00-08:00',
  none: null,
}

/** `26w`, `3` and `23-7`, each where it is said. */
export function readFlashes({
  weeks,
  most,
  quiet,
}: Readonly<Record<'weeks' | 'most' | 'quiet', string | undefined>>): SaidRule {
  const [saidWeeks, saidMost] = [
    FLASH_WEEKS.find((one) => `${one}w` === weeks),
    FLASH_MOST.find((one) => String(one) === most),
  ]
  const hours = quiet === undefined ? undefined : HOURS[quiet]
  return {
    ...(saidWeeks && { weeks: saidWeeks }),
    ...(saidMost && { most: saidMost }),
    ...(hours !== undefined && { quiet: hours }),
  }
}
