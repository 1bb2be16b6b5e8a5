/** Which passwords are taken: long enough and not one that everybody tries first. What letters it is made of does not matter. */
import { shortestPassword } from '@pcu/contract'

/** Those of eight characters and more that lists of leaked passwords begin with, and what people call this program. */
const commonest: ReadonlySet<string> = new Set(
  `password password1 password12 password123 passw0rd p@ssword p@ssw0rd 12345678 123456789 1234567890 0123456789 987654321 9876543210 11111111 00000000 88888888
  12341234 11223344 87654321 12344321 123123123 123321123 147258369 789456123 qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 1q2w3e4r 1q2w3e4r5t 1qaz2wsx
  zaq12wsx q1w2e3r4 asdfghjk asdfghjkl zxcvbnm1 abcd1234 abc12345 abcdefgh a1b2c3d4 aa123456 iloveyou iloveyou1 sunshine princess football baseball basketball
  superman starwars computer trustno1 whatever jennifer michelle michael1 charlie1 liverpool chelsea1 welcome1 welcome123 letmein1 letmein123 changeme changeme1
  changeme123 admin123 admin1234 administrator administrador root1234 toor1234 default1 secret123 testtest test1234 testing123 passwort passwort1 passwort123
  hallo123 hallo1234 schatz123 geheim123 sommer123 motdepasse azertyui azerty123 contraseña plexplex plex1234 plexpass plexcache plexcacheultra unraid123
  raspberry dockerdocker homelab1 homeserver mediaserver`.split(/\s+/u)
)

const isOneLetter = (text: string): boolean => new Set(text).size === 1

/** Why a password is not taken; undefined when it is. */
export const passwordRefusal = (password: string, name: string): string | undefined => {
  if ([...password].length < shortestPassword) return `The password must have at least ${shortestPassword} characters.`
  const low = password.toLowerCase()
  if (low === name.toLowerCase()) return 'The password must not be the name.'
  if (commonest.has(low) || isOneLetter(low))
    return 'This password is one of the first that are tried by whoever guesses. Take another one, three words for instance.'
  return undefined
}
