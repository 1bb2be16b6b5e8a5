/** In German: the settings that decide what is moved, from where to where, and how. */

export const moving = {
  CACHE_DIR: ['Cache-Laufwerk', 'Wurzel des schnellen Laufwerks (des Pools), wie dieser Container es sieht.'],
  REAL_SOURCE: [
    'Dateien der Bibliothek',
    'Wo dieser Container die Dateien der Bibliothek sieht. Unter Unraid ist das die Vereinigung von Array und Pools; dort wird nur gelesen.'
  ],
  PLEX_SOURCE: [
    'Pfad der Bibliothek in Plex',
    'Der Anfang der Pfade, die Plex nennt; er wird durch REAL_SOURCE ersetzt. In diesem Container muss es ihn nicht geben.'
  ],
  PATH_MAPPINGS: [
    'Weitere Pfade der Bibliothek',
    'Weitere Paare wie PLEX_SOURCE und REAL_SOURCE, für Bibliotheken, die Plex unter anderen Pfaden kennt: sein Pfad, =>, der Ordner hier, durch Kommas getrennt. Die Ordner hier müssen unter REAL_SOURCE oder einem von ADDITIONAL_SOURCES liegen, damit nie zwei Dateien an eine Stelle im Pool kommen. Der längste passende Pfad gilt. „pcu paths“ findet sie für dich.'
  ],
  CACHE_DESTINATION: [
    'Cache-Ordner',
    'Ordner, in den gecachte Dateien kommen; ihr Pfad unter der Bibliothek bleibt. Leer: CACHE_DIR selbst. Es darf ein Ordner des Cache-Laufwerks oder ein anderes Laufwerk sein; mit der Bibliothek darf er sich nicht überschneiden.'
  ],
  ADDITIONAL_SOURCES: [
    'Weitere Bibliotheken',
    'Weitere Wurzeln neben REAL_SOURCE, wie dieser Container sie sieht, durch Kommas getrennt; Pfade dürfen Leerzeichen enthalten. Es dürfen Netzwerkfreigaben sein; sie dürfen sich weder untereinander noch mit REAL_SOURCE oder dem Cache überschneiden. Jede hat ihren eigenen Ordner im Pool, und Plex liest Gecachtes über einen Link. Von einer, die nur lesbar eingehängt ist, wird nichts verschoben: COPY_TO_CACHE ohne USE_SYMLINKS_FOR_CACHE kopiert daraus, was Plex nicht sieht.'
  ],
  ADDITIONAL_PLEX_SOURCES: [
    'Pfade der weiteren Bibliotheken in Plex',
    'Die Pfade, die Plex für ADDITIONAL_SOURCES nennt, in gleicher Reihenfolge und Zahl; - steht für einen, der nicht bekannt ist. Der längste passende gilt. Wo es keinen gibt, werden gewünschte Dateien nach Pfad, dann nach Name und Größe gesucht; dabei werden die Ordner jener Bibliothek gelesen.'
  ],
  PLEX_CACHE_PATH: [
    'Pfad des Caches in Plex',
    'Der Cache-Ordner, wie Plex ihn sieht; Links werden mit diesem Pfad geschrieben, weil Plex ihnen in seinem eigenen Container folgt. Leer: derselbe Pfad wie hier.'
  ],
  ARRAY_SOURCES: [
    'Platten des Arrays',
    'Die echten Wurzeln der Platten hinter einer Vereinigung wie /mnt/user, durch Kommas getrennt. Leer: aus den Einhängungen ermittelt. Ohne sie wird nur kopiert, und das Array behält die Dateien.'
  ],
  UNRAID_STATE_DIR: [
    'Zustandsdateien von Unraid',
    'Der Ordner, in den Unraid schreibt, was es von Freigaben und Platten weiß, wie dieser Container ihn sieht; nur lesbar einhängen. Daraus kommen der freizuhaltende Platz, laufende Paritätsprüfungen und Freigaben, die auf einem Pool leben. Wo es ihn nicht gibt, wird nichts gelesen.'
  ],
  MOVER_PID_FILE: [
    'Prozessdatei von Unraids Mover',
    'Die Datei, die da ist, solange der Mover von Unraid arbeitet, wie dieser Container sie sieht; Läufe warten sein Ende ab. Wo es sie nicht gibt, wird auf nichts gewartet.'
  ],
  MOVER_IGNORE_FILE: [
    'Ausnahmeliste für Unraids Mover',
    'Die Datei, deren Einträge das Plugin Mover Tuning liegen lässt, wie dieser Container sie sieht; die Dateien im Cache stehen darin, solange sie dort sind, und fremde Zeilen bleiben, wie sie sind. Gib dem Plugin dieselbe Datei. Leer: Es wird keine Liste geführt.'
  ],
  MOVER_IGNORE_POOL_PATH: [
    'Cache-Ordner auf dem Host',
    'Der Cache-Ordner, wie der Unraid-Host ihn sieht, denn dort wird die Liste von MOVER_IGNORE_FILE gelesen. Leer: derselbe Pfad wie hier.'
  ],
  COPY_TO_CACHE: [
    'Kopieren statt verschieben',
    'In den Cache kopieren und das Original behalten. Geht vor, wenn MOVE_WITH_SYMLINKS auch an ist.'
  ],
  DELETE_FROM_CACHE_WHEN_DONE: [
    'Kopie im Cache am Ende verwerfen',
    'Wenn eine Datei nicht mehr gebraucht wird, die Kopie im Cache fallen lassen, statt sie zurückzubringen. Nur eine überflüssige, mit ihrem Original verglichene Kopie fällt je weg; die einzige oder neueste wird zurückgebracht.'
  ],
  USE_SYMLINKS_FOR_CACHE: [
    'Auf die gecachte Datei verweisen',
    'Am ursprünglichen Pfad einen Link lassen, damit Plex die gecachte Datei liest. Unnötig und unterlassen, wo eine Vereinigung sie ohnehin zeigt.'
  ],
  MOVE_WITH_SYMLINKS: [
    'Verschieben und verweisen',
    'In den Cache verschieben und am ursprünglichen Pfad immer einen Link lassen. Wirkt nicht, wenn COPY_TO_CACHE an ist.'
  ],
  HARD_LINKS: [
    'Dateien mit mehreren Namen',
    'Was mit einer Datei geschieht, die noch einen anderen Namen (Hardlink) hat, etwa weil ein Download noch geteilt wird; der andere Name und seine Bytes ändern sich nie. Wo Originale unberührt bleiben, wird sie wie jede andere gecacht. Sonst: skip lässt sie auf dem Array. copy cacht eine Kopie und lässt das Original, wo eine Vereinigung den Cache zeigt; anderswo bleibt sie. move cacht eine Kopie und parkt den Namen der Bibliothek daneben, bis er als das zurückkommt, was er war; weil der andere Name die Bytes behält, wird auf dem Array kein Platz frei.'
  ],
  FOLDER_ARTWORK: [
    'Poster ganzer Ordner',
    'Was mit Postern, Hintergründen und Beschreibungen (nfo) eines ganzen Ordners, einer Staffel oder Serie geschieht. leave: Sie bleiben auf dem Array; Plex liest sie beim Scannen und behält eigene Kopien, beim Abspielen fehlt also nichts. cache: Sie kommen mit dem ersten Titel des Ordners und gehen mit dem letzten, sodass ein Scan sie im Cache findet; wo Originale verschoben werden, ändert das kleine Dateien auf dem Array.'
  ],
  WATCHED_MOVE: [
    'Gesehenes zurückbringen',
    'Gesehene Dateien zurück aufs Array bringen, sobald niemand sonst sie will.'
  ],
  WATCHED_CACHE_EXPIRY: [
    'Gesehenes behalten für',
    'Wie lange eine gesehene Datei nach dem letzten Ansehen im Cache bleibt, bevor sie zurückgebracht wird.'
  ],
  RETURN_GUARD_PERCENT: [
    'Nachfragen bei mehr als',
    'Ein Lauf, der mehr als diesen Teil dessen heimbrächte, was im Pool liegt, und mehr als neun Titel, bringt nichts heim und fragt erst, etwa nach einer geänderten Einstellung oder einer falschen Antwort. Ein geprüfter Plan und „alles heimbringen“ werden nicht aufgehalten. 0 = nie fragen.'
  ],
  POOL_KEEP_FREE_GB: [
    'Im Pool freihalten',
    'Weiter wird der Pool nie gefüllt: Andere brauchen auch Platz. GB, oder mit Einheit (500MB, 1.5TB), oder ein Anteil des Pools (10%). Ein Zwanzigstel des Pools (höchstens 20 GB) bleibt immer frei. Füllen andere Programme den Pool weiter, geht heim, was von uns am wenigsten gewünscht ist (siehe POOL_MAKE_ROOM).'
  ],
  CACHE_MAX_SIZE_GB: [
    'Höchstens belegen',
    'Wie viel unsere Dateien im Pool höchstens belegen: GB, oder mit Einheit (250GB, 1.5TB), oder ein Anteil des Pools (50%). Von diesem und POOL_KEEP_FREE_GB gilt das Engere. 0 = keine Grenze außer POOL_KEEP_FREE_GB.'
  ],
  MAX_ITEM_SIZE_GB: [
    'Größter Titel',
    'Ein Film oder eine Folge, die mit Untertiteln größer ist, bleibt auf dem Array, wer immer sie will: GB, oder mit Einheit (80GB), oder ein Anteil des Pools (20%). 0 = keine Grenze.'
  ],
  POOL_MAKE_ROOM: [
    'Platz machen für Gewünschteres',
    'Ist der Pool voll, geht erst vorzeitig heim, was niemand mehr will, dann, was deutlich weniger gewünscht ist, aber nicht mehr als nötig. Aus: Was im Pool ist, bleibt, bis es von selbst geht, und neue Wünsche warten.'
  ],
  POOL_HOLD_HOURS: [
    'Gekommenes behalten für mindestens',
    'So lange bleibt im Pool, was kam, bevor es für anderes Platz macht oder heimgeht, weil niemand es mehr will, damit keine Datei hin und her getragen wird. Für inzwischen Gesehenes gilt WATCHED_CACHE_EXPIRY. 0 = gar nicht.'
  ],
  ALLOW_SAME_FILESYSTEM: [
    'Pool und Array auf einem Dateisystem erlauben',
    'Pool und Array auf einem Dateisystem: Zu gewinnen ist nichts; zum Ausprobieren.'
  ],
  ALLOW_VOLATILE_POOL: [
    'Einen Pool erlauben, der keinen Neustart übersteht',
    'Ein Pool im Arbeitsspeicher (tmpfs, ramfs) oder im Overlay des Containers wird abgelehnt, wenn dies nicht an ist: Dateien dort sind nach einem Neustart verloren.'
  ],
  MAX_CONCURRENT_MOVES_CACHE: [
    'Übertragungen in den Cache zugleich',
    'Wie viele Titel höchstens zugleich in den Cache gebracht werden: einer von jeder Platte des Arrays und zwei auf jedes Cache-Laufwerk.'
  ],
  MAX_CONCURRENT_MOVES_ARRAY: [
    'Übertragungen aufs Array zugleich',
    'Wie viele Titel höchstens zugleich zurück aufs Array gebracht werden: einer auf jede Platte.'
  ],
  MAX_CONCURRENT_LOCAL_TRANSFERS: [
    'Übertragungen zwischen eigenen Laufwerken zugleich',
    'Wie viele der Übertragungen, gleich in welche Richtung, zugleich zwischen eigenen Laufwerken laufen. Eine Platte des Arrays hat nie mehr als eine.'
  ],
  MAX_CONCURRENT_NETWORK_TRANSFERS: [
    'Übertragungen übers Netzwerk zugleich',
    'Wie viele der Übertragungen, gleich in welche Richtung, zugleich Netzwerkfreigaben benutzen.'
  ],
  COPY_RATE_LIMIT_MB: [
    'Tempolimit',
    'Wie viel alle Kopien zusammen in der Sekunde höchstens lesen und schreiben. 0 = keine Grenze.'
  ],
  COPY_RATE_SCHEDULE: [
    'Tempolimit nach Tageszeit',
    'Tempolimits in MB/s nach Ortszeit (TZ), als HH:MM-HH:MM=MB/s, durch Kommas getrennt; 0 = keine Grenze. Das erste, das zutrifft, gilt, sonst COPY_RATE_LIMIT_MB. Eine laufende Kopie richtet sich danach.'
  ],
  COPY_PRIORITY: [
    'Vorrang von Kopien',
    'Wie Kopien um Prozessor und Platten wetteifern. normal: wie alles andere. low: nach allem anderen. idle: nur, was sonst niemand will.'
  ],
  SKIP_FILES_IN_USE: [
    'Geöffnete Dateien in Ruhe lassen',
    'Eine Datei auf dem Array, die ein Programm offen hat, behält ihren Namen und wird weder ersetzt noch entfernt, auch wenn ein unterbrochener Umzug bereinigt oder eine Löschung beendet wird; der nächste Lauf sieht wieder nach. Eine geöffnete Kopie im Cache bleibt immer.'
  ],
  VERIFY_COPIES: [
    'Kopien prüfen',
    'full: Jedes Byte einer Kopie wird zurückgelesen und verglichen. sample: nur Teile davon, schneller auf langsamen Pools. Steht die einzige andere Kopie vor dem Ende, wird immer ganz geprüft.'
  ],
  MINIMUM_FILE_AGE_MINUTES: [
    'Dateien in Ruhe lassen, die jünger sind als',
    'Eine Datei, die vor Kürzerem geändert wurde, wird vielleicht noch geschrieben; sie bleibt, wo sie ist.'
  ],
  ORPHAN_POLICY: [
    'Was von gelöschten Dateien übrig ist',
    'Löscht oder ersetzt jemand eine gecachte Datei, bleibt ihre Kopie oder ihr geparktes Original übrig. ask: bleibt, bis du entscheidest (pcu orphans). remove-after: wird nach ORPHAN_KEEP_DAYS entfernt, aber erst, wenn Plex bestätigt hat, dass die Datei nicht mehr in seiner Bibliothek ist. Eine Verbesserung ist keine Frage: Führt Plex eine neuere Datei für den Titel, geht, was von der älteren übrig ist, sobald die neuere als heil gesehen wurde.'
  ],
  ORPHAN_KEEP_DAYS: [
    'Reste behalten für',
    'Wie lange Reste gelöschter Dateien bleiben, bevor sie entfernt werden. Gilt nur, wenn ORPHAN_POLICY remove-after ist.'
  ],
  FINISH_DELETES: [
    'Löschungen beenden',
    'Wird die Kopie einer Datei, die auch auf dem Array bleibt, über die Freigabe gelöscht, ist das Original noch da. ask: Du entscheidest (pcu orphans). automatic: Auch das Original wird gelöscht, sobald Plex bestätigt hat, dass die Datei nicht mehr in seiner Bibliothek ist.'
  ],
  AUDIT_INTERVAL_DAYS: [
    'Array durchsehen alle',
    'Nach einem Lauf wird eine Platte des Arrays, die der Lauf ohnehin geweckt hat, einmal in so vielen Tagen durchgesehen: ob Originale, geparkte Originale und Links sind, wie sie verlassen wurden. Dafür wird nie eine Platte geweckt. 0 = nie von selbst; „pcu doctor --audit“ tut es auf Verlangen.'
  ],
  TEST_MODE: ['Testbetrieb', 'Alles planen und berichten, keine einzige Datei ändern.'],
  TEST_SHOW_FILE_SIZES: ['Größe jeder Datei berichten', 'Die Größe jeder Datei in den Testbericht aufnehmen.'],
  TEST_SHOW_TOTAL_SIZE: ['Gesamtgröße berichten', 'Die Summen in den Testbericht aufnehmen.'],
  TEST_DRY_RUN: [
    'Im Testbetrieb nichts bewegen',
    'Im Testbetrieb immer an: false wird angenommen, übergangen und angemahnt.'
  ]
} as const
