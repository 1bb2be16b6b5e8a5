/** NFS and SMB served by the guest to itself, from one ext4. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { device, load, mountNew, run, shell } from './machine.ts'

/** One remote root as the product sees it. */
export interface Remote {
  readonly name: string
  readonly path: string
}

const served = '/srv/export'

const smbConf = `[global]
workgroup = PCU
server min protocol = SMB2
map to guest = never
unix extensions = no
log level = 0
[smb]
path = ${served}/smb
read only = no
force user = root
[smb-mf]
path = ${served}/smb-mf
read only = no
force user = root
`

const startNfs = (): void => {
  const names = ['nfs42', 'nfs3']
  const open = names.map(
    (name, n) => `${served}/${name} 127.0.0.1(rw,sync,no_subtree_check,no_root_squash,fsid=${n + 1})`
  )
  writeFileSync(
    '/etc/exports',
    [...open, `${served}/nfs-squash 127.0.0.1(rw,sync,no_subtree_check,root_squash,fsid=9)`, ''].join('\n')
  )
  shell(`mkdir -p /run/rpcbind /var/lib/nfs/sm /var/lib/nfs/rpc_pipefs /proc/fs/nfsd
    mount -t nfsd nfsd /proc/fs/nfsd
    rpcbind -w || rpcbind
    exportfs -ra
    rpc.nfsd -G 10 4
    rpc.mountd`)
}

const startSmb = (): void => {
  writeFileSync('/etc/samba/smb.conf', smbConf)
  mkdirSync('/run/samba', { recursive: true })
  shell(
    `mkdir -p /var/lib/samba/private /var/cache/samba /var/log/samba
    (echo pw; echo pw) | smbpasswd -a -s root
    smbd -D
    for i in $(seq 100); do ss -ltn | grep -q :445 && break; sleep 0.2; done`.replace(
      'exec 3<>/dev/tcp/127.0.0.1/445',
      'ss -ltn | grep -q :445'
    )
  )
}

interface Mounting {
  readonly kind: 'nfs' | 'cifs'
  readonly from: string
  readonly options: string
}

const mountRemote = (name: string, { kind, from, options }: Mounting): Remote => {
  const path = `/mnt/${name}`
  mkdirSync(path, { recursive: true })
  run('mount', '-t', kind, '-o', options, from, path)
  return { name, path }
}

/** Starts the servers and mounts every kind of remote root. */
export const startServers = (): readonly Remote[] => {
  load('loop', 'nfsd', 'nfsv3', 'nfsv4', 'cifs')
  run('ip', 'link', 'set', 'lo', 'up')
  mountNew('ext4', device(900), served)
  for (const name of ['nfs42', 'nfs3', 'nfs-squash', 'smb', 'smb-mf'])
    mkdirSync(`${served}/${name}`, { recursive: true })
  shell(`chmod 777 ${served}/nfs-squash`)
  if (!existsSync('/etc/netconfig'))
    writeFileSync('/etc/netconfig', 'tcp tpi_cots_ord v inet tcp - -\nudp tpi_clts v inet udp - -\n')
  startNfs()
  startSmb()
  const smb = 'username=root,password=pw,vers=3.1.1'
  const nfs = (name: string, options: string): Remote =>
    mountRemote(name, { kind: 'nfs', from: `127.0.0.1:${served}/${name}`, options: `${options},proto=tcp` })
  const cifs = (name: string, options: string): Remote =>
    mountRemote(name, { kind: 'cifs', from: `//127.0.0.1/${name}`, options })
  return [
    cifs('smb', smb),
    cifs('smb-mf', `${smb},mfsymlinks`),
    nfs('nfs-squash', 'vers=4.2'),
    nfs('nfs3', 'vers=3,nolock'),
    nfs('nfs42', 'vers=4.2')
  ]
}
