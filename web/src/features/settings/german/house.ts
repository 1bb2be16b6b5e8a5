/** In German: the settings of the household, of Plex and Trakt, and of the program itself. */

export const house = {
  PLEX_URL: [
    'Adresse von Plex',
    'Grundadresse deines Plex-Servers, wie dieser Container ihn erreicht. Die Anmeldung findet und speichert sie.'
  ],
  PLEX_TOKEN: [
    'Token von Plex',
    'Token des Besitzers des Servers. Unnötig, wenn der Besitzer sich anmeldet; das geht vor.'
  ],
  PLEXTV_URL: [
    'Adresse von plex.tv',
    'Wo nach Konten, den Personen des Servers und der Anmeldung gefragt wird. Leer = Plex selbst.'
  ],
  DISCOVER_URL: ['Dienst der Merklisten', 'Wo Merklisten gelesen werden. Leer = Plex selbst.'],
  COMMUNITY_URL: ['Dienst der Gemeinschaft', 'Wo die Merklisten von Freunden gelesen werden. Leer = Plex selbst.'],
  RSS_URL: ['Dienst der Feeds', 'Wo der Feed gelesen wird, der von geänderten Merklisten erzählt. Leer = Plex selbst.'],
  PLEX_TLS_INSECURE: [
    'Selbst ausgestelltes Zertifikat annehmen',
    'Das Zertifikat dieses einen Plex-Servers ungeprüft annehmen. Jede andere Verbindung bleibt geprüft.'
  ],
  PLEX_TIMEOUT_SECONDS: ['Auf Plex warten', 'Wie lange eine Antwort von Plex dauern darf.'],
  NUMBER_EPISODES: [
    'Folgen im Voraus',
    'Wie viele Folgen nach der nächsten mit gecacht werden. 0 = nur die nächste. „pcu people set NAME episodes=N“ wählt für eine Person eine andere Zahl.'
  ],
  MINIMUM_MINUTES_AHEAD: [
    'Minuten im Voraus',
    'Es werden so viele Folgen gecacht, dass mindestens so viele Minuten zu sehen sind, die nächste mitgezählt, wie kurz sie auch sind. 0 = nur NUMBER_EPISODES zählt.'
  ],
  DAYS_TO_MONITOR: [
    'Als Nächstes vergessen nach',
    'Einträge, die zuletzt vor längerer Zeit gesehen wurden, werden übergangen. Ein Eintrag ohne Datum zählt.'
  ],
  REAL_TIME_WATCH_ENABLED: [
    'Plex in Echtzeit beobachten',
    'Einen Lauf beginnen, wenn in Plex etwas beginnt, weitergeht oder endet, statt nur nach der Uhr. „pcu watcher start“ und „stop“ schalten es jederzeit.'
  ],
  REAL_TIME_WATCH_CHECK_INTERVAL: [
    'Plex fragen alle',
    'Wie oft Plex gefragt wird, wer was abspielt, solange es das nicht von selbst sagt.'
  ],
  REAL_TIME_WATCH_FINISHED_PERCENT: [
    'Zu Ende ab',
    'Ab wie viel seiner Länge etwas als zu Ende gesehen gilt, auch bevor Plex es so vermerkt.'
  ],
  REAL_TIME_WATCH_AUTO_CACHE_ON_WATCH: [
    'Cachen, wenn das Abspielen beginnt',
    'Beginnt jemand etwas, sind es und was folgt (NUMBER_EPISODES, MINIMUM_MINUTES_AHEAD) sofort gewünscht, die nächste Folge zuerst. Wo die Datei unter dem Abspielen getauscht würde, wartet sie, bis die Sitzung endet.'
  ],
  REAL_TIME_WATCH_CACHE_ON_COMPLETE: [
    'Cachen, wenn etwas zu Ende gesehen ist',
    'Hat jemand etwas zu Ende gesehen, wird es behalten oder gecacht, seine Frist (REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS) beginnt neu, und was folgt, ist gewünscht. Aus: Aus dem Ende folgt nichts.'
  ],
  REAL_TIME_WATCH_RESPECT_EXISTING_RULES: [
    'Die anderen Regeln anwenden',
    'Nur für Personen handeln, deren Wünsche zählen (USERS_TOGGLE, „pcu people“); wer abspielt, ist aktiv. Aus: für jede Sitzung handeln, auch von Ausgelassenen und von denen, die Plex nicht nennt.'
  ],
  REAL_TIME_WATCH_MAX_CONCURRENT_WATCHES: [
    'Aufträge des Beobachters zugleich',
    'Wie viele vom Beobachter gewünschte Übertragungen zugleich laufen, innerhalb der anderen Grenzen; weitere warten, keine fällt weg.'
  ],
  REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS: [
    'Zurückbringen nach',
    'Wie lange bleibt, was der Beobachter gecacht hat, vom Beginn des Cachens oder vom Ende eines Ansehens an. Dann kehrt es zurück, sobald auch WATCHED_CACHE_EXPIRY vorbei ist und niemand es abspielt oder will. 0 = keine solche Frist; die anderen Regeln bringen es trotzdem zurück.'
  ],
  REAL_TIME_WATCH_RESPECT_OTHER_USERS_WATCHLISTS: [
    'Merklisten anderer achten',
    'Die Rückkehr von dem, was der Beobachter gecacht hat, aufschieben, solange es auf jemandes Merkliste steht. Aus: Es kehrt trotzdem zurück, und nur etwas anderes als jene Merkliste holt es wieder.'
  ],
  REAL_TIME_WATCH_EXCLUDE_INACTIVE_USERS_DAYS: [
    'Personen übergehen, die nichts sehen seit',
    'Wünsche und Merklisten von Personen, die so lange nichts gesehen haben, bleiben außen vor, bis sie etwas abspielen. 0 = niemand wird ausgelassen; auch niemand, solange der Verlauf von Plex nicht lesbar ist.'
  ],
  ENABLE_SCHEDULER: ['Läufe nach der Uhr', 'Immer wieder von selbst einen Lauf beginnen, vom Start des Programms an.'],
  RUN_INTERVAL_MINUTES: ['Lauf alle', 'Zeit zwischen zwei Läufen nach der Uhr.'],
  RUN_ON_START: [
    'Lauf beim Start',
    'Mit Läufen nach der Uhr: den ersten gleich nach dem Start machen statt erst nach der ersten Frist.'
  ],
  EXIT_IF_ACTIVE_SESSION: [
    'Läufe auslassen, während jemand sieht',
    'Ein Lauf fällt aus, solange jemand etwas abspielt, auch wenn Plex es nicht sagen kann. Eine Datei, die gerade läuft, wird nie angefasst, was immer hier steht.'
  ],
  WATCHLIST_TOGGLE: ['Merklisten cachen', 'Cachen, was jemand auf seine Merkliste in Plex gesetzt hat.'],
  WATCHLIST_EPISODES: [
    'Folgen je Serie auf einer Merkliste',
    'Wie viele ungesehene Folgen jeder Serie auf einer Merkliste gecacht werden.'
  ],
  WATCHLIST_CACHE_EXPIRY: [
    'Ablauf der Merklisten',
    'Wie lange eine gelesene Merkliste wieder benutzt wird, bevor Plex gefragt wird, und wie lange eine Datei bleibt, nachdem sie die Liste verlassen hat.'
  ],
  USERS_TOGGLE: ['Andere Personen einbeziehen', 'Beachten, was Personen außer dem Besitzer des Servers sehen.'],
  TRAKT_ENABLED: [
    'Angesagte Filme cachen',
    'Cachen, was auf den unten gewählten Listen von Trakt und in deiner Bibliothek ist; was eine Liste verlässt, geht heim, wenn nichts anderes es will. Aus = Trakt wird nie gefragt.'
  ],
  TRAKT_CLIENT_ID: [
    'Client-ID bei Trakt',
    'Die Client-ID deiner Anwendung bei Trakt; nötig, wenn TRAKT_ENABLED an ist. docs/trakt.md sagt, wie man eine anlegt.'
  ],
  TRAKT_CLIENT_SECRET: [
    'Client-Secret bei Trakt',
    'Das Client-Secret deiner Anwendung bei Trakt. Öffentliche Listen brauchen es nicht; ohne es kann sich niemand anmelden, um die eigene Merkliste lesen zu lassen.'
  ],
  TRAKT_TRENDING_MOVIES_COUNT: [
    'Angesagte Filme',
    'Wie viele der angesagten Filme von oben genommen werden; solche, die deine Bibliothek nicht hat, zählen mit und werden nicht gewünscht.'
  ],
  TRAKT_TRENDING_SHOWS_COUNT: [
    'Angesagte Serien',
    'Wie viele der angesagten Serien genommen werden; von jeder die ersten ungesehenen Folgen, so viele WATCHLIST_EPISODES sagt. 0 = keine.'
  ],
  TRAKT_POPULAR_COUNT: [
    'Beliebte Filme und Serien',
    'Wie viele Filme und wie viele Serien von den Listen der beliebtesten genommen werden. 0 = keine.'
  ],
  TRAKT_ANTICIPATED_COUNT: [
    'Erwartete Filme und Serien',
    'Wie viele Filme und wie viele Serien von den Listen der erwarteten genommen werden; gecacht wird nur, was schon in deiner Bibliothek ist. 0 = keine.'
  ],
  TRAKT_LISTS: [
    'Öffentliche Listen',
    'Öffentliche Listen, deren Filme und Serien auch gecacht werden: nutzer/liste wie in der Adresse der Liste, ihre ganze Adresse, ihre Nummer, oder nutzer/watchlist. Höchstens 5000 Titel einer Liste zählen.'
  ],
  TRAKT_WATCHLIST: [
    'Eigene Merklisten',
    'Cachen, was auf der Merkliste bei Trakt von allen steht, die sich hier bei Trakt angemeldet haben („pcu trakt sign-in“, braucht TRAKT_CLIENT_SECRET).'
  ],
  TRAKT_CHECK_INTERVAL: [
    'Trakt fragen alle',
    'Wie oft jede Liste geholt wird, auch über Neustarts hinweg; dazwischen gilt die letzte Antwort.'
  ],
  TRAKT_URL: ['Adresse von Trakt', 'Wo Listen gelesen werden. Leer = Trakt selbst.'],
  TRAKT_AUTH_URL: [
    'Anmeldedienst von Trakt',
    'Wo man sich bei Trakt anmeldet. Leer = Trakt selbst, https://auth.trakt.tv.'
  ],
  WEBHOOK_URL: [
    'Adresse des Webhooks',
    'Wohin Benachrichtigungen geschickt werden: Discord, Slack oder ein anderer Webhook.'
  ],
  WEBHOOK_HEADERS: ['Header des Webhooks', 'Weitere Header für den Webhook, als Name:Wert, durch Kommas getrennt.'],
  NOTIFICATION_TYPE: [
    'Benachrichtigen über',
    'Welcher Weg benutzt wird. webhook erkennt Discord und Slack an ihrer Adresse; both = Webhook und Unraid.'
  ],
  PORT: ['Port', 'Port der Weboberfläche und der API, einfaches HTTP.'],
  WEB_HOST: ['Lauschen auf', 'Adresse, an der die Weboberfläche lauscht. 0.0.0.0 = jedes Netzwerk dieses Containers.'],
  POSTER_CACHE_MB: [
    'Platz für Plakate',
    'So viel von den Plakaten, die die Seite zeigt, wird im Datenordner behalten; was am längsten nicht angesehen wurde, macht Platz. 0 = nichts wird behalten, und Plex wird jedes Mal gefragt.'
  ],
  AUTH_MODE: [
    'Wer hineinkommt',
    'password = wer das Passwort des Verwalters kennt. proxy = wen ein Proxy aus TRUSTED_PROXIES in PROXY_USER_HEADER nennt. none = wer den Port erreicht, darf alles.'
  ],
  PCU_ADMIN_PASSWORD: [
    'Passwort des Verwalters',
    'Legt beim Start den Verwalter namens admin an, sodass beim ersten Besuch niemand gefragt wird. Solange es gesetzt ist, ist es das Passwort, und die Seite kann es nicht ändern.'
  ],
  ALLOWED_HOSTS: [
    'Namen dieser Seite',
    'Weitere Namen, unter denen die Seite geöffnet werden darf, wie pcu.example.org oder *.example.org. Adressen und Namen des eigenen Netzes gehen immer; jeder andere wird abgewiesen, damit sich keine fremde Seite für diese ausgibt.'
  ],
  PUBLIC_URL: [
    'Öffentliche Adresse',
    'Adresse, unter der Browser die Seite über einen Reverse-Proxy erreichen, samt Pfad, wenn sie einen hat. Ihr Name darf die Seite dann öffnen; mit https reist der Cookie einer Sitzung nur über https.'
  ],
  BASE_PATH: [
    'Grundpfad',
    'Pfad, unter dem ein Reverse-Proxy die Seite zeigt. Leer = der von PUBLIC_URL, sonst keiner. Ob der Proxy ihn abschneidet, ist gleich.'
  ],
  TRUSTED_PROXIES: [
    'Vertraute Proxys',
    'Adressen oder Netze deiner Reverse-Proxys. Nur was sie über Besucher sagen (X-Forwarded-For, X-Forwarded-Proto, PROXY_USER_HEADER), wird geglaubt: Wer von dort sendet, kann sich als jeder ausgeben.'
  ],
  PROXY_USER_HEADER: [
    'Header, der den Nutzer nennt',
    'Mit AUTH_MODE=proxy: der Header, in dem der Proxy nennt, wer sich dort angemeldet hat. Der Proxy muss diesen Header aus dem entfernen, was Besucher senden.'
  ],
  PROXY_USERS: [
    'Nutzer, die der Proxy hereinlassen darf',
    'Mit AUTH_MODE=proxy: Namen, die als Verwalter hereindürfen. Leer = jeder, den der Proxy nennt.'
  ],
  FRAME_ANCESTORS: [
    'Seiten, die diese einrahmen dürfen',
    'Adressen von Seiten, die diese in sich zeigen dürfen, etwa eine Startseite. Leer = keine: Eine Seite, die diese einrahmt, könnte dich dazu bringen, ihre Knöpfe zu drücken.'
  ],
  LOG_LEVEL: ['Stufe des Protokolls', 'Die unwichtigsten Zeilen, die noch geschrieben werden.'],
  DEBUG: ['Fehlersuche', 'Ausführliches Protokoll, mit Aufrufspuren nur im Protokoll. Öffnet nichts zum Netzwerk.'],
  LOGGING_MAX_FILES: ['Behaltene Protokolldateien', 'Wie viele ältere Protokolldateien behalten werden.'],
  LOGGING_MAX_SIZE_MB: [
    'Größe einer Protokolldatei',
    'Eine Protokolldatei, die größer wird, wird beiseitegelegt und eine neue begonnen.'
  ],
  DATA_DIR: [
    'Datenordner',
    'Wo unser eigener Zustand liegt. Leer: beim Start entschieden, der erste brauchbare von /config, /app/data und ./data.'
  ],
  LOG_DIR: [
    'Protokollordner',
    'Wo plexcache_ultra.log geschrieben wird. Leer: beim Start entschieden, neben dem Datenordner.'
  ],
  INSIGHT_KEEP_DAYS: [
    'Zahlen behalten für',
    'Wie lange behalten wird, woher jedes Abspielen kam und wie voll der Pool war, für die Seite, die zeigt, was der Cache gebracht hat. Diese Zahlen bleiben auf dieser Maschine.'
  ],
  PUID: ['Nutzer-ID', 'Nutzer, als der das Programm in seinem Container läuft; gilt, wenn der Container startet.'],
  PGID: ['Gruppen-ID', 'Gruppe, als die das Programm in seinem Container läuft; gilt, wenn der Container startet.']
} as const
