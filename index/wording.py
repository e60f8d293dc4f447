"""Which of the five languages the words of a short text belong to. Knows function words, endings and the glossary; no statistics of letters.

Helps index.languages.detect where a text is too short, or typed without diacritics, for letters alone to tell. All words are folded.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from index.analysis import fold, words
from index.languages import LANGUAGES
from index.scheme import glossary

# Words that people ask with, and function words. A word that stands under several languages counts for none of them.
_FUNCTION_WORDS = {
    "en": """
        the of and is are was were what which who whom whose when where why how does did do has have had will would can could
        should in on at
        for from by with about between many much long large often any there their its this that these those be been not or
        than into under
        a to i do by on ten be me my is he we no so city cities town towns plan plans year years cost costs share measures""",
    "pl": """
        ile ilu jak jaki jaka jakie jakich jakim jakiej ktory ktora ktore ktorych ktorym ktorej kto kogo komu kim co czego
        czym gdzie kiedy
        dlaczego skad czy jest sa byl byla bylo byly bedzie beda sie nie oraz lub albo dla przez przy pod nad miedzy od do na
        w we z ze
        za po przed jego jej ich ma maja moze mozna roku rok lat latach miasto miasta miast miescie miastach przeciw
        dotyczace wedlug rowniez
        a to i on o ta te tam tak jest tym tej tego tych ten tylko juz jeszcze takze dotacja dotacje koszt koszty odpadow
        odpadami ciepla zieleni""",
    "cs": """
        kolik kolika jak jaky jaka jake jakych jakym jakou ktery ktera ktere kterych kterym kterou kteri kdo koho komu kym co
        ceho cim kde kdy
        dokdy odkdy proc odkud jsou byl byla bylo byly bude budou se si neni nebo pro pri pres podle mezi u ve ze od do na v
        z za po
        pred jeho jeji jejich ma maji muze lze roku rok let mesto mesta mest meste mestech proti take jeste uz jen jako jiz
        neco nejaky nejake
        a to i on o ta te tam tak je by ten ti ty vsech vsechny tento tato toto jenz aby dela stala stoji chce odpovida
        ovzdusi bydleni vytapeni ucinnost zadrzovani vymena emise dotace
        adaptace strategie""",
    "sk": """
        kolko kolkymi ako aky aka ake akych akym akou aku ktory ktora ktore ktorych ktorym ktoru ktori kto koho komu kym co
        coho cim kde kedy
        dokedy odkedy preco odkial su bol bola bolo boli bude budu sa si nie alebo pre pri cez podla medzi u vo zo od do na v
        z za po
        pred jeho jej ich ma maju moze roku rok rokov rokoch mesto mesta miest meste mestach proti tiez este uz len ako iba
        nieco nejaky nejake
        a to i on o ta te tam tak je by ten ti ty vsetkych vsetky tento tato toto aby robi stala stoji chce zodpoveda
        ovzdusia byvanie vykurovanie ucinnost zadrziavanie vymena emisie
        dotacie adaptacia strategia""",
    "hu": """
        mi mit miben mire mik ki kik kit kinek kivel hany mennyi mennyit mennyibe mennyivel mekkora milyen mely melyek melyik
        hogyan miert
        mikor mikorra meddig hol hova honnan a az egy es vagy nem is van vannak volt lesz lesznek hogy ez ezek azok ezt azt
        ahol amely amelyek
        meg mar csak de ha mint szerint altal kozott szamara ellen reszere varos varosok varosban terv terve tervez evben
        kerul keruletben
        tamogatas koltseg hulladek epulet""",
}  # fmt: skip

# Function words of languages that people may ask in and that are none of the five; those that one of the five has too tell nothing.
OTHER = "other"
_OTHER_WORDS = """
    wie viel was wer wo wann warum welche welcher welches der die das und ist sind wird werden im den dem des fur auf mit von zu ein eine nicht
    quel quelle quels quelles combien comment qui que quoi ou quand pourquoi le la les du des et est sont un une pour dans avec sur coute
    cuanto cuanta cuantos cuesta como quien cual cuales donde cuando que el los las del y es son una para con por
    quanto quanta costa come chi quale quali dove quando perche il lo gli della dello di e sono un una per
    hoe hoeveel wie waar wanneer waarom welke het een van de en voor met kost zijn
    koliko kdaj kje kaj kako zakaj kdo kosta kosti tko gdje kada zasto koji koja koje sto je su za
    cat costa cine unde cand de ce care si este sunt pentru
    kiek kur kada kas kaip kodel kainuoja
    quanto custa onde quem qual quais porque os as uma um
"""

# Endings that tell Czech from Slovak where a word has at least this many letters: hospodaření · hospodárenie, dotace · dotácia.
_LONG = 6
_CZECH = ("eni", "ani", "stvi", "ace", "aci", "ostech")
_SLOVAK = ("enie", "anie", "enia", "ania", "eniu", "aniu", "stvo", "stva", "stve", "acia", "acie", "aciu", "acii", "iach", "ov", "och")


def votes(text: str) -> Mapping[str, float]:
    """How many words of `text` speak for each of LANGUAGES and for OTHER; a word of the glossary counts half."""
    found = dict.fromkeys((*LANGUAGES, OTHER), 0.0)
    for word in map(fold, words(text)):
        for language, weight in _lexicon().get(word, ()):
            found[language] += weight
    return found


def czech_or_slovak(text: str) -> float:
    """Above 0 where the endings of the words are Czech, below where they are Slovak."""
    long = [w for w in map(fold, words(text)) if len(w) >= _LONG]
    return 0.5 * sum(w.endswith(_CZECH) - w.endswith(_SLOVAK) for w in long)


@cache
def _lexicon() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Folded word → the language it speaks for, where it is one only."""
    functions = _only_one({code: frozenset(listed.split()) for code, listed in (*_FUNCTION_WORDS.items(), (OTHER, _OTHER_WORDS))})
    shared = frozenset(word for listed in _FUNCTION_WORDS.values() for word in listed.split())
    domain = _only_one(
        {code: frozenset(fold(w) for c in glossary.load() for t in c.terms[code] for w in words(t)) - shared for code in LANGUAGES}
    )
    weighed = {word: ((code, 0.5),) for word, code in domain.items()}
    return {**weighed, **{word: ((code, 1.0),) for word, code in functions.items()}}


def _only_one(by_language: Mapping[str, frozenset[str]]) -> dict[str, str]:
    owners: dict[str, list[str]] = {}
    for code, owned in by_language.items():
        for word in owned:
            owners.setdefault(word, []).append(code)
    return {word: codes[0] for word, codes in owners.items() if len(codes) == 1}
