/**
 * The alerts of very many people fire at once: their messages leave at the platforms' limits, none is refused, and questions are
 * answered meanwhile. A twentieth of ten thousand on each here; `npm run bench -- storm` lets all of them go.
 */
import { expect, it } from 'vitest'
import { told, weather, type Weathered } from './storm.ts'

/** Messages a second that the limits leave to alerts, at least. */
const RATES = { telegram: 27, discord: 40 }
/** Seconds until the first of them are taken up and drawn. */
const BEFORE = 10
/** Milliseconds that may lie between leaving and being seen. */
const STILL = 50
/** Milliseconds until a question is acknowledged. */
const ACKNOWLEDGED = 1000

it('the alerts of a thousand people leave at the pace of the limits, none refused', async () => {
  const people = 500
  const seen = await weather({ people, each: 1 }, 120_000)
  process.stdout.write(told(seen))
  expectPeace(seen, people)
})

it('the twenty alerts of each of five hundred people leave as one message each', async () => {
  const people = 250
  const seen = await weather({ people, each: 20 }, 60_000)
  process.stdout.write(told(seen))
  expect(seen.messages).toBe(500)
  expect(Math.max(...Object.values(seen.seconds))).toBeLessThan(40 + seen.stall.total / 1000)
  expectPeace(seen, people)
})

function expectPeace(
  { seconds, refused, wrong, problems, acknowledged, stall, log }: Weathered,
  people: number,
) {
  // While the disk is slow, answers go without buttons rather than wait for the store.
  expect(log).not.toMatch(/error: (?!Answers go without)/)
  // Where this process, in which the platforms are, stood still itself, messages that left apart are seen together.
  const seenTogether = stall.longest > STILL ? people / 100 : 0
  const isOfThat = (problem: string) => seenTogether > 0 && problem.endsWith('before its retry_after')
  expect(problems.filter((problem) => !isOfThat(problem))).toEqual([])
  expect(Math.max(refused.discord, refused.telegram)).toBeLessThanOrEqual(seenTogether)
  expect(wrong).toEqual([])
  for (const platform of ['discord', 'telegram'] as const)
    expect(seconds[platform]).toBeLessThan(people / RATES[platform] + BEFORE + stall.total / 1000)
  // A machine that let an idle process wait lets questions wait, too.
  expect(acknowledged).toBeLessThan(ACKNOWLEDGED + 2 * stall.longest)
}
