"""Czech texts respelt as Slovak, for want of everyday Slovak sentences. Knows spelling and two word lists, nothing of grammar.

A Czech word is changed by the regular differences of the two languages (ř r, ů ô, ou ú, ě ie …) until it is a word that the Slovak dictionary
has; the commonest words that differ otherwise stand in a list. What neither reaches stays as it is. The result is Slovak to a bag of words,
not to a reader: it is learnt from, never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import simplemma

from index.encoder.pairs import Pair

# What may stand in Slovak for a Czech letter or ending, likeliest first.
_ENDINGS = {
    "uji": ("ujem",),
    "ují": ("ujú",),
    "ají": ("ajú",),
    "ejí": ("ejú",),
    "ech": ("och", "iach"),
    "ích": ("ích", "iach", "och"),
    "í": ("í", "ie", "ia"),
    "t": ("ť", "t"),
    "e": ("e", "a", "y"),
}
_LETTERS = {
    "ou": ("ú", "ou"),
    "ě": ("e", "ie", "ä"),
    "ř": ("r",),
    "ů": ("ô", "o"),
    "í": ("í", "ie", "ia"),
    "é": ("é", "ie"),
    "á": ("á", "ia"),
    "l": ("l", "ľ"),
    "z": ("z", "dz"),
    "e": ("e", "ie", "o"),
    "d": ("d", "ď"),
    "c": ("c", "č"),
}
_MOST_SPELLINGS = 200  # of one word

_WORDS = dict(
    pair.split("=")
    for pair in """
    jsem=som jsi=si jsme=sme jste=ste jsou=sú byl=bol byla=bola bylo=bolo byli=boli byly=boli být=byť nebyl=nebol nebyla=nebola nebylo=nebolo
    nejsem=nie_som nejsi=nie_si není=nie_je nejsme=nie_sme nejste=nie_ste nejsou=nie_sú bych=by_som bys=by_si co=čo kdo=kto kdy=kedy jak=ako
    jako=ako proč=prečo který=ktorý která=ktorá které=ktoré kteří=ktorí mohu=môžem můžu=môžem může=môže můžeš=môžeš můžeme=môžeme můžete=môžete
    můj=môj má=má její=jej jejich=ich mě=mňa mně=mne mi=mi tě=ťa ji=ju něj=neho něco=niečo někdo=niekto nic=nič nikdo=nikto někdy=niekedy
    také=tiež taky=tiež jen=len jenom=len pouze=iba ještě=ešte velmi=veľmi dobře=dobre zítra=zajtra tady=tu tato=táto ta=tá chci=chcem
    nechci=nechcem jestli=či zda=či když=keď až=až protože=pretože nebo=alebo dělat=robiť dělá=robí děláš=robíš dělal=robil udělat=urobiť
    udělal=urobil udělala=urobila líbí=páči mluvit=hovoriť mluví=hovorí mluvil=hovoril mluvíš=hovoríš mluvím=hovorím rozumím=rozumiem hodně=veľa
    mnoho=veľa moc=veľmi teď=teraz nyní=teraz pak=potom už=už více=viac než=než opravdu=naozaj musím=musím myslím=myslím vím=viem víš=vieš
    ví=vie nevím=neviem nevíš=nevieš neví=nevie jít=ísť jdu=idem jde=ide jdi=choď šel=šiel přijít=prísť přišel=prišiel přijde=príde kolik=koľko
    tolik=toľko kterou=ktorú dítě=dieťa děti=deti člověk=človek lidé=ľudia lidi=ľudí kočka=mačka peníze=peniaze práce=práca hezký=pekný
    krásná=krásna slyšel=počul slyšet=počuť slyším=počujem dívat=pozerať dívka=dievča holka=dievča kluk=chlapec chlapec=chlapec auto=auto
    jídlo=jedlo jíst=jesť jím=jem jí=je snídaně=raňajky oběd=obed večeře=večera odpověď=odpoveď otázka=otázka škola=škola přítel=priateľ
    přátelé=priatelia ráno=ráno odpoledne=popoludní léto=leto podzim=jeseň leden=január únor=február březen=marec duben=apríl květen=máj
    červen=jún červenec=júl srpen=august září=september říjen=október listopad=november prosinec=december pondělí=pondelok úterý=utorok
    abych=aby_som abys=aby_si abychom=aby_sme abyste=aby_ste bychom=by_sme byste=by_ste kromě=okrem raději=radšej ze=z ve=v ke=k se=sa
    řekl=povedal řekla=povedala řekli=povedali řekni=povedz řekněte=povedzte říci=povedať říct=povedať říká=hovorí říkal=hovoril měl=mal
    měla=mala měli=mali mělo=malo neměl=nemal neměla=nemala mít=mať mohl=mohol mohla=mohla všichni=všetci všechno=všetko všechny=všetky
    vše=všetko někde=niekde takhle=takto odešel=odišiel odešla=odišla všude=všade vlak=vlak nějaký=nejaký nějaké=nejaké nějakou=nejakú
    středa=streda čtvrtek=štvrtok pátek=piatok sobota=sobota neděle=nedeľa
    """.split()
)


SOURCE = "tatoeba_respelt"


def as_slovak(pairs: Iterable[Pair]) -> list[Pair]:
    """The everyday Czech sentences once more, as Slovak ones of a source of their own."""
    return [
        pair._replace(source=SOURCE, language="sk", translation=respell(pair.translation))
        for pair in pairs
        if pair[:2] == ("tatoeba", "cs")
    ]


def respell(text: str) -> str:
    """`text` word by word; capital letters are kept at the beginning of a word only."""
    return re.sub(r"[^\W\d_]+", lambda word: _with_case(_word(word[0].lower()), word[0]), text)


def _with_case(word: str, like: str) -> str:
    return word.capitalize() if like[0].isupper() else word


@cache
def _word(czech: str) -> str:
    if czech in _WORDS:
        return _WORDS[czech].replace("_", " ")
    if simplemma.is_known(czech, lang="sk"):
        return czech
    for _, slovak in zip(range(_MOST_SPELLINGS), _spellings(czech), strict=False):
        if simplemma.is_known(slovak, lang="sk"):
            return slovak
    return czech


def _spellings(czech: str) -> Iterator[str]:
    if not czech:
        yield ""
        return
    if czech in _ENDINGS:
        yield from _ENDINGS[czech]
    letter = next((group for group in (czech[:2], czech[0]) if group in _LETTERS), czech[0])
    rest = list(_first(_spellings(czech[len(letter) :])))
    for slovak in _LETTERS.get(letter, (letter,)):
        for tail in rest:
            yield slovak + tail


def _first(spellings: Iterator[str]) -> Iterator[str]:
    for _, spelling in zip(range(_MOST_SPELLINGS), spellings, strict=False):
        yield spelling
