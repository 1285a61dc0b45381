/** Every edition against the rules of support, and both of its languages against each other. */
import { beforeAll, describe, expect, it } from 'vitest'
import { describeWithShared, sharedFolder } from '../support/shared.ts'
import { sampleFolder } from './folders.ts'
import type { EditionTexts } from './product/briefing.ts'
import { editionsOf } from './product/editions.ts'
import { readRecord } from './record/record.ts'
import { RULES } from './rules/index.ts'
import { type Read, readOf } from './rules/read.ts'
import { contradictions } from './rules/verdicts.ts'
import { hedgesApart } from './rules/words.ts'
import { figuresApart } from './text/numbers.ts'

describe('the support of the sample', () => suite(sampleFolder))

describeWithShared('the support of the recorded history', ['dataset'], () =>
  suite(sharedFolder('dataset') as string),
)

function suite(folder: string): void {
  let editions: readonly EditionTexts[]
  let reads: readonly Read[]

  beforeAll(async () => {
    editions = await editionsOf(folder)
    const record = readRecord(folder)
    reads = editions.map((one) => readOf(one, record))
  })

  const rule = (name: string, check: () => readonly string[]) => it(name, () => expect(check()).toEqual([]))

  for (const { id, check } of RULES) {
    rule(`holds ${id}`, () => reads.flatMap(check))
  }

  rule('holds S12', () =>
    editions.flatMap(({ monday, briefing }) =>
      briefing.sections.flatMap(({ statements }) =>
        statements.flatMap(({ text }) => hedgesApart(text.ja, text.en).map((fault) => `${monday} ${fault}`)),
      ),
    ),
  )

  it('reports the same numbers in both languages', () => {
    const apart = editions.flatMap(({ monday, briefing }) =>
      briefing.sections.flatMap(({ statements }) =>
        statements.flatMap(({ key, text }) =>
          figuresApart(text.ja, text.en).map((fault) => `${monday} ${key} ${fault}`),
        ),
      ),
    )
    expect(apart).toEqual([])
  })

  rule('claims nothing first since a day that an edition after it refutes', () => contradictions(reads))
}
