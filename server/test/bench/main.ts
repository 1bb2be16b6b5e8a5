/** `npm run bench`: each benchmark in a process of its own, one after the other, figures with their aims. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { asStarted } from './lab/as-started.ts'

const benchmarks = [
  'pure-plan',
  'plan',
  'plex-index',
  'library',
  'streams',
  'library-page',
  'cold-plan',
  'steady-run',
  'lanes',
  'scan',
  'live-trigger',
  'household',
  'copy-hard-disk',
  'copy-cold',
  'copy-costs',
  'copy-same-disk',
  'copy-sidecars'
]

const run = async (name: string): Promise<void> => {
  const child = spawn(process.execPath, [...asStarted, fileURLToPath(new URL(`./${name}.ts`, import.meta.url))], {
    stdio: 'inherit'
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) process.stdout.write(`${name}: an aim was missed or it failed (exit ${code})\n`)
}

const asked = process.argv.slice(2)
for (const name of benchmarks) {
  if (asked.length === 0 || asked.includes(name)) await run(name)
}
