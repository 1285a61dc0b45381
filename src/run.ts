/** The command line: reads the arguments, starts, stops. */
import { createApp, serve } from './app.ts'
import { createReplay, readReplay, replaySettings, temporaryHome } from './app/replaysettings.ts'
import { readRole } from './app/role.ts'
import { reportUncaught } from './app/uncaught.ts'
import { createWaiting } from './app/waiting.ts'
import { languageOf, readArguments } from './cli/arguments.ts'
import { brief } from './cli/brief.ts'
import { exitOf, MISTAKE } from './cli/exits.ts'
import { HELP } from './cli/help.ts'
import { formatIntake } from './cli/intake.ts'
import { showProgress } from './cli/progress.ts'
import { start } from './cli/start.ts'
import { pause, systemClock, within } from './clock.ts'
import { type Config, environment, readConfig, reckonInUtc } from './config.ts'
import { type ProxyInUse, useProxy } from './config/proxy.ts'
import { tellUnknown } from './config/unknown.ts'
import { CommandError, ConfigError, DatasetError, RequestError, StoreError } from './errors.ts'
import { createWords } from './i18n/words.ts'
import { createLog, strikerOf } from './log.ts'

// A reader that has seen enough (`| head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

reckonInUtc()
const [command = '', ...words] = process.argv.slice(2)
let proxy: ProxyInUse | undefined
let strike = (text: string) => text

/** 0 done; 1 where `doctor` finds something; for what the person can fix, reported in one line, what `exitOf` says. Anything else is a bug and shows its stack. */
export async function run(): Promise<number> {
  const commands = {
    start: runStart,
    brief: runBrief,
    doctor: runDoctor,
    export: runExport,
    import: runImport,
    site: runSite,
    'migrate-store': runMigrateStore,
    backup: runBackup,
  }
  if (!Object.hasOwn(commands, command)) {
    const what = command === '' ? 'Which command?' : `Unknown command "${command}".`
    process.stderr.write(`${what} There are: ${Object.keys(commands).join(', ')}\n`)
    return MISTAKE
  }
  try {
    proxy = useProxy(environment)
    return (await commands[command as keyof typeof commands]()) ?? 0
  } catch (error) {
    const line = explain(error)
    if (line === undefined) throw error
    process.stderr.write(`${strike(line)}\n`)
    return exitOf(error)
  }
}

/** The settings; from now on what is secret in them is struck out of what is said of an error. */
function readSettings(): Config {
  const config = readConfig()
  strike = strikerOf([...config.secrets, ...(proxy?.secrets ?? [])])
  return config
}

async function runBrief(): Promise<void> {
  const asked = readArguments(words)
  if (asked.help) {
    process.stdout.write(HELP)
    return
  }
  const app = createApp(readSettings(), createLog(process.stderr))
  const progress = showProgress(process.stderr)
  try {
    await brief(asked, {
      open: app.openDataset,
      data: app.config.data,
      renderer: app.renderer,
      progress,
      stdout: process.stdout,
      stderr: process.stderr,
      words: createWords(languageOf(words, environment), 'UTC', 0),
    })
  } finally {
    progress.done()
    await app.close()
  }
}

async function runSite(): Promise<void> {
  const { readSiteArguments, writeSiteTo } = await import('./cli/site.ts')
  const { openPublished } = await import('./app/published.ts')
  const { inSiteFolder } = await import('./app/sitefolder.ts')
  const asked = readSiteArguments(words)
  const config = readSettings()
  const app = createApp(config, createLog(process.stderr))
  const said = createWords(languageOf(words, environment), 'UTC', 0)
  const progress = showProgress(process.stderr)
  const published = await openPublished(app, asked.data)
  try {
    await writeSiteTo({
      out: asked.out,
      home: asked.home ?? config.site.address ?? '',
      editions: published.editions,
      alone: inSiteFolder,
      version: published.version,
      progress,
      stdout: process.stdout,
      words: said,
    })
  } finally {
    progress.done()
    await published.close()
    await app.close()
  }
}

async function runStart(): Promise<void> {
  const role = readRole(words)
  const asked = readReplay(words)
  const settings = readSettings()
  // Of its own, and taken away: what is set in a replay is none of the bot's.
  await using home = asked && (await temporaryHome())
  const config = home ? replaySettings(settings, role, home.path) : settings
  const log = createLog(process.stderr, {
    format: config.logFormat,
    level: config.logLevel,
    secrets: [...config.secrets, ...(proxy?.secrets ?? [])],
  })
  reportUncaught(log, process)
  for (const one of config.unknown) log.warn(tellUnknown(one))
  if (proxy) log.info(`everything is asked through the proxy ${proxy.address} (${proxy.setting})`)
  const replay = asked && createReplay(asked, systemClock)
  const app = createApp(config, log, { role, ...(replay && { replay, clock: replay.clock }) })
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  const waiting = createWaiting(app, stopping.signal)
  // While anything is waited for, the process must not end for want of anything else to do.
  const awake = setInterval(() => {}, AWAKE)
  try {
    await start({
      words: createWords(languageOf(words, environment), 'UTC', 0),
      folder: app.config.data,
      role,
      serve: (stop) => serve(app, stop, waiting),
      waitsFor: waiting.current,
      stop: stopping.signal,
      stdout: process.stdout,
      clock: systemClock,
    })
  } finally {
    await within(systemClock, LAST, app.close())
    clearInterval(awake)
    // What is left open, such as a connection that is not answered, must not keep the process.
    setTimeout(() => process.exit(), LAST).unref()
  }
}

