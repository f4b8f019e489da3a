"""Reported clauses: what somebody is said to have said, without speaker and verb, in sentences of our own."""

from __future__ import annotations

import pytest

from tests.desk import READER, item

# text | speaker: clause; another clause (nothing: no clause is reported)
CASES = """
Bessent said on arrival in Paris that the tariff truce with China would hold. | Scott Bessent: the tariff truce with China would hold
Lutnick told CNBC China would buy planes once tariffs fell. | Howard Lutnick: China would buy planes once tariffs fell
Greer assured the committee that the tariffs on China were lawful. | Jamieson Greer: the tariffs on China were lawful
Trump wrote a few hours ago that China was slow on tariffs. | Donald Trump: China was slow on tariffs
The level of tariffs, the commerce ministry in Beijing said of the American plan, must not rise again. | Ministry of Commerce (China): The level of tariffs must not rise again
Ninety days, notes Arthur Feng, a customs lawyer in Long Beach, is no time to move a factory out of China. | Arthur Feng: Ninety days is no time to move a factory out of China
China’s tariffs would stay, Lin Jian said, while Greer told reporters that his would go up. | Lin Jian: China’s tariffs would stay; Jamieson Greer: his would go up
Bessent said China had agreed to cut tariffs, and Commerce Secretary Howard Lutnick said that the date was open. | Scott Bessent: China had agreed to cut tariffs; Howard Lutnick: the date was open
“Nonsense about tariffs,” Lin Jian said, rejecting Greer’s claim that China dumps steel in the United States. | Jamieson Greer: China dumps steel in the United States
Bessent, speaking in the driveway: the tariff truce with China will be extended. | Scott Bessent: the tariff truce with China will be extended
An earlier version of this report on China tariffs quoted Bessent as saying that the truce was dead. | -
Trump said in a post on tariffs that wiped a trillion off shares of firms in China. | -
In a note on China tariffs posted on Monday, the Treasury said. | -
After Bessent said that the tariff truce would hold, China’s commerce ministry published a list of firms. | Scott Bessent: the tariff truce would hold
China on Tuesday rejected the tariff that Washington put on its goods, saying the charge ignored the facts. | China (government): the charge ignored the facts
Greer said the tariffs on China were lawful, a day after a court had ruled on them. | Jamieson Greer: the tariffs on China were lawful
Le secrétaire au Trésor, Scott Bessent, a assuré que la trêve avec la Chine sur les droits de douane tiendrait. | Scott Bessent: la trêve avec la Chine sur les droits de douane tiendrait
US-Finanzminister Scott Bessent erklärte im Fernsehen, China werde seine Zölle auf US-Waren senken. | Scott Bessent: China werde seine Zölle auf US-Waren senken
Xi told Trump that the tariffs must go, according to Xinhua. | Xi Jinping: the tariffs must go
The truce on tariffs had shown that “talking to China is the only way”, Greer said. | Jamieson Greer: The truce on tariffs had shown that “talking to China is the only way”
Washington added 20 Chinese firms to its list on tariffs and chips. | -
The Bureau of Industry and Security on Friday added 23 companies from China to its entity list. | -
MOFCOM announced tariffs of 10% on U.S. coal. | -
China claimed a victory on tariffs over the United States. | -
Bessent argued the case for tariffs on China in court. | -
Beijing told airlines in April to stop taking U.S. jets amid the tariff fight. | -
Trump told Apple to build phones at home and not in China because of tariffs. | -
Bessent said the tariffs on China would stay, a blow to importers who had hoped for relief. | Scott Bessent: the tariffs on China would stay
Lutnick said the tariffs on China were lawful, but analysts doubt it. | Howard Lutnick: the tariffs on China were lawful
Greer said China had cut its tariffs, though Beijing has not confirmed it. | Jamieson Greer: China had cut its tariffs
Xi told Trump the tariffs must go, Reuters reported. | Xi Jinping: the tariffs must go
Xi said the tariffs of the United States must go, the readout said. | Xi Jinping: the tariffs of the United States must go
Bessent said China had stalled on tariffs, which He Lifeng disputed. | Scott Bessent: China had stalled on tariffs
The deal on tariffs that Bessent said was done with China is not signed. | -
The tariffs, which Trump said would bring jobs home, cost China little. | -
“Tariffs stay on China,” Bessent said on Tuesday, a Treasury official confirmed. | -
“The tariffs must go,” Xi said in the call, Chinese state broadcaster CCTV reported. | -
Trump said Xi had called him last week on tariffs, a claim that Beijing denied. | Donald Trump: Xi had called him last week on tariffs
Beijing said that Washington had incorrectly described the tariff deal with China. | China (government): Washington had incorrectly described the tariff deal with China
In May, Lutnick said the tariffs on China would never come off. | Howard Lutnick: the tariffs on China would never come off
Trump denied that he was afraid of China’s tariffs. | -
""".strip().splitlines()


@pytest.mark.parametrize("line", CASES)
def test_a_clause_goes_to_who_is_reported_to_have_said_it(line: str) -> None:
    text, _, wanted = line.partition(" | ")
    reading = READER.read(item("US and China at odds over tariffs", "", text))

    found = "; ".join(f"{one.speaker}: {one.quote}" for one in reading.statements if not one.direct)

    assert (found or "-") == wanted
