/** A program that asks whether somebody has a file open, as whoever runs it, and prints the answer. Argument: the file. */
import { closeSync, openSync } from 'node:fs'
import { loadNative } from '#adapters/disk/native/load.ts'

const { native } = loadNative()
const file = openSync(process.argv[2] ?? '', 'r')
process.stdout.write(native?.use(file) ?? 'unknown')
closeSync(file)
