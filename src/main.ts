/** Starts the program from the environment and stops it gracefully. The only file, with admin.ts, that reads settings. */
import { startQuickly } from './quick-start.ts'

startQuickly()
const { FaultySettings, readConfig } = await import('./config.ts')
const { createLogger } = await import('./logging.ts')
const { startProgram } = await import('./program.ts')

try {
  const config = readConfig(process.env)
  const secrets = new Set(config.secrets)
  const logger = createLogger({ level: config.logLevel, secrets })
  const program = await startProgram(config, (level, message, facts) => logger[level](facts ?? {}, message), {
    onSecrets: (more) => more.forEach((secret) => secrets.add(secret)),
  })
  logger.info(
    { url: program.url },
    program.sandbox ? `Đôn Đốc is ready: open ${program.url} in a browser` : 'Đôn Đốc is ready',
  )
  const stop = (signal: string) => {
    logger.info({ signal }, 'Stopping')
    program.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ error: String(error) }, 'Could not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  // Nothing can be written down any more, so nothing is left to finish.
  void program.broken.then(({ message, cause }) => {
    logger.fatal({ error: message, cause: String(cause) }, 'Ending: make room on the disk of DATA_DIR and start again')
    process.exit(1)
  })
} catch (error) {
  const isKnown = error instanceof FaultySettings
  process.stderr.write(
    `${isKnown ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  // Connections and loops that did start would keep half a program alive.
  process.exit(1)
}
