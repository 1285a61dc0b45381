/** `node src/main.ts <command>`: reads the arguments, starts, stops. */
import { createApp } from './app.ts'
import { languageOf, readArguments } from './cli/arguments.ts'
import { brief } from './cli/brief.ts'
import { HELP } from './cli/help.ts'
import { showProgress } from './cli/progress.ts'
import { environment, readConfig } from './config.ts'
import { ConfigError, DatasetError, RequestError } from './errors.ts'
import { createWords } from './i18n/words.ts'
import { createLog } from './log.ts'

// A reader that has seen enough (`| head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const [command = '', ...words] = process.argv.slice(2)
process.exitCode = await run()

/** 0 done; 2 for what the person can mend, told in one line. Anything else is a bug and shows its stack. */
async function run(): Promise<number> {
  if (command !== 'brief') {
    process.stderr.write(
      `${command === '' ? 'Which command?' : `Unknown command "${command}".`} There is: brief\n`,
    )
    return 2
  }
  try {
    const asked = readArguments(words)
    if (asked.help) {
      process.stdout.write(HELP)
      return 0
    }
    const app = createApp(readConfig(), createLog(process.stderr))
    const progress = showProgress(process.stderr)
    try {
      await brief(asked, {
        open: app.openDataset,
        data: app.config.data,
        renderer: app.renderer,
        progress,
        stdout: process.stdout,
        stderr: process.stderr,
      })
      return 0
    } finally {
      progress.done()
      await app.close()
    }
  } catch (error) {
    const line = explain(error)
    if (line === undefined) throw error
    process.stderr.write(`${line}\n`)
    return 2
  }
}

function explain(error: unknown): string | undefined {
  const said = createWords(languageOf(words, environment), 'UTC', 0)
  if (error instanceof RequestError) return said.find(`errors:${error.key}`, error.values) ?? error.message
  if (error instanceof DatasetError) {
    const { code, folder, detail } = error
    return said.say(`errors:dataset.${code}`, { folder, detail })
  }
  return error instanceof ConfigError ? error.message : undefined
}
