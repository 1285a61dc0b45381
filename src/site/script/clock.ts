/** Times of publication in the reader's own zone; the time as it was printed stays as the hint. */
import type { Print } from './day.ts'

/** A `time` names the tag and the length of months that its language is printed with: `data-print="en-GB short"`. */
export function startClock(): void {
  for (const element of document.querySelectorAll<HTMLTimeElement>('time[data-print]')) {
    element.title = element.textContent ?? ''
    element.textContent = localTime(Date.parse(element.dateTime), printOf(element))
  }
}

/** What an element's `data-print` says. */
export function printOf({ dataset }: HTMLElement): Print {
  const [tag = '', month] = (dataset.print ?? '').split(' ')
  return { tag, month: month === 'long' ? 'long' : 'short' }
}

/** `24 Nov 2025, 09:00 GMT+9`, `2025年11月24日 9:00 JST`: with the zone that it is in. `at` is milliseconds since 1970. */
export function localTime(at: number, { tag, month }: Print): string {
  return new Intl.DateTimeFormat(tag, {
    year: 'numeric',
    month,
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at)
}
