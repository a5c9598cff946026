"""Names that no table has: nicknames, quarters, names in another tongue, and short names of clocks. Each is what one would say in full."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from domain.ground.atlas.spelling import plainly

# A short name is the living clock of where people use it, with its summer time.
_CLOCKS = """
America/New_York: est, edt, et, est5edt, eastern, us eastern, us/eastern, east coast, the east coast, eastern us, eastern usa;
America/Chicago: cst, cdt, ct, cst6cdt, central, us central, us/central, central us;
America/Denver: mst, mdt, mt, mst7mdt, mountain, us mountain, us/mountain;
America/Los_Angeles: pst, pdt, pt, pst8pdt, pacific, us pacific, us/pacific, west coast, the west coast, pacific northwest, pnw;
America/Phoenix: us/arizona;
America/Anchorage: akst, akdt, akt, us/alaska;
Pacific/Honolulu: hst, us/hawaii;
America/Halifax: ast, adt, atlantic, canada/atlantic, canadian maritimes, the maritimes, maritimes;
America/St_Johns: nst, ndt;
America/Toronto: canada/eastern, canadian eastern;
America/Edmonton: canada/mountain;
Europe/London: gmt, greenwich, bst, british, gb, gb eire, british summer;
UTC: gmt0, zulu, utc, uct, universal, etc/utc, etc/uct, etc/gmt, etc/gmt0, etc/zulu, etc/universal, etc/greenwich;
Europe/Lisbon: wet, western european;
Europe/Paris: cet, cest, met, mest, central european;
Europe/Berlin: mez, mesz;
Europe/Kyiv: eet, eest, eastern european;
Europe/Moscow: msk;
Asia/Jerusalem: ist, idt, asia/tel aviv;
Africa/Johannesburg: sast;
America/Sao_Paulo: brt;
America/Argentina/Buenos_Aires: art;
America/Santiago: clt, clst;
Australia/Sydney: aest, aedt, aet;
Australia/Adelaide: acst, acdt;
Australia/Perth: awst;
Pacific/Auckland: nzst, nzdt, nzt;
Asia/Hong_Kong: hkt;
Asia/Tokyo: jst;
"""
_PLACES = """
New York City, New York: new york, ny city, nyc, new york ny, new york new york, the big apple, big apple, manhattan ny, lower
    manhattan, midtown, midtown manhattan, uws, ues, the upper west side, the upper east side, the bronx, bronx, riverdale bronx, long
    island, five towns, the five towns, nassau county, suffolk county ny, westchester, westchester county, rockland, rockland county,
    hudson valley, catskills, the catskills, boro park, tri state, tristate, washington heights, park slope, jfk, lga, five boroughs;
Newark, New Jersey: north jersey, northern jersey, south jersey, central jersey, jersey shore, bergen county, passaic county, ewr;
Boston, Massachusetts: beantown, new england, cape cod, the cape, back bay, jamaica plain, boston metrowest, metrowest, berkshires, the
    berkshires, north shore boston;
Stamford, Connecticut: fairfield county;
Philadelphia, Pennsylvania: phila, philly, main line, the main line, center city philadelphia, lehigh valley, mount airy, phl;
Pittsburgh, Pennsylvania: pgh, squirrel hill;
Washington, District of Columbia: dc, wash dc, washington dc, washington d c, the dmv, dmv, nova, capitol hill, northern virginia, the
    district, dupont circle, beltway;
Baltimore, Maryland: balto, bmore, pikesville md;
Atlanta, Georgia: atl, hotlanta, buckhead;
Miami, Florida: south florida, south fla, palm beach county, broward, broward county, miami dade, dade county, boca, soflo, ft
    lauderdale beach;
Raleigh, North Carolina: research triangle, rtp, research triangle park, the triangle;
Virginia Beach, Virginia: hampton roads, tidewater;
Detroit, Michigan: motor city, metro detroit, oakland county michigan;
Chicago, Illinois: chicagoland, windy city, the windy city, chi town, the loop, ord, rogers park, west rogers park, lakeview chicago,
    north shore chicago;
