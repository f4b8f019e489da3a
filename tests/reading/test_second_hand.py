"""Words at second hand: claims that somebody rejects, questions, denials, suppositions, other lands' offices, aides."""

from __future__ import annotations

import pytest

from tests.desk import READER, item

# text | words | speaker (- for nobody, `no statement` where the words are nobody's at all)
CASES = """
Treasury Secretary Scott Bessent, who led the American delegation with U.S. Trade Representative Jamieson Greer, told reporters outside the foreign ministry that the two sides had “a shared understanding on agriculture”. | a shared understanding on agriculture | Scott Bessent
Treasury Secretary Scott Bessent, who met He Lifeng in Madrid, told Vice Premier He: “Do not test us on tariffs.” | Do not test us on tariffs. | Scott Bessent
Lutnick, speaking by phone, told Wang Wentao: “Lower the tariffs.” | Lower the tariffs. | Howard Lutnick
Bessent, by his side, assured He Lifeng that “chips are on the table” and tariffs off it. | chips are on the table | Scott Bessent
Xi, smiling, answered Trump that “soybeans are too” and tariffs were not. | soybeans are too | Xi Jinping
“Chips move,” an aide to Lutnick said of China tariffs. | Chips move, | -
“The tariffs go,” a diplomat close to Wang Yi said in Beijing. | The tariffs go, | -
“It is a tax,” an opponent of Trump said of the China tariffs. | It is a tax, | -
“They will fold on tariffs,” a person briefed by Bessent on China said. | They will fold on tariffs, | -
A lawmaker allied with Trump called the China tariffs “a fine thing”. | a fine thing | -
Officials under Lutnick called the China chip curbs “a first step”. | a first step | -
美国商务部长卢特尼克的发言人就对华关税表示，“芯片不卖给中国”。 | 芯片不卖给中国 | -
French President Emmanuel Macron met Xi Jinping on tariffs. “We cannot be the victims of your tariff war,” the president said. | We cannot be the victims of your tariff war, | Emmanuel Macron
Spanish Foreign Minister Jose Manuel Albares flew to China over tariffs. The foreign minister said Spain had “no stake in tariffs” of the two. | no stake in tariffs | Jose Manuel Albares
Hong Kong’s commerce secretary, Algernon Yau, spoke on US tariffs. The commerce secretary called them “a self-made wound”. | a self-made wound | Algernon Yau
BERLIN - The foreign ministry called the US-China tariff fight “a heavy burden”. | a heavy burden | -
The foreign ministry in Berlin called the US-China tariff fight “a heavy burden”. | a heavy burden | -
The Ministry of Commerce in Hanoi called the tariffs of the US on China “a lesson to all”. | a lesson to all | -
The Chinese embassy in London called the American tariffs “a self-made wound”. | a self-made wound | -
Washington said nothing on tariffs. The embassy called the charge “a smear on China”. | a smear on China | -
China accused the United States of “weaponising supply chains”, after Washington said Beijing had “choked off car chips” and raised tariffs. | weaponising supply chains | China (government)
Greer dismissed Beijing’s charge that Washington “moved the goalposts” on tariffs. | moved the goalposts | China (government)
China rejected a US claim that it had “broken the tariff truce”. | broken the tariff truce | -
Asked about Bessent’s claim that China “wants to pull everybody else down with them,” Guo Jiakun said the tariffs were baseless. | wants to pull everybody else down with them, | Scott Bessent
Asked by a reporter whether “Xi blinked first” on tariffs, Trump smiled. | Xi blinked first | -
Trump denied that he “chickened out” on China tariffs. | chickened out | no statement
Bessent denied telling He Lifeng that “the tariffs are over”. | the tariffs are over | no statement
The commerce ministry denied that He Lifeng had said “we fold now” on tariffs. | we fold now | no statement
CORRECTION: An earlier version of this report quoted Bessent as saying the China tariffs “are finished now”. | are finished now | no statement
“The tariffs are final,” Xi was told by Trump. | The tariffs are final, | Donald Trump
“No deal on tariffs,” He Lifeng was informed. | No deal on tariffs, | -
“The truce with China hangs by a thread,” Bessent was warned. | The truce with China hangs by a thread, | -
Xi was called by Bessent “a hard realist” on tariffs. | a hard realist | Scott Bessent
Asked if China agreed on tariffs, Bessent: “They will.” | They will. | Scott Bessent
He Lifeng to Bessent: “Sell us your chips, keep your tariffs.” | Sell us your chips, keep your tariffs. | He Lifeng
If Xi says “no more soybeans,” what will Trump do about tariffs? | no more soybeans, | no statement
Trump read aloud a message on China tariffs from Rutte: “You will win this.” | You will win this. | -
In his speech, “The Case for Fair Trade,” Greer argued for tariffs on China. | The Case for Fair Trade, | no statement
A deepfake showed He Lifeng saying “we give up now” on tariffs. | we give up now | -
“Are you going to fold on China tariffs?” Hannity asked Lutnick. “Never,” he said. “Not ever.” | Not ever. | Howard Lutnick
Carol Hassett sells toys from China. “Tariffs hurt,” said Hassett. | Tariffs hurt, | Carol Hassett
The tariffs on China will stay, Trump said on Monday. Bessent is, in his own words, “a patient man”. | a patient man | Scott Bessent
""".strip().splitlines()


@pytest.mark.parametrize("line", CASES)
def test_words_go_to_whose_they_are_or_to_nobody(line: str) -> None:
    text, words, speaker = (part.strip() for part in line.split(" | "))
    reading = READER.read(item("US and China at odds over tariffs", "", text))

    said = {one.quote: one.speaker or "-" for one in reading.statements if one.direct}

    assert said.get(words, "no statement") == speaker, said


def test_a_headline_alone_with_two_quotations_is_read() -> None:
    reading = READER.read(item("“US tariffs on China stay!” “They hurt us all.”"))
    assert [one.speaker for one in reading.statements] == [None, None]


def test_a_quotation_that_is_not_closed_is_nobodys() -> None:
    text = "Bessent said of China: “The tariffs came late. He added that they would stay.\nShares of both lands fell."
    reading = READER.read(item("US and China at odds over tariffs", "", text))
    assert [(one.speaker, one.rule) for one in reading.statements if one.direct] == [(None, "not closed")]
