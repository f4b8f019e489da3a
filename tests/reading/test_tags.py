"""Who speaks: constructions of attribution as reporters write them, one a line."""

from __future__ import annotations

import pytest

from tests.desk import READER, item

# text | words | speaker (- for nobody)
DIRECT = """
Bessent, asked on CNBC whether the truce would hold, offered only: “Ask me in January.” | Ask me in January. | Scott Bessent
“Nobody wins,” was how Lin Jian put it at the foreign ministry’s briefing. | Nobody wins, | Lin Jian
Tariffs are “a tax on our own mothers,” in the view of Dana Kessler, who imports prams. | a tax on our own mothers, | Dana Kessler
Greer’s verdict: “They signed it, they should keep it.” | They signed it, they should keep it. | Jamieson Greer
“The magnets will come,” a senior administration official told reporters on a call. “They have no choice.” | The magnets will come, | -
Of the Chinese offer, Lutnick had this to say: “Too little, too late, too clever.” | Too little, too late, too clever. | Howard Lutnick
“China does not yield to threats”: so ran the ministry of commerce’s answer to the new tariffs. | China does not yield to threats | Ministry of Commerce (China)
In a letter to Bessent, Senator Ron Wyden called the tariff deal with China “a press release in search of a text.” | a press release in search of a text. | Ron Wyden
“I told Scott, get it done,” Trump said of the talks with China, adding: “And he got it done.” | And he got it done. | Donald Trump
The embassy’s Liu Pengyu was blunter about the chip curbs: “This is bullying.” | This is bullying. | Liu Pengyu
The White House called the Chinese tariffs “unjustified”; a ministry spokesman in Beijing, He Yadong, said they were “a lawful answer.” | a lawful answer. | He Yadong
What Beijing calls “the bullying of a hegemon” is what Washington calls leverage on tariffs. | the bullying of a hegemon | China (government)
“We will fight to the end,” the Chinese commerce ministry said of the new tariffs; “we will not be first to blink,” Hassett retorted. | we will not be first to blink, | Kevin Hassett
According to Rubio, visas for Chinese students are “a privilege, not a right.” | a privilege, not a right. | Marco Rubio
Asked by Fox whether Xi had called, Trump said: “He called.” China’s foreign ministry, asked the same, said: “There was no call.” | There was no call. | Ministry of Foreign Affairs (China)
“A deal on tariffs is a deal,” Vance told Fox. Beijing’s man in Washington, Xie Feng, answered the same night: “Then honour it.” | Then honour it. | Xie Feng
Navarro described the Chinese duties as “economic warfare with a smile”. | economic warfare with a smile | Peter Navarro
To hear Lutnick tell it, China was “begging for a meeting” on tariffs. | begging for a meeting | Howard Lutnick
“China stands ready,” read a statement from the Ministry of Commerce on the tariff talks. | China stands ready, | Ministry of Commerce (China)
Marta Olsen, who farms soybeans near Fargo, laughed at the tariff news. “Which buyer?” she asked. | Which buyer? | Marta Olsen
The tariffs on China angered Dale Voss. The Ohio toymaker has cut two shifts. “I pay it, not Xi,” he said. | I pay it, not Xi, | Dale Voss
Bessent and He Lifeng met for two hours in Geneva on tariffs. “Constructive,” said the American; “candid and constructive,” said the Chinese vice premier. | candid and constructive, | He Lifeng
Wang Wentao told his visitors that the tariffs must go. “All of them,” the minister said. | All of them, | Wang Wentao
“They broke the Geneva deal,” Trump wrote of China. Asked about the post, Mao Ning said that she had “no comment on social media.” | no comment on social media. | Mao Ning
Reached by phone, customs broker Teo Lim called the new tariff on Chinese goods “a paperwork tsunami.” | a paperwork tsunami. | Teo Lim
“Not on my watch,” tweeted Rep. Carla Munro, referring to the tariff truce with China. | Not on my watch, | Carla Munro
Xi is reported by Xinhua to have told Trump that “the ship of China-US relations” must not drift. | the ship of China-US relations | Xi Jinping
Trump has called the truce with China “the greatest deal”, and his critics have called it “a receipt without the goods.” | a receipt without the goods. | -
“We’ll see what happens with China,” the president, who was flying to Florida, said of the tariffs. | We’ll see what happens with China, | Donald Trump
“This is the worst quarter since the war,” says Agnes Poll of the Port Tampa Bay. Her boss disagrees about the China tariffs. “It’s fine,” says Rob Mertens. | It’s fine, | Rob Mertens
Neither Bessent nor Greer would say whether China had agreed to cut tariffs. “Wait for the text,” Greer said. | Wait for the text, | Jamieson Greer
“If China lifts its curbs,” said Lutnick’s deputy, Jeffrey Kessler, “we lift ours.” | If China lifts its curbs, we lift ours. | Jeffrey Kessler
He Yongqian, the ministry’s spokeswoman, was asked about the 30% tariff. “China’s position is consistent,” she said. | China’s position is consistent, | He Yongqian
The commerce ministry’s He Yongqian said China would “resolutely safeguard” its rights if the tariffs stayed. | resolutely safeguard | He Yongqian
“Our tariffs work,” insisted Trump, with Rubio at his side, who nodded. | Our tariffs work, | Donald Trump
“The two sides agreed to keep talking on tariffs,” said Bessent’s counterpart, Vice Premier He Lifeng. | The two sides agreed to keep talking on tariffs, | He Lifeng
Chinese state broadcaster CCTV quoted He Lifeng as saying that the tariff talks were “an important first step.” | an important first step. | He Lifeng
“It is a pause, not a peace,” the Peterson Institute’s Chad Bown said of the China tariff truce. | It is a pause, not a peace, | Chad Bown
„Wir lassen uns nicht drohen“, teilte das chinesische Handelsministerium zu den US-Zöllen mit. | Wir lassen uns nicht drohen | Ministry of Commerce (China)
« Nous ne reculerons pas », a prévenu le ministère chinois du Commerce après l’annonce des droits de douane américains. | Nous ne reculerons pas | Ministry of Commerce (China)
«No cederemos a la presión de los aranceles de EE. UU.», advirtió el portavoz chino Lin Jian en Pekín. | No cederemos a la presión de los aranceles de EE. UU. | Lin Jian
商务部新闻发言人何亚东表示：“美方加征关税的做法，中方坚决反对。” | 美方加征关税的做法，中方坚决反对。 | He Yadong
“关税没有赢家，”林剑在例行记者会上说，中方希望美方回到谈判桌前。 | 关税没有赢家， | Lin Jian
“We have been here before,” deadpanned Otto Brandl, who exports presses to China and awaits the tariffs. | We have been here before, | Otto Brandl
The tariff on China is a gift to lawyers, and Priya Nair is one. “I bill by the comma,” she grinned. | I bill by the comma, | Priya Nair
Treasury chief Bessent let slip that China had moved on tariffs. “A lot,” he winked. | A lot, | Scott Bessent
“You can quote me on that,” Commerce Secretary Howard Lutnick shot over his shoulder after the China tariff hearing. | You can quote me on that, | Howard Lutnick
Neither ministry in Beijing would discuss the tariffs. “No,” said a duty officer. “Call on Monday.” | Call on Monday. | -
By Bessent’s account the Chinese “blinked first” over tariffs. | blinked first | Scott Bessent
China’s commerce ministry let it be known that the tariffs rankled. It hoped, it said, for “a handshake that lasts”. | a handshake that lasts | Ministry of Commerce (China)
Trump, who had spent the morning on the phone with Xi, was in a mood to boast about tariffs: “Nobody else could have done it.” | Nobody else could have done it. | Donald Trump
Walking out, Greer was asked about China’s port fees. “Ask them,” came the reply. | Ask them, | Jamieson Greer
The president had promised growers that China would buy. “Any day now,” he had told them in Iowa. | Any day now, | Donald Trump
“It is what it is,” sighed a trader in Chicago of the Chinese tariffs. | It is what it is, | -
Lin Jian was having none of it. “Tariff wars have no winners,” the spokesman intoned. | Tariff wars have no winners, | Lin Jian
Wyden, a Democrat of Oregon, took the floor. “Show me the China deal,” he thundered. | Show me the China deal, | Ron Wyden
For the Chinese embassy, Liu Pengyu emailed: “We oppose unilateral tariffs.” | We oppose unilateral tariffs. | Liu Pengyu
“What deal?” wondered Sen. Tess Marrow (D-Ohio) after the briefing on China. | What deal? | Tess Marrow
Sen. Tess Marrow (D-Ohio) wondered aloud after the China briefing: “What deal?” | What deal? | Tess Marrow
“They want our chips,” Lutnick, 64, told the dinner, “and they can have the old ones,” he said of China. | They want our chips, and they can have the old ones, | Howard Lutnick
Mao Ning, at the lectern in Beijing, turned a page. “China’s position on tariffs has not changed.” | China’s position on tariffs has not changed. | Mao Ning
It was left to Vice Premier He Lifeng to sum up the tariff talks: “Candid.” He added: “And long, very long.” | And long, very long. | He Lifeng
Trump’s post on China ran to four lines. “THEY WANT A DEAL!” it began. | THEY WANT A DEAL! | Donald Trump
Kevin Hassett called it a “win-win”; the Chinese side, in Wang Wentao’s phrase, called it “a start, no more” on tariffs. | a start, no more | Wang Wentao
The farmer next door, Lyle Oster, reads the China tariff news to his cows. “They don’t like it either,” he says. | They don’t like it either, | Lyle Oster
Ms. Lund imports lamps from Ningbo. “Tariffs up, tariffs down,” says Greta Lund. “I sell candles now.” | Tariffs up, tariffs down, I sell candles now. | Greta Lund
“China has agreed to everything,” Trump said, to which He Yongqian answered that “everything” was “a large word.” | a large word. | He Yongqian
Rubio was unapologetic about the visas for Chinese students: “We make no excuses.” Nor would he set a date: “Soon enough,” was the most he would say. | Soon enough, | Marco Rubio
In Beijing the reaction to the tariff order was cool. A commerce ministry official, speaking on condition of anonymity, called it “theatre for farmers.” | theatre for farmers. | -
Gene Ostrow of Ostrow Toys in Erie has boxes stuck in Yantian over the tariffs. He is “past angry,” he says. | past angry, | Gene Ostrow
“A tariff on China,” Chad Bown of the Peterson Institute likes to say, “is a tax with a flag on it.” | A tariff on China, is a tax with a flag on it. | Chad Bown
China “must come to the table,” Hassett has argued, while Navarro would rather the table were “burned.” | must come to the table, | Kevin Hassett
When he announced the China tariffs Trump promised “jobs, jobs, jobs.” What came, counters economist Ida Ferrante, was “forms, forms, forms.” | forms, forms, forms. | Ida Ferrante
Xie Feng told the chamber that tariffs were “a dead end”. The ambassador went on to quote Lincoln: “A house divided against itself cannot stand.” | a dead end | Xie Feng
“China’s door is open,” Premier Li Qiang assured executives, and “will open wider”. | China’s door is open, | Li Qiang
""".strip().splitlines()


@pytest.mark.parametrize("line", DIRECT)
def test_a_quotation_goes_to_who_said_it(line: str) -> None:
    text, words, speaker = (part.strip() for part in line.split(" | "))
    reading = READER.read(item("US and China at odds over tariffs", "", text))
    said = {one.quote: one.speaker for one in reading.statements if one.direct}
    assert said.get(words, "not found") == (None if speaker == "-" else speaker), said
