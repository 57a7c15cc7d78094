#!/usr/bin/env python3
"""Makes kinds-en.gz and kinds-de.gz: nouns that are somebody's role or somewhere to work.

Usage: make-kinds.py WORDNET OPENTHESAURUS TO, with the folder of WordNet's index.noun and data.noun, OpenThesaurus' th_de_DE_v2.dat and the folder to write to.
A line is "role midwife" or "place bakery": the kind and the word. The same input gives the same bytes.
"""
import gzip
import io
import re
import sys
import unicodedata

# Synsets of WordNet by their first word and the word above them; everything below them is of the kind.
ROLES = "worker professional leader official_gatherer skilled_worker fiduciary money_handler officeholder novice negotiator creator entertainer engineer scientist adviser adjudicator guide expert businessperson merchant trainer member officer cleric artist performer musician writer editor journalist publisher athlete coach referee defender health_professional caretaker nurse committee_member founder organizer spokesperson translator".split()
PLACES = "place_of_business establishment workplace institution enterprise agency administrative_unit military_service force association foundation medical_building restaurant hotel tavern library theater depository school religious_residence farm shop council club charity court".split()
# What is below these stands or is run somewhere; the words of PLACES alone are a plant's too.
GROUNDS = ("organization", "workplace", "structure", "facility")
NO_ROLES = "forward postdoc worker professional leader expert member creator novice beginner learner helper assistant employee colleague peer adult partner student graduate pupil head chief hand star master mother father friend neighbour candidate applicant author writer reader person people man woman boy girl guest host fan rival peer senior junior right-hand expert veteran specialist newcomer stranger user owner principal second third first parent resident native citizen associate fellow mate buddy doll hope number key interest prop bottom dog page ace angel baby bird bit boss brick case cast character charge company contact cover credit figure force god guard help hook influence lead light line link love major model mind minor name one part pawn piece player power pro rock second shadow soul spirit staff support sub temp test unit voice whip winner wit young champion hero winner runner-up finalist contestant giant great standard mark match mover machine tool".split()
NO_PLACES = "workshop organization organisation institution establishment company firm business enterprise house office department team unit group agency place site branch division party section side line field floor operation system home concern industry market staff panel board committee class set body force service services center centre authority government state world order public press stage platform base stand store space room area corner point post bar box point house family line operation outfit chain school workplace facility building structure faculty management administration leadership movement coalition alliance league federation association society institute affiliate partner supplier carrier source exchange trade interest fund trust account block bureau desk house plant command corps crew shift regular army-unit arm headquarters name brand franchise venture start-up startup cooperative table kitchen counter study lab laboratory garden works mill yard library".split()

# Words of OpenThesaurus that others name as what they are.
GERMAN_ROLES = ["Berufstätiger", "Berufstätige", "Handwerker", "Arzt", "Mediziner", "Künstler", "Musiker", "Beamter", "Soldat", "Verkäufer", "Händler", "Journalist", "Techniker", "Wissenschaftler", "Jurist", "Geistlicher", "Pfleger", "Trainer", "Sportler", "Funktionär", "Arbeitnehmervertretung", "Pädagoge", "Landwirt", "Seemann", "Schriftsteller", "Politiker", "Angestellter", "Arbeiter"]
GERMAN_PLACES = ["Unternehmen", "Betrieb", "Laden", "Schule", "Bildungseinrichtung", "Lehranstalt", "Hochschule", "Behörde", "Gaststätte", "Krankenhaus", "Verein", "Klub", "Geldinstitut", "Werkstatt", "Fabrik", "Handwerksbetrieb", "Bauernhof", "Gärtnerei", "Kanzlei", "Agentur", "Verlag", "Museum", "Bibliothek", "Streitkräfte", "Gewerkschaft", "Hotel", "Kindergarten", "Dienststelle", "Spedition", "Fluggesellschaft", "Reisebüro", "Zirkus"]
# What WordNet does not have.
ENGLISH_EXTRA = ["garden centre", "garden center", "call centre", "call center", "leisure centre", "community centre", "community center", "care home", "petrol station", "building site", "construction site", "youth club", "charity shop", "corner shop", "estate agency", "food bank", "farm shop", "hospital kitchen"]
# What OpenThesaurus names as no case of these.
EXTRA = {"role": ["Aushilfe", "Ersthelfer", "Schöffe", "Kassenwart", "Schriftführer", "Elternvertreter", "Küchenhilfe", "Tellerwäscher", "Nachhilfelehrer"],
         "place": ["Gärtnerei", "Supermarkt", "Getränkemarkt", "Baumarkt", "Meisterschule", "Abendschule", "Technikerschule", "Sprachschule", "Musikschule", "Fahrschule", "Callcenter", "Pflegeheim", "Steuerbüro", "Ingenieurbüro", "Architekturbüro", "Großküche", "Backstube", "Tankstelle", "Spielhalle", "Sportverein", "Rettungsdienst"]}
