/** A process that writes the sample's newest editions into a folder, and says of each week when it begins: `node siteprocess.ts FOLDER COUNT`. */
import { editionsOfHistory } from '#src/app/published.ts'
import { inSiteFolder } from '#src/app/sitefolder.ts'
import { writeSite } from '#src/site/write.ts'
import { readDataset } from '#src/sources/dataset/read.ts'

const [folder = '', count = ''] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)
const { history } = await readDataset('data/sample')
const all = editionsOfHistory(history)
const editions = { ...all, weeks: async () => (await all.weeks()).slice(0, Number(count)) }
const write = () => writeSite(folder, editions, { home: '', code: 'one', threads: 2, onEdition: say })
const { made } = await inSiteFolder(folder, write, () => say('waits'))
say(`made ${made}`)