Minneapolis, Minnesota: mpls, twin cities, the twin cities, msp;
St. Louis, Missouri: stl;
Oklahoma City, Oklahoma: okc;
Denpasar, Indonesia: bali;
Athens, Greece: crete, rhodes, corfu;
Las Palmas de Gran Canaria, Spain: canary islands, the canaries, tenerife, gran canaria, lanzarote;
Madrid, Spain: ibiza, mallorca, majorca, costa del sol;
Tunis, Tunisia: djerba;
Ponta Delgada, Portugal: azores, the azores;
Funchal, Portugal: madeira;
Cambridge, Massachusetts: harvard square;
Cincinnati, Ohio: cincy;
Indianapolis, Indiana: indy;
Jacksonville, Florida: jax;
St. Petersburg, Florida: st pete;
Tampa, Florida: tampa bay;
New Orleans, Louisiana: nola, the big easy;
Dallas, Texas: dfw, dallas ft worth;
Kansas City, Missouri: kc, kcmo;
Salt Lake City, Utah: slc;
Los Angeles, California: la, l a, socal, so cal, city of angels, pico robertson, san fernando valley, westside la, orange county
    california, hollywood ca, southern cal, lax, inland empire;
San Francisco, California: sonoma county, sonoma, wine country, lake tahoe, tahoe, south lake tahoe, sf, san fran, bay area, the bay
    area, the bay, sf bay, east bay, south bay, the peninsula, silicon valley, norcal, marin county, marin, northern cal, sfo;
Portland, Oregon: pdx;
Seattle, Washington: puget sound;
Las Vegas, Nevada: vegas;
Honolulu, Hawaii: oahu, maui, waikiki;
Toronto, Ontario: the 6ix, north york, etobicoke, gta, the gta, greater toronto area, yyz, bathurst manor, thornhill on;
Montréal, Quebec: mtl, mile end, cote st luc, ndg, outremont montreal;
Vancouver, British Columbia: yvr;
London, England: nw london, golders green london, bbc, lhr, greater london, londres, lontra, redbridge, hampstead, hendon, hampstead
    garden suburb, hampstead heath, south london, north west london, the home counties, home counties, cotswolds, st johns wood;
Manchester, England: manc, prestwich manchester, broughton park;
Edinburgh, Scotland: scottish highlands, the highlands;
Kingston upon Hull, England: hull;
Jerusalem, Israel: jlm, yerushalayim, rehavia, talpiot, katamon, baka, nachlaot, arnona, kiryat hayovel, har nof, jlem, j lem, beitar
    illit, beitar, tekoa, sde boker, maalot, ketura, kiryat arba, german colony, the german colony, the holy land, holy land, gush
    etzion, judea, samaria, judea and samaria, golan, golan heights, the golan, galilee, the galilee, galil, hagalil, upper galilee,
    lower galilee, the negev, negev, arava, the kinneret;
