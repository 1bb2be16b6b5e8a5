/** The settings of the house itself: the Plex server, the schedule, notifications, web, log, system and test mode. */
import { z } from 'zod'
import { baseUrlSetting, countSetting, optionalPathSetting, setting, switchSetting, urlSetting } from './setting.ts'

export const plex = z.strictObject({
  url: baseUrlSetting({
    env: 'PLEX_URL',
    label: 'Plex address',
    help: 'Base address of your Plex server, as this container reaches it. Signing in finds and saves it.',
    required: true,
    appliesOn: 'now',
    example: 'http://192.168.1.10:32400'
  }),
  token: setting(z.string().trim().default(''), {
    env: 'PLEX_TOKEN',
    label: 'Plex token',
    help: 'Token of the owner of the server. Not needed when the owner signs in, which counts more.',
    required: true,
    secret: true,
    appliesOn: 'now',
    example: 'your-plex-token'
  }),
  tvUrl: baseUrlSetting({
    env: 'PLEXTV_URL',
    label: 'Address of plex.tv',
    help: 'Where accounts, the people of the server and sign-in are asked for. Empty = Plex itself.',
    advanced: true,
    appliesOn: 'restart',
    example: 'https://plex.tv'
  }),
  discoverUrl: baseUrlSetting({
    env: 'DISCOVER_URL',
    label: 'Watchlist service',
    help: 'Where watchlists are read. Empty = Plex itself.',
    advanced: true,
    appliesOn: 'restart',
    example: 'https://discover.provider.plex.tv'
  }),
  communityUrl: baseUrlSetting({
    env: 'COMMUNITY_URL',
    label: 'Community service',
    help: 'Where the watchlists of friends are read. Empty = Plex itself.',
    advanced: true,
    appliesOn: 'restart',
    example: 'https://community.plex.tv'
  }),
  rssUrl: baseUrlSetting({
    env: 'RSS_URL',
    label: 'Feed service',
    help: 'Where the feed that tells of changed watchlists is read. Empty = Plex itself.',
    advanced: true,
    appliesOn: 'restart',
    example: 'https://rss.plex.tv'
  }),
  tlsInsecure: switchSetting(false, {
    env: 'PLEX_TLS_INSECURE',
    label: 'Accept a self-signed certificate',
    help: 'Accept the certificate of this one Plex server without checking it. Any other connection stays checked.',
    advanced: true,
    appliesOn: 'restart'
  }),
  timeoutSeconds: countSetting(
    { min: 1, max: 300, fallback: 30 },
    {
      env: 'PLEX_TIMEOUT_SECONDS',
      label: 'Wait for Plex',
      help: 'How long one answer of Plex may take.',
      unit: 'seconds',
      advanced: true,
      appliesOn: 'restart'
    }
  )
})

export const schedule = z.strictObject({
  enabled: switchSetting(false, {
    env: 'ENABLE_SCHEDULER',
    label: 'Run by the clock',
    help: 'Start a run again and again by itself, from the start of the program on.',
    appliesOn: 'now'
  }),
  intervalMinutes: countSetting(
    { min: 1, max: 10_080, fallback: 360 },
    {
      env: 'RUN_INTERVAL_MINUTES',
      label: 'Run every',
      help: 'Time between two scheduled runs.',
      unit: 'minutes',
      appliesOn: 'now'
    }
  ),
  runOnStart: switchSetting(true, {
    env: 'RUN_ON_START',
    label: 'Run at start',
    help: 'When the scheduler is on, make the first run right after the start instead of after the first interval.',
    appliesOn: 'restart'
  }),
  exitIfActiveSession: switchSetting(false, {
    env: 'EXIT_IF_ACTIVE_SESSION',
    label: 'Skip runs while somebody watches',
    help: 'A run is skipped while anybody plays something, also when Plex cannot say. A file being played is never touched, whatever this says.'
  })
})

