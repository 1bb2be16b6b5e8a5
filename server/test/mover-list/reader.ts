/**
 * Reads a mover list as Unraid's Mover Tuning plugin does, written after its description: the lines of a share become `-not -path "<line>"` in one
 * `find` command that goes through `eval`. A line whose last part has a `*` is a pattern; any other must exist, and a directory stands for
 * what lies in it. `[` is escaped.
 */
import { spawnSync } from 'node:child_process'

const script = `
list=$1 share=$2 command="find \\"$2\\" -type f"
while IFS= read -r line; do
  case "\${line##*/}" in
    *'*'*) ;;
    *) if [ -d "$line" ]; then line="$line/*"; elif [ ! -f "$line" ]; then continue; fi ;;
  esac
  line=\${line//[/\\\\[}
  command="$command -not -path \\"$line\\""
done < <(grep "$share" "$list")
eval "$command -print0"
`

/** The files of a share that would be moved: all that no line covers. `folder` is where a line that is executed would act. */
export const movedBy = (list: string, share: string, folder: string): readonly string[] => {
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script, 'reader', list, share], {
    cwd: folder,
    encoding: 'buffer',
    maxBuffer: 64 * 1024 * 1024
  })
  if (status !== 0) throw new Error(`the list could not be read: ${stderr.toString()}`)
  return stdout.toString().split('\0').slice(0, -1)
}

/** Whether this machine has the shell that the plugin is written for. */
export const canRead = spawnSync('bash', ['-c', 'find --version']).status === 0