NO_GERMAN_ROLES = "mensch person mann frau leiter leiterin chef chefin mitglied kollege kollegin partner partnerin freund nachbar experte expertin fachmann profi anfänger einsteiger quereinsteiger bewerber bewerberin kandidat kandidatin student studentin schüler schülerin arbeiter mitarbeiter mitarbeiterin angestellter beschäftigter kraft hilfe hand kopf stift feder bleistift flieger binder bohrer füller android androide bulle daune brosche mustermann kunde gast leser".split()
NO_GERMAN_PLACES = "kolleg projekt forschungsprojekt ensemble gang kolophon heckmeck parkett haus raum stelle platz ort büro abteilung team gruppe bereich firma unternehmen betrieb einrichtung institution organisation laden geschäft amt wirtschaft gesellschaft verein band zug kreis werk zentrum stand seite dienst arbeit position ladung schule markt filiale niederlassung standort zentrale haushalt kunde lieferant anbieter hersteller partner abschluss prüfung adel anhang baum bad balken bayer feder tasche wohnung zimmer küche keller anlage aufnahme auswahl programm app kette marke gruppe konzern konkurrenz branche industrie gewerbe träger system netz presse medien bühne praxis bank sender nachtisch abendbrot handlung handwerk lager boden rang mini tochter herde ausbildung erfahrungen beschäftigungsverhältnis abitur anschluss".split()


def folded(word):
    word = word.lower().replace("ß", "ss")
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def english(folder):
    synsets, order = {}, {}
    for line in open(folder + "/data.noun", encoding="utf-8"):
        if line.startswith("  "):
            continue
        fields = line.split("|", 1)[0].split()
        count = int(fields[3], 16)
        pointers = fields[5 + 2 * count:]
        synsets[fields[0]] = (fields[4:4 + 2 * count:2], [pointers[at + 1] for at in range(0, len(pointers) - 3, 4) if pointers[at] == "@"])
    for line in open(folder + "/index.noun", encoding="utf-8"):
        if not line.startswith("  "):
            fields = line.split()
            order[fields[0]] = fields[-int(fields[2]):]
    for kind, roots, stops in (("role", ROLES, NO_ROLES), ("place", PLACES, NO_PLACES)):
        roots, stops = set(roots), set(stops)

        def above(synset, seen):
            for up in synsets[synset][1]:
                if up not in seen:
                    seen.append(up)
                    above(up, seen)
            return seen

        def is_of_kind(synset):
            chain = [synset] + above(synset, [])
            people = any(synsets[one][0][0] == "person" for one in chain)
            return people == (kind == "role") and (people or any(synsets[one][0][0] in GROUNDS for one in chain)) and any(synsets[one][0][0] in roots for one in chain) and not any(synsets[one][0][0] in ("family", "team", "enemy", "criminal", "wrongdoer", "line") for one in chain)

        for word, senses in sorted(order.items()):
            if not re.fullmatch(r"[a-z]{3,}([_-][a-z]+){0,2}", word) or word in stops:
                continue
            meant = [sense for sense in senses[:2] if is_of_kind(sense) and word in synsets[sense][0]]
            if not meant or "_" in word and word.split("_")[-1] not in stops and word.split("_")[-1] in order and any(is_of_kind(sense) for sense in order[word.split("_")[-1]][:2]):
                continue
            yield kind, word.replace("_", " ").replace("-", "")
    for word in ENGLISH_EXTRA:
        yield "place", word.replace(" ", "")


def german(file):
    groups = []
    for line in open(file, encoding="utf-8"):
        if line.startswith("-|"):
            names, ups = [], []
            for entry in line.rstrip("\n")[2:].split("|"):
                if not any(mark in entry for mark in ("(Antonym)", "(Unterbegriff)", "(Assoziation)", "(derb)", "(vulg.)", "(veraltet)", "(historisch)")):
                    (ups if "(Oberbegriff)" in entry else names).append(re.sub(r"\s*\([^)]*\)", "", entry).strip())
            groups.append((names, ups))
    for kind, roots, stops in (("role", GERMAN_ROLES, NO_GERMAN_ROLES), ("place", GERMAN_PLACES, NO_GERMAN_PLACES)):
        found = {folded(word) for word in EXTRA[kind]}
        for names, ups in groups:
            if set(ups) & set(roots) or kind == "place" and set(names) & set(roots) or set(names) & {"Betriebsrat", "Ersthelfer"}:
                found |= {folded(name) for name in names if re.fullmatch(r"[A-ZÄÖÜ][a-zäöüß]{3,}", name)}
        for word in sorted(found):
            # A deed is no place: "Bestätigung", "Güterverkehr".
            if word not in {folded(stop) for stop in stops} and not (kind == "place" and re.search("(?<!stift)(?<!zeit)(?<!handl)ung$|verkehr$|ismus$|nis$|heit$|en$|partei$|formel$", word)):
                yield kind, word


def main(wordnet, thesaurus, to):
    for name, lines in (("en", english(wordnet)), ("de", german(thesaurus))):
        text = "".join(f"{kind} {word.replace(' ', '_')}\n" for kind, word in lines)
        buffer = io.BytesIO()
        with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, filename="") as packed:
            packed.write(text.encode())
        with open(f"{to}/kinds-{name}.gz", "wb") as out:
            out.write(buffer.getvalue())


main(*sys.argv[1:])
