"""How and when words were said: sentences of our own, in the ways that different desks tell an occasion.

Every text is invented. A case names, for each statement in its order, the channel and the day of the month, `-` where
the text gives none; all are published on Friday, 6 June 2025.
"""

from __future__ import annotations

import pytest

from tests.desk import NOW, READER, item
from tradewatch.book.load import load_book
from tradewatch.errors import FactsError
from tradewatch.feeds.reading.dating import without_asides
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.occasionwords import Frame, load_occasion_words, occasion_words_of
from tradewatch.feeds.reading.reader import Reader
from tradewatch.records import Channel

LEAD = "The United States and China were at odds over tariffs again. Soybeans hardly moved."


def channels(*groups: str) -> bytes:
    return f'{{"schema": "tradewatch/occasions/1", "channels": [{", ".join(groups)}]}}'.encode()


def manners(words: str, lead: str = LEAD) -> str:
    reading = READER.read(item("US and China at odds over tariffs", f"{lead}\n{words}"))
    return " ".join(f"{one.channel.value}/{one.said_on.day if one.said_on else '-'}" for one in reading.statements)


INTERVIEWS = [
    ("“The door is open,” Bessent told the Harbour Examiner in an interview on Sunday.", "interview/1"),
    ("In an interview with Northgate Radio on Sunday, Bessent said that the door was open.", "interview/1"),
    ("Speaking to Canal Dock’s breakfast programme on Tuesday, Greer said that the door was open.", "interview/3"),
    ("“The door is open,” Greer said on the network’s morning show Monday.", "interview/2"),
    ("Bessent was a guest on “Ledger Live” on Thursday. “The door is open,” he said.", "interview/5"),
    ("In a phone interview, Lutnick said that the door was open.", "interview/-"),
    ("Bessent sat down with Harbour Weekly on Wednesday. “The door is open,” he said.", "interview/4"),
    ("“The door is open,” Bessent told the podcast “Dry Dock”.", "interview/-"),
    ("Bessent, in an interview that aired on Sunday, said that the door was open.", "interview/1"),
    ("“The door is open,” soybean grower Ada Quill told Harbour Wire by phone.", "interview/-"),
    ("“The door is open,” said soybean grower Ada Quill, reached by phone on Thursday.", "interview/5"),
    ("Li Chenggang told state television on Monday that the door was open.", "interview/2"),
    ("“The door is open,” Hassett said on CNBC on Wednesday.", "interview/4"),
    ("Greer told the Harbour Examiner on June 3 that the door was open.", "interview/3"),
    ("“The door is open,” Lutnick told the hosts of a business channel on Tuesday.", "interview/3"),
]
BRIEFINGS = [
    ("Lin Jian told a regular briefing in Beijing on Thursday that the door was open.", "press_conference/5"),
    ("At a briefing in Beijing on Tuesday, Lin Jian said that the door was open.", "press_conference/3"),
    ("“The door is open,” Lin Jian said on Friday when asked about soybeans.", "press_conference/6"),
    ("Asked about magnets, Guo Jiakun said: “The door is open.”", "press_conference/-"),
    ("“The door is open,” Foreign Ministry spokesperson Mao Ning told reporters.", "press_conference/-"),
    ("He Yongqian said at the weekly press conference on Thursday that the door was open.", "press_conference/5"),
    ("Leavitt told Tuesday’s press briefing that the door was open.", "press_conference/3"),
    ("Greer held a news conference in Paris on Wednesday. “The door is open,” he said.", "press_conference/4"),
]
REMARKS = [
    ("“The door is open,” Trump told reporters aboard Air Force One late Thursday.", "remarks/5"),
    ("“The door is open,” Trump told reporters in the Oval Office.", "remarks/-"),
    ("On the sidelines of a grain congress on Wednesday, Greer said that the door was open.", "remarks/4"),
    ("Aboard Air Force One on Sunday, Trump said that the door was open.", "remarks/1"),
    ("“The door is open,” Trump said as he left the White House on Tuesday.", "remarks/3"),
    ("“The door is open,” Lutnick told a dinner of shipowners on Monday.", "remarks/2"),
    ("Greer told a chamber of commerce lunch in Ohio that the door was open.", "remarks/-"),
    ("At a rally in Iowa on Tuesday, Trump said that the door was open.", "remarks/3"),
    ("“The door is open,” Bessent said at a conference in Denver on Wednesday.", "remarks/4"),
    ("“The door is open,” Greer told the growers’ convention yesterday.", "remarks/5"),
    ("“The door is open,” Rollins said this morning at a breakfast of growers.", "remarks/6"),
    ("Rollins told farmers at an elevator in Ames on Thursday that the door was open.", "remarks/5"),
    ("During a cabinet meeting on Tuesday, Trump said that the door was open.", "remarks/3"),
    ("“The door is open,” Ada Quill of Northgate Motors told analysts on an earnings call.", "remarks/-"),
    ("Stepping off the plane in Geneva on Monday, Bessent said: “The door is open.”", "remarks/2"),
    ("“The door is open,” Vance said during a visit to a steel mill on Thursday.", "remarks/5"),
]
SPEECHES = [
    ("Greer told the Senate Finance Committee on Tuesday that the door was open.", "speech/3"),
    ("Testifying before a House panel on Wednesday, Lutnick said that the door was open.", "speech/4"),
    ("In a speech to the Grain Council on Thursday, Vance said that the door was open.", "speech/5"),
    ("Delivering the keynote in Qingdao on Tuesday, Li Chenggang said that the door was open.", "speech/3"),
    ("In prepared testimony, Greer said that the door was open.", "speech/-"),
    ("In his opening address on Monday, He Lifeng said that the door was open.", "speech/2"),
    ("Appearing before senators on Thursday, Greer said: “The door is open.”", "speech/5"),
    ("Greer was testifying on Thursday. “The door is open,” he told the panel.", "speech/5"),
]
WRITTEN = [
    ("In a statement on Thursday, China’s Commerce Ministry said that the door was open.", "statement/5"),
    ("“The door is open,” China’s Commerce Ministry said in a notice on its website.", "statement/-"),
    ("In a letter to growers dated June 3, Rollins said that the door was open.", "statement/3"),
    ("“The door is open,” China’s Commerce Ministry said in a written reply.", "statement/-"),
    ("“The door is open,” said Torben Aas of the Owners’ Council in an email.", "statement/-"),
    ("In a note to clients on Monday, economist Ada Quill wrote that the door was open.", "statement/2"),
    ("“The door is open,” embassy spokesperson Liu Pengyu said by e-mail.", "statement/-"),
    ("China’s Commerce Ministry said in a statement late Thursday that the door was open.", "statement/5"),
    ("“The door is open,” Northgate Motors said in a regulatory filing on Tuesday.", "statement/3"),
    ("China’s Commerce Ministry issued a statement on Wednesday. “The door is open,” it said.", "statement/4"),
    ("“The door is open,” the White House said in a fact sheet on Monday.", "document/2"),
    ("“The door is open,” Judge Ada Quill wrote for the court.", "document/-"),
]
ACCOUNTS = [
    ("Xi told Trump that the door was open, according to the Chinese readout of Thursday’s call.", "readout/5"),
    ("According to the White House readout, Bessent said that the door was open.", "readout/-"),
    ("Xi told Trump by phone on Thursday that the door was open, Xinhua reported.", "readout/5"),
    ("“The door is open,” Xinhua said in a commentary on Wednesday.", "state_media/4"),
    ("“The door is open,” the Global Times said in an editorial.", "state_media/-"),
]
POSTS = [
    ("“The door is open,” Trump wrote on Truth Social on Friday.", "truth_social/6"),
    ("In a post on his social network late Wednesday, Trump said that the door was open.", "truth_social/4"),
    ("In a post on X on Tuesday, Bessent said that the door was open.", "social_media/3"),
    ("“The door is open,” Bessent wrote on X.", "social_media/-"),
    ("“The door is open,” Bessent posted on Tuesday.", "social_media/3"),
    ("In a Weibo post on Wednesday, Hu Xijin said that the door was open.", "social_media/4"),
]
UNTOLD = [
    ("Bessent wrote that the door was open.", "unknown/-"),
    ("“The door is open,” a Chinese Commerce Ministry spokesperson said.", "unknown/-"),
    ("“The door is open,” Bessent said in Geneva on Tuesday.", "unknown/3"),
    ("“The door is open,” Greer said of Monday’s order.", "unknown/-"),
    ("“The door is open,” said Greer, who meets the press every week.", "unknown/-"),
    ("“The door is open,” said Bessent, who will speak at a forum on Sunday.", "unknown/-"),
    ("“The door is open,” said Ada Quill, who posts prices for a living.", "unknown/-"),
    ("“The door is open,” Greer said as ministers prepared a joint statement.", "unknown/-"),
]
DAYS = [
    ("Bessent told reporters on Thursday that the door would open on Monday.", "remarks/5"),
    ("Ahead of Monday’s talks in Geneva, Greer told reporters on Friday that the door was open.", "remarks/6"),
    ("Trump signed the order on Thursday. A day earlier Greer told reporters that the door was open.", "remarks/4"),
    ("Vance spoke on Tuesday. The following day Greer told reporters that the door was open.", "remarks/4"),
    ("“The door is open,” Greer told reporters on Friday, May 30.", "remarks/30"),
    ("“The door is open,” Greer told reporters on Wednesday, two days before the order of June 6.", "remarks/4"),
]
LANGUAGES = [
    ("„Die Tür ist offen“, sagte Bessent am Dienstag vor Journalisten in Genf.", "remarks/3"),
    ("„Die Tür ist offen“, sagte Greer am Montag in einem Interview mit dem Hafenblatt.", "interview/2"),
    ("„Die Tür ist offen“, hieß es vom chinesischen Handelsministerium am Donnerstag.", "unknown/5"),
    ("„Die Tür ist offen“, sagte Außenamtssprecher Lin Jian am Freitag vor der Presse.", "press_conference/6"),
    ("„Die Tür ist offen“, sagte Vance am Mittwoch in einer Rede in München.", "speech/4"),
    ("„Die Tür ist offen“, schrieb Bessent am Montag auf X.", "social_media/2"),
    ("« La porte est ouverte », a déclaré Scott Bessent mardi dans un entretien au Courrier.", "interview/3"),
    ("« La porte est ouverte », a dit Donald Trump lundi devant la presse.", "remarks/2"),
    ("« La porte est ouverte », a dit Jamieson Greer mercredi en conférence de presse.", "press_conference/4"),
    ("« La porte est ouverte », a écrit Donald Trump jeudi sur Truth Social.", "truth_social/5"),
    ("«La puerta está abierta», dijo Scott Bessent el martes en una entrevista con Radio Muelle.", "interview/3"),
    ("«La puerta está abierta», afirmó Donald Trump el lunes ante los periodistas.", "remarks/2"),
    ("«La puerta está abierta», dijo Jamieson Greer el jueves en un discurso en Lima.", "speech/5"),
    ("外交部发言人林剑6月5日在例行记者会上表示：“大门始终是敞开的。”", "press_conference/5"),
    ("商务部发言人何咏前在新闻发布会上说：“大门始终是敞开的。”", "press_conference/-"),
    ("贝森特星期二接受福克斯新闻采访时说：“大门始终是敞开的。”", "interview/3"),
    ("商务部周四发表声明说：“大门始终是敞开的。”", "statement/5"),
    ("特朗普周三在真实社交平台上发文说：“大门始终是敞开的。”", "truth_social/4"),
]
CARRIED = [
    (
        "“The door is open,” Bessent told the Harbour Examiner on Monday.\n“Nobody shuts a door in June,” he continued.\n"
        "He added that the ships would come.",
        "interview/2 interview/2 interview/2",
    ),
    (
        "Bessent told a podcast on Monday that the door was open.\nOn Wednesday, speaking to reporters at the Treasury, "
        "he said that the window was shut.",
        "interview/2 remarks/4",
    ),
    (
        "Lin Jian told a briefing on Tuesday that the door was open.\nBessent said that the ships would come.",
        "press_conference/3 unknown/-",
    ),
    (
        "In a speech on Tuesday, Vance said that the door was open. In a statement a day later he said that the window "
        "was shut.",
        "speech/3 statement/4",
    ),
    (
        "“The door is open,” Greer told the growers’ convention on Thursday.\n“The ships are on their way,” he told the "
        "audience. He said that nobody was in a hurry.",
        "remarks/5 remarks/5 remarks/5",
    ),
    (
        "“We never shut the door. We never shut the window.\n“The door is open,” Guo Jiakun told a briefing on Tuesday.",
        "press_conference/3",
    ),
    (
        "Greer said that the door was open. “The ships are on their way,” he told a Senate panel on Wednesday.",
        "speech/4 speech/4",
    ),
    (
        "“The door is open,” Trump posted on Truth Social on Monday. On Wednesday he told reporters that the window was "
        "shut. He said that he liked the window.",
        "truth_social/2 remarks/4 remarks/4",
    ),
    (
        "China’s Commerce Ministry said in a statement on Monday that the door was open.\n“The ships may come,” a "
        "spokesperson for the ministry said at a briefing on Thursday.",
        "statement/2 press_conference/5",
    ),
    (
        "Greer spoke to reporters in Paris on Tuesday.\n“The door is open,” he said.\nHe said that the ships would come.",
        "remarks/3 remarks/3",
    ),
]