Tel Aviv, Israel: tlv, gush dan, tel aviv yafo, tel aviv jaffa, ramat aviv, yafo, florentin, the merkaz, merkaz, hasharon, the sharon;
Modi‘in Makkabbim Re‘ut, Israel: modiin, modiin maccabim reut, modi in;
Bet Shemesh, Israel: rbs, ramat beit shemesh, ramat bet shemesh;
Beersheba, Israel: beersheva;
Tiberias, Israel: tverya, teveria;
Safed, Israel: sfat, tzfat, tsfat, zefat, zfat, tzfas;
Acre, Israel: akko, acco;
Petaẖ Tiqva, Israel: פתח תקוה, petach tikva;
Paris, France: paname, le marais;
Nice, France: cote d azur, french riviera;
Berlin, Germany: prenzlauer berg;
Munich, Germany: munchen, muenchen;
Cologne, Germany: koln, koeln;
Frankfurt am Main, Germany: frankfurt;
Nuremberg, Germany: nurnberg, nuernberg;
Vienna, Austria: wien;
Zurich, Switzerland: zuerich;
Geneva, Switzerland: geneve, genf;
Basel, Switzerland: basle, bale;
Brussels, Belgium: bruxelles, brussel;
Antwerp, Belgium: antwerpen, anvers;
The Hague, Netherlands: den haag, s gravenhage;
Copenhagen, Denmark: kobenhavn;
Gothenburg, Sweden: goteborg;
Rome, Italy: roma;
Milan, Italy: milano;
Florence, Italy: firenze;
Venice, Italy: venezia;
Naples, Italy: napoli;
Turin, Italy: torino;
Genoa, Italy: genova;
Sevilla, Spain: seville;
Lisbon, Portugal: lisboa;
Athens, Greece: athina;
Thessaloníki, Greece: salonika, salonica;
Prague, Czech Republic: praha, prag;
Warsaw, Poland: warszawa, warschau;
Krakow, Poland: cracow;
Wrocław, Poland: breslau;
Gdańsk, Poland: danzig;
Bucharest, Romania: bucuresti;
Belgrade, Serbia: beograd;
Kyiv, Ukraine: kiev, kyjiw;
Odesa, Ukraine: odessa ukraine;
Lviv, Ukraine: lvov, lemberg, lwow;
Kharkiv, Ukraine: kharkov;
Dnipro, Ukraine: dnepropetrovsk, dnipropetrovsk;
Moscow, Russia: moskva, moskau;
Saint Petersburg, Russia: sankt peterburg, leningrad, petersburg;
Istanbul, Turkey: constantinople;
Mexico City, Mexico: ciudad de mexico, cdmx, polanco;
São Paulo, Brazil: sampa, higienopolis;
Rio de Janeiro, Brazil: rio;
Buenos Aires, Argentina: bsas, caba, bs as, ciudad de buenos aires;
Johannesburg, South Africa: joburg, jozi, jhb, jo burg, sandton joburg;
Cape Town, South Africa: kaapstad, sea point;
Mumbai, India: bombay;
Kolkata, India: calcutta;
Chennai, India: madras;
Bengaluru, India: bangalore;
Beijing, China: peking;
Ho Chi Minh City, Vietnam: saigon;
"""
# What several parts of the world are called by those who live there, beside whatever town has the name: always asked back.
_SEVERAL = """
north shore: Boston, Massachusetts & Chicago, Illinois & New York City, New York & Honolulu, Hawaii;
south shore: Boston, Massachusetts & Chicago, Illinois & New York City, New York;
valley: Los Angeles, California & Phoenix, Arizona & New York City, New York;
west bank: Jerusalem, Israel & Hebron, West Bank;
jordan valley: Jerusalem, Israel & Hebron, West Bank & Amman, Jordan;
riverdale: New York City, New York;
"""
_KINDS = tuple(f" {kind}" for kind in ("standard", "daylight", "daylight savings", "daylight saving", "summer", "mean"))


def _rows(packed: str) -> Iterator[tuple[str, str]]:
    """Each short name, spelt plainly, with what it stands for."""
    for row in " ".join(packed.split()).rstrip(";").split("; "):
        full, _, names = row.partition(": ")
        yield from ((plainly(name), full) for name in names.split(", "))


@lru_cache(maxsize=1)
def clocks() -> Mapping[str, str]:
    """Each short name of a clock, with its zone."""
    short = dict(_rows(_CLOCKS))
    return short | {
        f"{name}{kind}{time}": zone
        for name, zone in short.items() if len(name) > 5
        for kind in ("", *_KINDS) for time in ("", " time")
    }  # fmt: skip


@lru_cache(maxsize=1)
def several() -> Mapping[str, tuple[str, ...]]:
    """Each name of several parts of the world, with the cities that stand for them, as they are called in full."""
    rows = (row.partition(": ") for row in " ".join(_SEVERAL.split()).rstrip(";").split("; "))
    return {f"{article}{name}": tuple(full.split(" & ")) for name, _, full in rows for article in ("", "the ")}


@lru_cache(maxsize=1)
def nicknames() -> Mapping[str, str]:
    """Each name by which a place is also known, with what it is called in full."""
    return dict(_rows(_PLACES))