export const notify = z.strictObject({
  webhookUrl: urlSetting({
    env: 'WEBHOOK_URL',
    label: 'Webhook address',
    help: 'Where notifications are posted: Discord, Slack or any other webhook.',
    secret: true,
    inUse: false,
    example: 'https://hooks.example.org/your-webhook'
  }),
  webhookHeaders: setting(
    z
      .array(
        z
          .string()
          .trim()
          .regex(/^[!#$%&'*+.^_`|~\w-]+\s*:\s*[^\p{Cc}]+$/u, 'must look like Name:value')
      )
      .default([]),
    {
      env: 'WEBHOOK_HEADERS',
      label: 'Webhook headers',
      help: 'Extra headers for the webhook, as Name:value, separated by commas.',
      format: 'header',
      secret: true,
      advanced: true,
      inUse: false,
      example: 'X-Source:plexcache'
    }
  ),
  type: setting(z.enum(['webhook', 'discord', 'slack', 'unraid', 'both', 'none']).default('webhook'), {
    env: 'NOTIFICATION_TYPE',
    label: 'Notify by',
    help: 'Which channel is used. webhook recognises Discord and Slack by their address; both = webhook and Unraid.',
    inUse: false
  })
})

export const log = z.strictObject({
  level: setting(z.enum(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL']).default('INFO'), {
    env: 'LOG_LEVEL',
    label: 'Log level',
    help: 'The least important lines that are still written.',
    appliesOn: 'restart'
  }),
  debug: switchSetting(false, {
    env: 'DEBUG',
    label: 'Debug mode',
    help: 'Verbose log, with stack traces in the log only. Opens nothing to the network.',
    appliesOn: 'restart'
  }),
  maxFiles: countSetting(
    { min: 1, max: 100, fallback: 5 },
    {
      env: 'LOGGING_MAX_FILES',
      label: 'Log files kept',
      help: 'How many older log files are kept.',
      advanced: true,
      appliesOn: 'restart'
    }
  ),
  maxSizeMb: countSetting(
    { min: 1, max: 1024, fallback: 10 },
    {
      env: 'LOGGING_MAX_SIZE_MB',
      label: 'Size of a log file',
      help: 'A log file that grows past this is set aside and a new one begun.',
      unit: 'MB',
      advanced: true,
      appliesOn: 'restart'
    }
  )
})

export const system = z.strictObject({
  dataDir: optionalPathSetting({
    env: 'DATA_DIR',
    label: 'Data folder',
    help: 'Where our own state is kept. Empty: decided at start, the first of /config, /app/data and ./data that serves.',
    advanced: true,
    appliesOn: 'restart',
    environmentOnly: true,
    example: '/config'
  }),
  logDir: optionalPathSetting({
    env: 'LOG_DIR',
    label: 'Log folder',
    help: 'Where plexcache_ultra.log is written. Empty: decided at start, beside the data folder.',
    advanced: true,
    appliesOn: 'restart',
    environmentOnly: true,
    example: '/config/logs'
  }),
  insightKeepDays: countSetting(
    { min: 30, max: 3650, fallback: 400 },
    {
      env: 'INSIGHT_KEEP_DAYS',
      label: 'Keep figures for',
      help: 'How long it is kept where each play came from and how full the pool was, for the page that shows what the cache brought. They stay on this machine.',
      unit: 'days',
      appliesOn: 'now'
    }
  ),
  puid: countSetting(
    { min: 0, max: 65_534, fallback: 99 },
    {
      env: 'PUID',
      label: 'User id',
      help: 'User that the program runs as in its container; applied when the container starts.',
      appliesOn: 'restart',
      environmentOnly: true,
      inUse: false
    }
  ),
  pgid: countSetting(
    { min: 0, max: 65_534, fallback: 100 },
    {
      env: 'PGID',
      label: 'Group id',
      help: 'Group that the program runs as in its container; applied when the container starts.',
      appliesOn: 'restart',
      environmentOnly: true,
      inUse: false
    }
  )
})

export const testMode = z.strictObject({
  enabled: switchSetting(false, {
    env: 'TEST_MODE',
    label: 'Test mode',
    help: 'Plan and report everything, change no file at all.',
    appliesOn: 'restart'
  }),
  showFileSizes: switchSetting(true, {
    env: 'TEST_SHOW_FILE_SIZES',
    label: 'Report the size of each file',
    help: 'Include the size of every file in the test report.'
  }),
  showTotalSize: switchSetting(true, {
    env: 'TEST_SHOW_TOTAL_SIZE',
    label: 'Report the total size',
    help: 'Include the totals in the test report.'
  }),
  dryRun: switchSetting(true, {
    env: 'TEST_DRY_RUN',
    label: 'Move nothing in test mode',
    help: 'Always on in test mode: false is accepted, ignored and warned about.',
    advanced: true
  })
})
