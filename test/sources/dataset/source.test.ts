import { describe, expect, it } from 'vitest'
import { SOURCES } from '#src/sources/index.ts'
import { folderOf } from '../../support/folder.ts'
import { SMALL } from './small.ts'

describe('the dataset source', () => {
  it('loads a history, tells where rows were refused, and warns of what it does not know', async () => {
    const folder = await folderOf({
      ...SMALL,
      'sentiment.csv': ['date,index,value', '2024-03-01,fear-greed,many'],
      'other.csv': [],
    })
    const source = SOURCES.dataset(folder)
    expect(source.name).toBe('dataset')
    const { history, refusals, files, notices } = await source.load()
    expect(history.name).toBe('Three days')
    expect(refusals).toEqual([{ where: 'sentiment.csv', line: 2, reason: 'value "many" is not a number' }])
    expect(files).toMatchObject([{ where: 'sentiment.csv', rows: 1, refused: 1, lost: true }])
    expect(notices).toEqual([{ code: 'unknownFile', values: { file: 'other.csv' } }])
  })
})
