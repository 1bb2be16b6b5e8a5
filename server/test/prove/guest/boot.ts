/** Boots the guest without hardware support (KVM hangs where guests are nested), hears its lines, and ends it when its time is over. */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { newTally, type Tally } from '#test/prove/part.ts'
import { buildGuest } from './build.ts'

/** A quiet machine needs a few minutes; one that is busy besides may be given more. */
const limitMs = Number(process.env['PCU_GUEST_MINUTES'] ?? 15) * 60_000

/** Lines that are meant for us begin with this; everything else is the kernel's or a server's. */
const MARK = '@@ '

const initOf = (story: string): string => `#!/bin/sh
export PATH=/pcu/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C NODE_COMPILE_CACHE=/tmp/compiled
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev 2>/dev/null
mkdir -p /dev/pts /run /tmp; mount -t tmpfs run /run; mount -t tmpfs -o size=3g tmp /tmp
echo 1 > /proc/sys/kernel/printk
cd /pcu && node server/test/prove/guest/inside/main.ts ${story} 2>&1
sync; echo o > /proc/sysrq-trigger; sleep 30
`

const isTally = (said: unknown): said is Tally => typeof said === 'object' && said !== null && 'violations' in said

/** What the guest said: lines on the way, and one tally at the end. */
interface Heard {
  tally: Tally | undefined
  readonly others: string[]
}

const hear = (line: string, heard: Heard, tell: (line: string) => void): void => {
  const at = line.indexOf(MARK)
  if (at < 0) {
    heard.others.push(line)
    return
  }
  const text = line.slice(at + MARK.length).trim()
  const said: unknown = text.startsWith('{') ? JSON.parse(text) : undefined
  if (isTally(said)) heard.tally = said
  else tell(text)
}

/** Boots one story and gives back what it counted. A guest that says nothing at its end is a violation with its last words. */
export const bootStory = async (story: string, tell: (line: string) => void): Promise<Tally> => {
  const { kernel, initrd } = buildGuest(initOf(story))
  const machine = [
    '-accel',
    'tcg,thread=multi',
    '-cpu',
    'max',
    '-smp',
    '2',
    '-m',
    '6000',
    '-nographic',
    '-no-reboot',
    '-net',
    'none'
  ]
  const append = 'console=ttyS0 quiet panic=-1 rdinit=/init'
  const qemu = spawn('qemu-system-x86_64', [...machine, '-kernel', kernel, '-initrd', initrd, '-append', append], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  let late = false
  const tooLong = setTimeout(() => {
    late = true
    qemu.kill('SIGKILL')
  }, limitMs)
  const heard: Heard = { tally: undefined, others: [] }
  for await (const line of createInterface({ input: qemu.stdout })) hear(line, heard, tell)
  clearTimeout(tooLong)
  rmSync(initrd, { force: true })
  if (heard.tally !== undefined) return heard.tally
  if (late) {
    return { ...newTally(), violations: [`the guest was not done after ${limitMs / 60_000} min (PCU_GUEST_MINUTES)`] }
  }
  const last = heard.others.slice(-25).join('\n        ')
  return { ...newTally(), violations: [`the guest ended without a result; its last words:\n        ${last}`] }
}