/** Milliseconds; as many as one likes. */
const AWAKE = 60_000
/** Milliseconds for what closes last. */
const LAST = 500

/** Its parts are loaded here, as half of them is no part of the other commands. */
async function runDoctor(): Promise<number> {
  const config = readSettings()
  for (const one of config.unknown) process.stderr.write(`${tellUnknown(one)}\n`)
  const [{ checksOf }, { doctor }] = await Promise.all([import('./cli/checks.ts'), import('./cli/doctor.ts')])
  const clock = {
    now: systemClock.now,
    pause: (milliseconds: number, signal?: AbortSignal) => pause(systemClock, milliseconds, signal),
  }
  const said = createWords(languageOf(words, environment), 'UTC', 0)
  const { acceptWithheld, listWithheld } = await import('./cli/withheld.ts')
  const { listStamps } = await import('./cli/stamps.ts')
  const { warnOfReleaseDays } = await import('./cli/releasedays.ts')
  const { acceptInRecord, hasRecord, readRecord } = await import('./app/record.ts')
  if (wordIn() === 'accept') {
    const name = words[words.indexOf('accept') + 1] ?? ''
    const accept = async () => (await hasRecord(config)) && acceptInRecord(config, name, systemClock.now())
    return acceptWithheld(name, { accept }, said, process.stdout)
  }
  const code = await doctor({
    words: said,
    checks: checksOf(config, clock, proxy),
    proxy,
    stdout: process.stdout,
    secrets: [...config.secrets, ...(proxy?.secrets ?? [])],
  })
  const history = (await hasRecord(config))
    ? await readRecord(config, systemClock.now()).catch(unlessEmpty)
    : undefined
  await listWithheld({ read: async () => history }, said, process.stdout)
  listStamps(history, said, process.stdout)
  warnOfReleaseDays(systemClock.now(), said, process.stdout)
  return code
}

/** A record without prices has nothing to withhold. */
function unlessEmpty(error: unknown): undefined {
  if (error instanceof RequestError) return undefined
  throw error
}

async function runExport(): Promise<void> {
  const folder = folderIn('export')
  const { exportDataset } = await import('./app/record.ts')
  await exportDataset(readSettings(), folder, systemClock.now())
  const said = createWords(languageOf(words, environment), 'UTC', 0)
  process.stdout.write(`${said.say('preview:exported', { folder })}\n`)
}

async function runImport(): Promise<void> {
  const folder = folderIn('import')
  const config = readSettings()
  const app = createApp(config, createLog(process.stderr))
  try {
    const { importDataset } = await import('./app/record.ts')
    const { name, added, revised, refused, loaded } = await importDataset(
      config,
      app.openDataset(folder),
      systemClock.now(),
    )
    const said = createWords(languageOf(words, environment), 'UTC', 0)
    for (const line of formatIntake(loaded, said)) process.stderr.write(`${line}\n`)
    process.stdout.write(`${said.say('preview:imported', { name, added, revised, refused })}\n`)
  } finally {
    await app.close()
  }
}

async function runMigrateStore(): Promise<void> {
  const { migrateStore } = await import('./app/movestore.ts')
  const said = createWords(languageOf(words, environment), 'UTC', 0)
  await migrateStore(readSettings(), { words: said, stdout: process.stdout })
}

async function runBackup(): Promise<void> {
  const to = wordIn()
  if (to === undefined) throw new RequestError('backup.needsFile')
  const { makeBackup } = await import('./app/backup.ts')
  const { file, bytes } = await makeBackup(readSettings(), to)
  const said = createWords(languageOf(words, environment), 'UTC', 0)
  process.stdout.write(`${said.say('preview:backedUp', { file, bytes })}\n`)
}

/** The folder given on the command line. */
function folderIn(command: string): string {
  const folder = wordIn()
  if (folder === undefined) throw new RequestError('record.needsFolder', { command })
  return folder
}

/** Options of a command other than its language. */
function wordIn(): string | undefined {
  return words.find((word, index) => !word.startsWith('--') && words[index - 1] !== '--lang')
}

function explain(error: unknown): string | undefined {
  const said = createWords(languageOf(words, environment), 'UTC', 0)
  if (error instanceof RequestError) return said.find(`errors:${error.key}`, error.values) ?? error.message
  if (error instanceof DatasetError) {
    const { code, folder, detail } = error
    return said.say(`errors:dataset.${code}`, { folder, detail })
  }
  if (error instanceof StoreError) {
    const { file, fault, problem } = error
    return said.say(`errors:store.faults.${fault}`, { file, problem }).replaceAll('`', '')
  }
  const isKnown = error instanceof ConfigError || error instanceof CommandError
  return isKnown ? error.message : undefined
}
