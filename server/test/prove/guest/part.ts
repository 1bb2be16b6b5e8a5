/** Parts 5 and 6 of the proof: a disk that dies and remote roots, in a guest with a kernel that has what the host may lack. Only when everything runs. */
import { type Lane, newTally, type Part } from '#test/prove/part.ts'
import { bootStory } from './boot.ts'
import { hindrance } from './build.ts'

const lane = (name: string, story: string): Lane => ({
  name,
  fullOnly: true,
  run: async () => {
    const why = hindrance()
    if (why !== undefined) return { ...newTally(), skipped: [why] }
    return bootStory(story, (line) => void process.stderr.write(`    ${line}\n`))
  }
})

export const dyingDisks: Part = {
  number: 5,
  name: 'dying disks',
  lanes: [lane('guest, ext4', 'dying-ext4'), lane('guest, XFS', 'dying-xfs')]
}
export const remoteRoots: Part = {
  number: 6,
  name: 'remote roots',
  lanes: [
    lane('guest, SMB', 'remote-smb'),
    lane('guest, SMB without its gate', 'unsafe-smb'),
    lane('guest, NFS', 'remote-nfs')
  ]
}
