"""Function words by language: what tells nothing of a text's subject. Knows words, nothing of how they are used.

Words that are a content word in another of the five languages stay out.
"""

from __future__ import annotations

from collections.abc import Mapping

STOP_WORDS_OF: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": """
            a an the this that these those it its he she they them their we us our you your i
            of in on at to for from by with into about over under between during before after as than
            and or not if then also only both each other any all more most some such there
            is are was were be been being has have had do does did will would can could should may might
            which what who whom whose where when why how
        """,
        "pl": """
            ten ta to te tej tego tym tych się jego jej ich
            w we z ze na do od dla o u po za przez przy
            a i oraz lub albo ani ale nie czy aby żeby by jako jak także też również tylko już
            jest są był była było były być będzie będą ma mają
            który która które których którym którą jaki jaka jakie jakich ile co kto gdzie kiedy dlaczego
        """,
        "cs": """
            ten ta to ti ty této tento tato tohoto se si jeho její jejich
            v ve s k ke z ze na do od o u po za pro při přes
            a i nebo či ani ale ne že zda aby by jako jak také též jen již už
            je jsou byl byla bylo byly být bude budou má mají
            který která které kteří kterou kterých jaký jaká jaké kolik co čím čem kdo kde kdy proč
        """,
        "sk": """
            ten to ty tento táto toto sa si jeho jej ich
            v vo s so k ku z zo na do od o u po za pre pri cez
            a i alebo či ani ale nie že aby by ako tiež iba už
            je sú bol bola bolo boli byť bude má majú
            ktorý ktorá ktoré ktorí ktorú ktorých aký aká aké koľko čo čím kto kde kedy prečo
        """,
        "hu": """
            a az egy ez ezek azok ezt azt
            és vagy nem ne is ha de hogy mint meg már csak
            van vannak volt voltak lesz lesznek be ki le el fel össze szerint által között számára
            mely melyik melyek milyen mi mit kik hol ahol amely amelyek mikor miért hogyan hány mennyi mekkora
        """,
    }.items()
}

# Lemmas by which a question asks, wants and points, in each language: they stand everywhere and tell nothing of what is asked about. They are
# left out of questions only; passages keep them, for phrases.
ASKING = {
    "en": frozenset("much many do get make happen want intend plan".split()),
    "pl": frozenset(
        """jaki który któryś swój on ona ono kto co móc mieć chcieć być ten zamierzać się rzecz taki sam każdy inny ile kiedy gdzie roczeń""".split()
    ),
    "cs": frozenset(
        """jaký který některý svůj on ona kdo co kolik moci mít chtít být ten dokdy odkdy sám každý jiný kam když díky""".split()
    ),
    "sk": frozenset(
        """aký ktorý niektorý svoj on ona ono kto čo koľký koľko môcť mať chcieť byť ten dokedy odkedy sám každý iný keď vďaka to ký""".split()
    ),
    "hu": frozenset(
        """mennyi ki mi mikor amely aki ő van lesz fog tud ig ban ben ra re az ez illetve mellett alatt majd kíván amikor milyen hány""".split()
    ),
}
