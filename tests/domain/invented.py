"""Invented letters in the shapes that real ones have. Ministers, dossiers and events do not exist."""

# ruff: noqa: E501, F541 (letters are as long as they are)

from __future__ import annotations

LOWER = "Tweede Kamer der Staten-Generaal"
UPPER = "Eerste Kamer der Staten-Generaal"
LETTERS: dict[str, str] = {}

LETTERS[
    "oneline"
] = f"""99 101 Bondgenoten Nr. 446 BRIEF VAN DE MINISTER VAN DEFENSIE Aan de Voorzitter van de {LOWER} Den Haag, 3 februari 2023 Hierbij bied ik u de geannoteerde agenda aan voor de bijeenkomst op 14 februari. De brief gaat ook in op o.a. de oefening.

Oefening

Nederland doet mee aan de oefening in het noorden. Dat kost 1,5 mln. euro.

De Minister van Defensie, K.H. Voorbeeld
"""
LETTERS["herdruk"] = f"""Vergaderjaar 2018-2019

99 101 V Vaststelling van de begrotingsstaten van het Ministerie van Buitenlandse Zaken (V) voor het jaar 2019

99 202 Noordelijke samenwerking

Nr. 85 HERDRUK1 BRIEF VAN DE MINISTER-PRESIDENT, MINISTER VAN ALGEMENE ZAKEN EN DE MINISTERS VAN BUITENLANDSE ZAKEN EN VAN DEFENSIE

Aan de Voorzitter van de {LOWER}

's-Gravenhage, 5 oktober 2018

In deze brief geeft het kabinet zijn reactie op het rapport over het noorden.2 De reactie volgt de hoofdstukken van het rapport.

Hoofdlijnen

Het kabinet onderschrijft de conclusies van het rapport (Kamerstukken 99 101 V, nrs. 12 en 15). Zie ook Aanhangsel Handelingen, vergaderjaar 2017-2018, nr. 1028.

De Minister-President, Minister van Algemene Zaken,

M. Voorbeeld

De Minister van Buitenlandse Zaken,

A. B. C. van der Proef

De Minister van Defensie,

drs. D.E. Toets-Van Dijk

De Staatssecretaris van Defensie,

ir. F. de Test

1 I.v.m. een correctie in de titel.

2 Rapport «Het Noorden», 2018.
"""
LETTERS["department"] = f"""> Retouradres Postbus 99999 2500 ZZ Den Haag

De voorzitter van de {LOWER}
Postbus 20018
2500 EA DEN HAAG

Ministerie van Voorbeelden
Rijnstraat 99
2515 XX Den Haag
www.rijksoverheid.nl

Ons kenmerk
VB/BSK-2023/33017

Bijlage(n)
2

Datum 3 februari 2023
Betreft Verslag van de Raad Buitenlandse Zaken
van 23 januari 2023

Geachte voorzitter,

Hierbij zend ik u het verslag van de Raad die op 23 januari in Brussel
plaatsvond. De Raad sprak over de situatie in het oosten en over de
samenwerking met de buurlanden van de Unie. Nederland heeft daarbij de inzet
uit de geannoteerde agenda1 uitgedragen en steun gevraagd voor nieuwe maat-
regelen tegen de omzeiling van sancties.

Buurlanden

De Raad wisselde van gedachten over de buurlanden en de NAVO-
samenwerking. De Hoge Vertegenwoordiger stelde voor om de hulp aan te
vullen met een bedrag van 2,5 miljard euro, waarbij lidstaten zelf bepalen welk
deel zij

1 Kamerstuk 99 101-02, nr. 1234.
Pagina 1 van 2
\fVB/BSK-2023/33017
Ministerie van Voorbeelden

leveren. Nederland steunt dit voorstel, mits de kosten eerlijk worden verdeeld
en er controle is op de besteding.2 De secretaris-
generaal van de Raad komt hier in maart op terug.

Hoogachtend,

DE STAATSSECRETARIS VAN VOORBEELDEN EN PROEVEN,

drs. V.L.W.A. Testers

2 Zie ook de brief van 12 december jl. (Kamerstuk 99 101-02, nr. 1230).
Pagina 2 van 2
"""
LETTERS["ek"] = f"""36 999 Regels over proeven

B BRIEF VAN DE MINISTER VOOR PROEVEN EN VOORBEELDEN

Aan de Voorzitter van de {UPPER}

Den Haag, 12 mei 2023

Bij brief van 3 april jl. heeft uw commissie vragen gesteld. Hierbij treft u de antwoorden op deze vragen aan.

Vraag 1

Kan de minister dit toelichten?

Antwoord

Ja. De minister verwijst naar Kamerstukken I 2022/23, 36 999, A.

De Minister voor Proeven en Voorbeelden,
P. Tester
"""
LETTERS["both"] = f"""Aan de Voorzitters van de Eerste en van de {LOWER}

Den Haag, 31 februari 2020

Geachte voorzitters,

Met deze brief informeren wij u over de stand van zaken van het programma.

Namens het kabinet,
De Minister van Proeven,
De Minister van Toetsen,

J.J. (Jan) Voorbeeld
K.L.M. de Wit
"""
LETTERS["xnoot"] = f"""99 303 Oost en West

Nr. 12 BRIEF VAN DE MINISTERS VAN PROEVEN EN TOETSEN

Aan de Voorzitter van de {LOWER}

Den Haag, 1 juni 2022

Hierbij bieden wij u het fiche aan over het nieuwe voorstel1 van de Commissie.

X Noot
1
Raadpleegbaar via de website.

Het voorstel verplicht lidstaten tot meer openheid, zoals afgesproken in 2018.2 Nederland steunt dat.

X Noot
2
COM (2016) 950.

De Minister van Proeven, A.B. Proef

De Minister van Toetsen, C.D. Toets
"""
LETTERS["cover"] = f"""99 404 Raad

Nr. 77 BRIEF VAN DE MINISTER VAN PROEVEN

Aan de Voorzitter van de {LOWER}

Den Haag, 4 maart 2021

Hierbij doe ik u het verslag toekomen van de informele bijeenkomst van ministers.

De Minister van Proeven,
S. Toetser

VERSLAG INFORMELE BIJEENKOMST VAN 1 MAART 2021

Handel

De ministers spraken over handel en over de toegang tot markten buiten de Unie.

Klimaat

Over klimaat waren de ministers het eens. Nederland pleitte voor tempo.

Bijlage 1: Lijst van deelnemers

Deelnemers waren de lidstaten.

Annex 2

The participants agreed that the programme will be extended and that it is of great importance for all of us to have a common position on the matter by the end of this year.
"""
LETTERS["md"] = f"""# 99 505 Samenwerking

**Nr. 3**

## BRIEF VAN DE STAATSSECRETARIS VAN PROEVEN

Aan de Voorzitter van de {LOWER}

Den Haag, 9 september 2024

In deze brief ga ik in op de voortgang van het *Programma Proeven* (zie [het programma](https://example.org/x)[^1]). Dat kostte 3 \\* 4 euro en AT&amp;T deed mee<sup>2</sup>.

### 1. Inleiding

De punten zijn:

- het eerste punt, dat over twee
  regels loopt;
- het tweede punt;
  1. een onderdeel;
  2. nog een onderdeel.

| Jaar | Bedrag |
|------|--------|
| 2023 | 1,2 |

**Vervolg**

Het programma is goed voor Nederland – en dus voor

---

[^1]: Zie Kamerstuk 99 505, nr. 1.
<sup>2</sup> Zie Kamerstuk 99 505-X, nr. 2.

Europa. Dit is *belangrijk*.

De Staatssecretaris van Proeven,  
E.F. van der Toets
"""
LETTERS["ocr"] = """ Hierbij ontvangt u de reactie van het kabinet op het advies. Het advies gaat
over technologieŽn die ťťn ding gemeen hebben, namelijk snelheid. De reac-
tie volgt hieronder.
 Algemeen

De Minister heeft kennis genomen van het advies en deelt de hoofdlijn die de
raad daarin kiest. Wel plaatst hij er een kanttekening bij, omdat de kosten nog

niet bekend zijn en de baten onzeker. Volgend jaar volgt een evaluatie® van
het beleid dat sinds 2015 wordt gevoerd in samenwerking met de provin-
 cies en de gemeenten.
Slot

De Minister van Proeven,
G.H. Tester

T Deze evaluatie wordt uitgevoerd door een bureau.
"""
LETTERS["numbered"] = f"""Aan de Voorzitter van de {LOWER}

Datum: 4 mei 2022
Onderwerp: Voortgangsrapportage proeven

Geachte heer/mevrouw voorzitter,

Met deze brief stuur ik u de rapportage.

1 Inleiding

Het programma loopt sinds 2020. Er zijn 3 onderdelen.

2 Resultaten

2.1 Onderdeel A

De resultaten zijn goed. Zie bijlage A. De rest volgt.

Met vriendelijke groet,

de minister van Proeven,
mr. drs. I.J. Kaas
"""
LETTERS["motie"] = """99 505 Samenwerking

Nr. 9 MOTIE VAN HET LID VOORBEELD C.S.

Voorgesteld 9 maart 2021

De Kamer,

gehoord de beraadslaging,

verzoekt de regering hier werk van te maken,

en gaat over tot de orde van de dag.

Voorbeeld
"""
LETTERS["debat"] = """99 505 Samenwerking

Nr. 10 VERSLAG VAN EEN ALGEMEEN OVERLEG

Vastgesteld 8 april 2009

De vaste commissie voor Proeven heeft overleg gevoerd over:

– de brief van de minister d.d. 24 november 2008 inzake de proef (99 505, nr. 71);
"""
LETTERS["beantw"] = f"""Geachte voorzitter,

Hierbij zend ik u de antwoorden op de vragen van het lid Voorbeeld (VVP) over de kabinetsreactie op het rapport. Deze vragen werden ingezonden op 3 mei 2021 met kenmerk 2021Z01234.

De Minister van Proeven,

L.M. Nop

2021Z01234

Vragen van het lid Voorbeeld (VVP) aan de minister van Proeven over het rapport (ingezonden 3 mei 2021)

Vraag 1
Klopt het dat dit zo is?

Antwoord op vraag 1
Ja, dat klopt.
"""
LETTERS["eight"] = f"""99 606 Crisis

Nr. 55 BRIEF VAN DE MINISTERS VAN A-ZAKEN, VAN B-ZAKEN EN VAN C-ZAKEN, EN DE STAATSSECRETARISSEN VAN A-ZAKEN EN B-ZAKEN

Aan de Voorzitter van de {LOWER}

Den Haag 14 maart 2022

Met deze brief informeert het kabinet uw Kamer over de gevolgen van de crisis.

De Minister van Algemene Zaken, M.N. Een De Minister van Buitenlandse Zaken, O.P. van Twee De Minister van Defensie, Q.R. de Drie De Minister voor Buitenlandse Handel en Ontwikkelingssamenwerking, S. Vier-Vijf De Staatssecretaris van Financiën – Fiscaliteit en Belastingdienst, T.U. Zes
"""
LETTERS["mdfooters"] = f"""{LOWER}

**2**

**Vergaderjaar 2022–2023**

## **99 101** Bondgenoten

### **Nr. 446** BRIEF VAN DE MINISTERS VAN BUITENLANDSE ZAKEN, VAN DEFENSIE EN VOOR PROEVEN

Aan de Voorzitter van de {LOWER}

Den Haag, 6 juli 2023

Op 11 en 12 juli komt de top bijeen in Proefstad. Graag informeren wij uw Kamer over de Nederlandse inzet bij de top, mede naar aanleiding van de motie van het lid Tester c.s. (Kamerstuk 99 101, nr. 430). De inzet is besproken met de fracties en met

kst-99101-446 ISSN 0921 - 7371 's-Gravenhage 2023

Tweede Kamer, vergaderjaar 2022–2023, 99 101, nr. 446 1

maatschappelijke organisaties.

*Steun aan het oosten*

De steun blijft <sup>1</sup> van belang. <sup>2</sup> Het kabinet zet zich in voor:

• meer munitie;
• meer training, o.a. via het programma van de EU; en
• snellere levering.

<sup>1</sup> Kamerstuk 99 101, nr. 440

<sup>2</sup> <https://www.example.org/rapport>

kst-99101-446

ISSN 0921 - 7371

's-Gravenhage 2023

Tweede Kamer, vergaderjaar 2022–2023, 99 101, nr. 446 2

De Minister van Buitenlandse Zaken,

W.B. Proefstra

De Minister van Defensie,

K.H. Testgren

De Minister voor Proeven,

E.N.A.J. Schrijver
"""
LETTERS["ocrwrap"] = f"""{LOWER} 2

Vergaderjaar 2015-2016

99 202 Internationale proeven

nr. 44 BRIEF VAN DE MINISTER VAN PROEVEN EN VAN DE
STAATSSECRETARIS VAN TOETSEN

Aan de voorzitter van de {LOWER}

's-Gravenhage, 26 juni 2009

Op verzoek van de vaste commissie voor Proeven (brief d.d. 8 april jl.)
gaan wij in op de gevolgen van het besluit. De commissie vroeg in het
bijzonder naar de positie van de kleine lid-
staten en van de secretaris-
generaal. Uit onderzoek blijkt dat 1 op de 3 landen hier last van heeft.
Dat is meer dan in 2007.1 De uitkomsten zijn gedeeld met uw Kamer (Kamer-
stuk 99 202, nr. 40).
Gevolgen voor kleine landen
De gevolgen voor kleine landen zijn beperkt. Wel is het zo dat de regels
in die landen later worden ingevoerd en dat de kosten daar hoger uitvallen
dan elders in de Unie.
In de tweede plaats geldt dat de controle in die landen minder streng is.
De commissie heeft daar in haar brief van 3 maart jl. al op gewezen, en

1 Zie het rapport «Kleine landen», blz. 12 e.v.

99202-44 KST131313
0809tkkst99202-44
ISSN 0921 - 7371
Sdu Uitgevers
's-Gravenhage 2009

Tweede Kamer, vergaderjaar 2015-2016, 99 202, nr. 44 1
\fook de Algemene Rekenkamer stelde dat vast.

De minister van Proeven,
M.J.M. Verhoef

De staatssecretaris van Toetsen,
J.G. de Vrij-Ster
"""
LETTERS["docxlike"] = f"""Ministerie van Defensie
> Retouradres Postbus 20701 2500 ES Den Haag
Aan
de Voorzitter van de {LOWER}
Plein 2
2511 CR Den Haag
Datum
14 september 2022
Betreft
Behoeftestelling vervanging proefvoertuigen (D-brief)
Onze referentie
BS2022012345
Bij beantwoording, datum, onze referentie en onderwerp vermelden.
Geachte voorzitter,
In deze brief informeer ik u over de behoefte aan nieuwe voertuigen. Defensie gebruikt nu voertuigen uit 1989.
Behoefte
De behoefte bestaat uit 120 voertuigen. Het budget ligt tussen € 250 mln. en € 1 mld.
Planning
De eerste voertuigen worden in 2025 geleverd.
Hoogachtend,
DE STAATSSECRETARIS VAN DEFENSIE
C.A. van der Proef
"""
LETTERS["multi"] = f"""Vergaderjaar 2013–2014

21 501-02 Raad Algemene Zaken en Raad Buitenlandse Zaken

99 303 Raad voor Proeven

33 750 V Vaststelling van de begrotingsstaten van het Ministerie van Buitenlandse Zaken (V) voor het jaar 2014

Nr. 1300 BRIEF VAN DE VAN DE MINISTER VAN PROEFZAKEN

Aan de Voorzitter van de {LOWER} Den Haag, 14 november 2013

Hierbij bied ik u de geannoteerde agenda aan van de Raad Buitenlandse Zaken van 18 en 19 november 2013, alsmede het verslag van de vorige Raad.

GEANNOTEERDE AGENDA RAAD BUITENLANDSE ZAKEN

Oostelijk Partnerschap

De Raad zal spreken over het Oostelijk Partnerschap. Nederland zal hierbij aandacht vragen voor handel.

Afrika

De Raad zal spreken over Afrika.

De Minister van Buitenlandse Zaken, F.C.G.M. Proefmans
"""
LETTERS["titlefirst"] = f"""BRIEF VAN DE MINISTER-PRESIDENT

99 404 Crisisbeleid

Nr. 12

Aan de Voorzitter van de {UPPER}

Den Haag, 1 maart 2022

Met deze brief doe ik u de kabinetsappreciatie toekomen van het rapport van de commissie.

Samenvatting

De commissie adviseert om snel te beginnen. Het kabinet neemt dat over.

de Minister-President,
Minister van Algemene Zaken

Mark Proef
"""
LETTERS["english"] = f"""99 404 Crisisbeleid

Nr. 13 BRIEF VAN DE MINISTER VAN PROEVEN

Aan de Voorzitter van de {LOWER}

Den Haag, 2 maart 2022

Bijgevoegd treft u de verklaring van de ministers.

De Minister van Proeven,
A. Proef

Joint Communiqué

We, the ministers, met in Testville on 1 March. We are united in our resolve to support all of the partners in the region.

We will continue to work together with the partners and to provide assistance to those who need it. This is an important step for all of us.
"""
LETTERS["stamp"] = f"""Aan de Voorzitter van de
{LOWER}
Plein 2
2511 CR 's-GRAVENHAGE

Datum 3-2-2023
Kenmerk DVB/VD-023/23
Inzake Kabinetsreactie AIV-advies

Zeer geachte Voorzitter,

Graag bied ik u hierbij de kabinetsreactie aan op het advies.

De Minister van Proeven,


Dr. A. B. van Testen tot Proeven
"""
LETTERS["cols"] = """Geachte voorzitter,

Wij melden u dat het goed gaat met de proef. Meer volgt.

De Minister van Proeven,    De Minister van Toetsen,
A.B. Proef                  C.D. Toets
"""
LETTERS["bz"] = f"""Ministerie van Proefzaken

Aan de Voorzitter van de
{LOWER}
Plein 2
Den Haag

Directie Proeven
Rijnstraat 8
2515 XP Den Haag

Onze Referentie

2023-0000123456

Uw referentie
2023Z01234

Datum 5 juni 2023
Betreft Geannoteerde agenda van de informele Raad Buitenlandse
Zaken van 12 juni 2023

Bijlage(n)

geen

Geachte voorzitter,

Hierbij bied ik u de geannoteerde agenda aan. Mede namens de minister van Defensie.

Rusland

"We blijven steunen", aldus de minister. Dit ging over art. 5. Dat staat vast¹.

¹ Zie Kamerstuk 99101-02, nr. 45 en Kamerstuk 99 102, nr. 3

Zoals gezegd: steun blijft.

De minister van Buitenlandse Zaken,

Wim Proefstra
"""
LETTERS["mixed"] = f"""## Brief van de minister van Defensie

Aan de Voorzitter van de {LOWER}

Den Haag, 5 juni 2023

Met deze brief reageer ik op de motie van het lid Proef (99 101, nr. 4). Ik ga daarbij in op drie punten.

**Eerste punt**
Het eerste punt is dat het goed gaat. De rest volgt.

**Tweede punt**

Het tweede punt is anders.

Hoogachtend,

Kaja Proefgren

Minister van Defensie
"""
LETTERS["ocr2"] = f"""DEFENSIE

Aan de Voorzitter van de {LOWER}

Den Haag 3 mei 2019

Hierbij informeer ik u, mede namens de minister van Buitenlandse Zaken,
over de voortgang van de missie in het land Proefland. In het afgelopen
half jaar is het aantal militairen teruggebracht van 100 naar 60.

3

INLEIDING

De missie begon in 2015. De missie heeft drie taken en het kabinet weegt
elk jaar of die nog nodig zijn. Zie daarvoor ook de brief van vorig jaar 1.

Training

De training van de eenheden verloopt goed. Daarbij wordt samengewerkt met
de NAVO en met de EU-
lidstaten. De training wordt in het najaar geëva-
lueerd en de resultaten worden met uw Kamer gedeeld. Aan het

1 Kamerstuk 99 521, nr. 341.
2 Kamerstuk 99 521, nr. 342 en Kamer-
stuk 99 521, nr. 343.

Pagina 1 van 2

einde van het jaar volgt een besluit 2. Daarover wordt u geïnformeerd.

DE MINISTER VAN DEFENSIE
Drs. A.Th.B. Proefveld-Toetsen
"""
LETTERS["noblank"] = f"""99 700 Ruimte
Nr. 4
BRIEF VAN DE STAATSSECRETARIS VAN DEFENSIE
Aan de Voorzitter van de {LOWER}
Den Haag, 3 mei 2019
Hierbij stuur ik u de beleidsnota over de ruimte, zoals toegezegd in het debat van 3 april jl.
Aanleiding
De ruimte wordt belangrijker voor de krijgsmacht, en dat vraagt om beleid dat op lange termijn houdbaar is.
Het kabinet kiest voor samenwerking met bondgenoten en met het bedrijfsleven.
Vervolg
De nota wordt dit jaar uitgewerkt.
De Staatssecretaris van Defensie,
B. Proef
"""
LETTERS[
    "flat"
] = f"""Aan de Voorzitter van de {LOWER} Postbus 20018 2500 EA Den Haag Datum 3 mei 2019 Betreft Verslag van de Raad Geachte voorzitter, Hierbij bied ik u het verslag aan van de Raad. Het ging goed.

De Minister van Proeven, A.B. Proef
"""
LETTERS["double"] = f"""99 101 NAVO

Nr. 5

BRIEF VAN DE MINISTER VAN PROEVEN

Aan de Voorzitter van de {LOWER}

Den Haag, 4 mei 2020

Hierbij stuur ik u de appreciatie van het rapport over de toekomst van de

samenwerking. Dat rapport is geschreven door een groep van deskun-

digen uit tien landen. De groep sprak met de secretaris-

generaal en met de heer P. van der Test van de Verenigde Naties in New

York. Daarna volgde het rapport.

Hoofdpunten

De hoofdpunten zijn duidelijk.

De Minister van Proeven,

A.B. Proef

"""
LETTERS["annexfirst"] = f"""Geachte voorzitter,

Bijgaand treft u de antwoorden aan.

De Minister van Defensie,
K. Proefman

Den Haag, 3 mei 2021

Antwoorden van de minister van Defensie op vragen over proeven

1
Klopt het bericht?

Ja.

2
Wat gaat u doen?

Ik ga in overleg. Zie ook mijn brief van 2 mei 2021 (Kamerstuk 99 101, nr. 3).
"""
LETTERS["listy"] = f"""Nr. 7 BRIEF VAN DE MINISTER VAN PROEVEN

Den Haag, 2 mei 2020

Dit zijn de punten:

a) het eerste punt
b) het tweede punt
c) het derde punt

– streepje een
– streepje twee

Het kabinet kiest hiervoor. De redenen zijn i) geld, ii) tijd en iii) ruimte.

Tabel 1: Overzicht

2020   1,2   3,4
2021   2,2   4,4

Slotopmerking

Tot slot dank ik u.

De Minister van Proeven,
A. Proef
"""
LETTERS["mdtitle"] = f"""# **BRIEF VAN DE MINISTERS VAN PROEVEN EN VAN TOETSEN**

**21 501-02 Raad Algemene Zaken en Raad Buitenlandse Zaken**

**99 101 NAVO**

**Nr. 2345**

Aan de Voorzitter van de {LOWER}

Den Haag, 4 mei 2020

### **1. Oekraïne**

De ministers spraken over **Oekraïne**. Zij waren het eens.[^1]

### **2. Overig**

*Handel*

Er werd over handel gesproken.

[^1]: Kamerstuk 21 501-02, nr. 2340.

De Minister van Proeven,\\
A.B. Proef

De Minister van Toetsen,\\
C. Toets
"""
