/** The alerts of ten thousand people on each platform fire at once: eight minutes. `node bench/storm.ts [people]` */
import { told, weather } from '../test/torture/storm.ts'
import { print } from './print.ts'

const PEOPLE = 10_000
/** Milliseconds after which what has not arrived is left. */
const LONGEST = 900_000

export async function benchStorm(people = PEOPLE): Promise<void> {
  const seen = await weather({ people, each: 1 }, LONGEST)
  print(told(seen).trimEnd())
  print(
    `refused ${JSON.stringify(seen.refused)}; ${seen.wrong.length} chats without exactly one message; ${seen.problems.length} problems`,
  )
}

if (import.meta.main) await benchStorm(Number(process.argv[2] ?? PEOPLE))