@pytest.mark.parametrize(
    ("words", "told"),
    [*INTERVIEWS, *BRIEFINGS, *REMARKS, *SPEECHES, *WRITTEN, *ACCOUNTS, *POSTS, *UNTOLD, *DAYS, *LANGUAGES, *CARRIED],
)
def test_channel_and_day_are_those_that_the_text_tells(words: str, told: str) -> None:
    assert manners(words) == told


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (b"{", "line 1"),
        (b'{"schema": "tradewatch/occasions/2"}', "schema"),
        (b'{"schema": "tradewatch/occasions/1", "schema": 1}', "'schema' stands twice"),
        (b'{"schema": "tradewatch/occasions/1", "channels": {}}', "channels"),
        (channels('{"channel": "pigeon", "terms": {}}'), "channels[0].channel: 'pigeon'"),
        (channels('{"channel": "speech", "terms": {"Rede": "in einer rede"}}'), "channels[0].terms: 'Rede'"),
        (channels('{"channel": "speech", "terms": {"rede": "("}}'), "channels[0].terms['rede']"),
        (channels('{"channel": "speech"}'), "channels[0].terms"),
    ],
)
def test_a_mistake_in_the_words_is_named_with_its_place(source: bytes, place: str) -> None:
    with pytest.raises(FactsError) as raised:
        occasion_words_of(source)
    assert raised.value.message.startswith(f"occasions.json: {place}")


def test_the_words_of_occasions_are_part_of_the_mark_of_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    book = load_book()
    before = Reader(book.roster).rules
    monkeypatch.setattr("tradewatch.feeds.reading.reader.occasion_words_source", lambda: b"{}")
    assert Reader(book.roster).rules != before


@pytest.mark.parametrize(
    "words",
    [
        "in a statement to reporters at a briefing on Monday ",
        "who told which whom that a day earlier the day before ",
        "he wrote for his own for the for a note memo letter ",
        "told the a an the told the a some visiting state ",
        "月日年周星期12日说记者会上接受采访",
        "“a ” \x01 “",
    ],
)
@pytest.mark.timeout(20)
def test_a_long_text_without_stops_is_read_in_time(words: str) -> None:
    text = words * (60_000 // len(words))
    manners(f"Bessent said that {text}")
    manner = Manner(NOW, "CNBC|NBC News")
    frame = Frame(without_asides(text))
    assert manner.channel(text, None) in set(Channel)
    manner.dating.day(frame)
    manner.dating.event_day(text)
    words_of = load_occasion_words()
    for term in (*words_of.terms, *(one for terms in words_of.named.values() for one in terms)):
        term.pattern.search(text)
