"""How and when words were said: sentences of our own, in the ways that different desks tell an occasion.

Every text is invented. A case names, for each statement in its order, the channel and the day of the month, `-` where
the text gives none; all are published on Friday, 6 June 2025.
"""

from __future__ import annotations

import pytest

from tests.desk import READER, item

LEAD = "The United States and China were at odds over tariffs again. Soybeans hardly moved."


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
    ("“We are in no rush,” Navarro told Larkspur Radio’s Dana Whitlow on Wednesday morning.", "interview/4"),
    ("In a sit-down with the Lakeside Tribune this week, Lutnick said that the licences would come.", "interview/-"),
    (
        "Asked on the programme whether the truce would hold, Bessent said: “It will hold until it does not.”",
        "interview/-",
    ),
    (
        "Two days before the talks, on Saturday, Greer told the Harbour Sentinel that the list was final.",
        "interview/31",
    ),
    ("“We will see,” the Treasury secretary told Kestrel Business’s Nora Lind on Thursday.", "interview/5"),
    ("Lutnick said in a televised interview on Tuesday that the chips would stay at home.", "interview/3"),
    ("“I like him,” Trump said during a phone call with the Harbour Sentinel on Sunday.", "interview/1"),
    ("“I like him,” Trump said in a taped interview that ran on Sunday.", "interview/1"),
    ("Hassett was asked about magnets on a Sunday news show. “They are moving,” he said.", "interview/1"),
    ("“It hurts,” farmer Ada Quill told the Associated Press.", "interview/-"),
    ("“It hurts,” farmer Ada Quill told AFP on Tuesday.", "interview/3"),
    ("“It hurts,” farmer Ada Quill told me.", "interview/-"),
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
    (
        "Speaking from the briefing room podium on Thursday, Leavitt said that the president was patient.",
        "press_conference/5",
    ),
    ("“China has made its position clear,” Mao Ning told the daily press briefing.", "press_conference/-"),
    (
        "Responding to a question on soybeans, Foreign Ministry spokesperson Lin Jian said on Wednesday that purchases were for firms.",
        "press_conference/4",
    ),
    ("China’s foreign ministry told reporters on Wednesday that dialogue was the only way.", "press_conference/4"),
    (
        "Foreign ministry spokeswoman Mao Ning, at her regular press conference on Monday, said that dialogue was the only way.",
        "press_conference/2",
    ),
    ("When asked about the post, Guo Jiakun said that he had nothing to add.", "press_conference/-"),
    (
        "Commerce ministry spokesperson He Yongqian told a weekly news briefing on Thursday that licences were being granted.",
        "press_conference/5",
    ),
    ("At the White House briefing, Leavitt said that the president would call Xi soon.", "press_conference/-"),
    (
        "Lin Jian declined to comment on Trump’s Truth Social post. “We have stated our position,” he told a briefing on Thursday.",
        "press_conference/5",
    ),
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
    ("Trump, speaking to reporters on the tarmac in Morristown on Sunday, said that Xi was a friend.", "remarks/1"),
    ("“They will call,” Trump said in the Oval Office on Wednesday.", "remarks/4"),
    ("Hosting governors at the White House on Thursday, Trump said that the deal was nearly done.", "remarks/5"),
    ("“We can wait,” Li Chenggang said on the margins of the Geneva talks on Monday.", "remarks/2"),
    ("Rollins told a hall full of cattlemen in Amarillo on Tuesday that the tariff would come down.", "remarks/3"),
    (
        "Meeting visiting American executives in Shanghai on Thursday, He Lifeng said that the door would open wider.",
        "remarks/5",
    ),
    ("“Patience is a tariff too,” Greer quipped on his way into the Capitol on Tuesday.", "remarks/3"),
    ("Greer told reporters on Tuesday, a day after the ruling, that the list was final.", "remarks/3"),
    ("Greer told reporters earlier on Friday that the list was final.", "remarks/6"),
    ("Greer told reporters on June 4 that the list would be out by July 9.", "remarks/4"),
    ("“It hurts,” farmer Ada Quill told a reporter at the elevator.", "remarks/-"),
    ("“We have a deal,” Trump told reporters as he departed for Pittsburgh on Friday.", "remarks/6"),
    ("Trump told journalists at his golf club on Sunday that the tariffs would stay.", "remarks/1"),
    ("At an investment conference in Riyadh on Tuesday, Lutnick said that the tariffs would stay.", "remarks/3"),
    ("“They need us,” Vance told the crowd in Toledo on Monday.", "remarks/2"),
    ("“They need us,” Vance told steelworkers in Gary, Indiana.", "remarks/-"),
    ("“They need us,” Greer told the annual meeting of the Grain Council on Tuesday.", "remarks/3"),
    ("During a roundtable with ranchers on Wednesday, Rollins said that the tariffs would stay.", "remarks/4"),
    ("“They need us,” Trump said in the Rose Garden on Wednesday.", "remarks/4"),
    ("“They need us,” Trump said at a swearing-in ceremony on Friday.", "remarks/6"),
    ("“We wait,” Greer told reporters Wednesday.", "remarks/4"),
    ("“We wait,” Greer told reporters on 4 June.", "remarks/4"),
    ("“We wait,” Greer told reporters on the 4th of June.", "remarks/4"),
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
    ("Before the House Ways and Means Committee on Wednesday, Greer said that the licences were slow.", "speech/4"),
    ("In testimony to the Senate on Thursday, Lutnick said that the chips would stay at home.", "speech/5"),
    ("“Tariffs are a bridge,” Vance said in an address at the Naval College on Tuesday.", "speech/3"),
    ("Li Qiang told the opening session of the forum on Tuesday that protectionism was a dead end.", "speech/3"),
    ("Powell told the Senate Banking Committee on Wednesday that tariffs would lift prices.", "speech/4"),
    (
        "Under questioning from Senator Ada Quill at a Senate hearing on Thursday, Greer said that the list was final.",
        "speech/5",
    ),
    ("“They need us,” Vance said in his commencement speech on Saturday.", "speech/31"),
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
    (
        "The ministry’s website carried a statement on Monday. “We reserve our rights,” it said. China’s Commerce Ministry gave no date.",
        "statement/2",
    ),
    ("“The measures are discriminatory,” the Chinese embassy said in an emailed statement on Friday.", "statement/6"),
    ("Northgate Motors said in a letter to suppliers on Tuesday that prices would rise.", "statement/3"),
    ("Responding by email, economist Ada Quill said that the figure was too low.", "statement/-"),
    (
        "In an announcement posted on its website on Thursday, China’s Commerce Ministry said that samarium would need a licence.",
        "statement/5",
    ),
    (
        "China’s Ministry of Commerce said in a statement posted online on Tuesday that the list was one-sided.",
        "statement/3",
    ),
    (
        "A spokesperson for China’s commerce ministry said in a statement Monday that the list was one-sided.",
        "statement/2",
    ),
    ("“The list is one-sided,” the Chinese embassy wrote in a statement to the Harbour Wire.", "statement/-"),
    ("In a memo to staff on Wednesday, Northgate Motors said that the plant would close.", "statement/4"),
    ("“The list is one-sided,” said a notice issued by China’s Commerce Ministry on Tuesday.", "statement/3"),
    ("Liu Pengyu said in a text message that the list was one-sided.", "statement/-"),
    ("“It is unlawful,” Judge Ada Quill wrote in a ruling on Wednesday.", "document/4"),
    ("The two countries said in a joint statement on Monday that the duties would be cut.", "document/2"),
]
ACCOUNTS = [
    ("Xi told Trump that the door was open, according to the Chinese readout of Thursday’s call.", "readout/5"),
    ("According to the White House readout, Bessent said that the door was open.", "readout/-"),
    ("Xi told Trump by phone on Thursday that the door was open, Xinhua reported.", "readout/5"),
    ("“The door is open,” Xinhua said in a commentary on Wednesday.", "state_media/4"),
    ("“The door is open,” the Global Times said in an editorial.", "state_media/-"),
    ("In a readout of Thursday’s call, the White House said that the two leaders had agreed to meet.", "readout/5"),
    ("Xi said that the ship should be steered well, according to Beijing’s account of the call.", "readout/-"),
    ("“Both should honour the deal,” Xi said during the call on Thursday, according to Xinhua.", "readout/5"),
    (
        "Xi told Trump in the call that both should honour the deal, China’s foreign ministry said in a readout.",
        "readout/-",
    ),
    ("According to a summary of the call from Beijing, Xi said that both should honour the deal.", "readout/-"),
    ("“It is a farce,” the People’s Daily wrote on Wednesday.", "state_media/4"),
    ("“Pressure will not work,” the Global Times said in a commentary on Monday.", "state_media/2"),
]
POSTS = [
    ("“The door is open,” Trump wrote on Truth Social on Friday.", "truth_social/6"),
    ("In a post on his social network late Wednesday, Trump said that the door was open.", "truth_social/4"),
    ("In a post on X on Tuesday, Bessent said that the door was open.", "social_media/3"),
    ("“The door is open,” Bessent wrote on X.", "social_media/-"),
    ("“The door is open,” Bessent posted on Tuesday.", "social_media/3"),
    ("In a Weibo post on Wednesday, Hu Xijin said that the door was open.", "social_media/4"),
    ("“China will pay!” Trump posted on his platform late Monday.", "truth_social/2"),
    ("Trump took to Truth Social on Saturday night to say that “Xi is hard to deal with”.", "truth_social/31"),
    ("In a late-night post on Truth Social, Trump said that China had broken the deal.", "truth_social/-"),
    ("“They broke it!” Trump wrote in an all-caps post on his Truth Social account on Friday.", "truth_social/6"),
    ("Taking to X on Tuesday, Bessent wrote: “Nothing has changed.”", "social_media/3"),
    ("“Nothing has changed,” Liu Pengyu wrote in a post on X on Monday.", "social_media/2"),
    ("In a thread on X, Greer said that the list was final.", "social_media/-"),
    ("In a social media post on Tuesday, Trump said that China had broken the deal.", "social_media/3"),
    ("“They broke it,” Navarro tweeted on Wednesday.", "social_media/4"),
    ("In a WeChat post on Monday, China’s Commerce Ministry said that the list was one-sided.", "social_media/2"),
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
    ("Greer said that the list was final.", "unknown/-"),
    ("“The list is final,” Greer argued.", "unknown/-"),
    ("Bessent, who was in London for the talks, said on Monday that the list was final.", "unknown/2"),
    ("“The list is final,” Bessent said after a meeting with He Lifeng on Tuesday.", "unknown/3"),
    ("Chinese Foreign Ministry spokesperson Lin Jian said that the list was one-sided.", "unknown/-"),
    ("“The list is final,” Greer said, hours before a press conference was due.", "unknown/-"),
    ("Bessent said that he would give an interview on Sunday.", "unknown/-"),
    ("Greer said the ministry’s statement was a surprise.", "unknown/-"),
    ("“It hurts,” said farmer Ada Quill.", "unknown/-"),
    ("Bessent told his Chinese counterpart that the list was final.", "unknown/-"),
    ("Trump told Xi that the list was final, a person familiar with the call said.", "unknown/-"),
    ("“The list is final,” Bessent told aides.", "unknown/-"),
    ("“The list is final,” said Greer, a former Senate staffer who once testified on tariffs.", "unknown/-"),
    ("Bessent said on Tuesday that Monday’s statement from Beijing was unhelpful.", "unknown/3"),
    ("Greer said that Trump’s post on Truth Social was clear.", "unknown/-"),
    ("Greer said Sunday that the deadline of July 9 would not move.", "unknown/1"),
    ("Greer said in Paris on Tuesday, a week before the June 10 deadline, that the list was final.", "unknown/3"),
    ("“We wait,” Li Chenggang said on Thursday evening in London.", "unknown/5"),
    ("“Wir warten“, sagte Greer.", "unknown/-"),
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
    ("„Wir sind geduldig“, sagte Bessent dem Sender Hafen TV am Mittwoch.", "interview/4"),
    ("„Wir sind geduldig“, sagte Lutnick am Montag im Fernsehsender CNBC.", "interview/2"),
    ("« Nous sommes patients », a déclaré Scott Bessent lundi sur CNBC.", "interview/2"),
    ("贝森特6月2日接受彭博电视台采访时表示：“我们有耐心，也有办法。”", "interview/2"),
    ("« Nous attendons encore », a confié Scott Bessent à CNBC lundi.", "interview/2"),
    ("„Wir sind geduldig“, sagte Bessent bei einer Pressekonferenz in Genf am Montag.", "press_conference/2"),
    ("«Somos pacientes», dijo Scott Bessent el lunes en una rueda de prensa en Ginebra.", "press_conference/2"),
    ("外交部发言人毛宁周二在例行记者会上说：“我们有耐心，也有办法。”", "press_conference/3"),
    (
        "« Nous attendons encore », a déclaré le porte-parole du ministère chinois des Affaires étrangères, Lin Jian, lors d'un point presse mardi.",
        "press_conference/3",
    ),
    ("«Seguimos esperando», dijo el portavoz Lin Jian en su rueda de prensa del jueves.", "press_conference/5"),
    ("商务部新闻发言人周四在例行发布会上说：“我们还在等待他们的电话。”", "press_conference/5"),
    ("«Somos pacientes», dijo Donald Trump el jueves a bordo del Air Force One.", "remarks/5"),
    ("特朗普星期三对记者说：“我们有耐心，也有办法。”", "remarks/4"),
    ("„Wir warten ab“, sagte Trump am Donnerstag im Oval Office.", "remarks/5"),
    ("„Wir warten ab“, sagte Trump am Sonntag an Bord der Air Force One.", "remarks/1"),
    ("特朗普周日在空军一号上对记者说：“我们还在等待他们的电话。”", "remarks/1"),
    ("« Nous sommes patients », a dit JD Vance mardi dans un discours à Munich.", "speech/3"),
    ("美国财政部长贝森特在国会听证会上说：“我们还在等待他们的电话。”", "speech/-"),
    ("„Wir sind geduldig“, erklärte das chinesische Handelsministerium am Freitag in einer Mitteilung.", "statement/6"),
    (
        "« Nous sommes patients », a indiqué le ministère chinois du Commerce dans un communiqué publié jeudi.",
        "statement/5",
    ),
    ("„Wir warten ab“, schrieb Trump am Montag auf seiner Plattform Truth Social.", "truth_social/2"),
    ("«Seguimos esperando», escribió Donald Trump el viernes en Truth Social.", "truth_social/6"),
    ("„Wir sind geduldig“, sagte Trump am Donnerstag im Weißen Haus.", "unknown/5"),
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
    (
        "“We are in no rush,” Bessent told a news conference on Monday. He said that the list was final.\nGreer agreed. “The list is final,” he told Canal Radio on Tuesday.\nBessent added that the ships would come.",
        "press_conference/2 press_conference/2 interview/3 press_conference/2",
    ),
    (
        "“We are in no rush,” soybean grower Ada Quill said in an interview on Thursday.\n“Nobody buys in June,” Quill said.\n“Ask me in July,” she added.",
        "interview/5 interview/5 interview/5",
    ),
    (
        "Wang Wentao met reporters in Beijing on Wednesday. “We have patience,” the commerce minister said. He said that the list was one-sided.",
        "remarks/4 remarks/4",
    ),
    (
        "“We have patience,” Lin Jian said. “We also have means,” he told Thursday’s briefing.",
        "press_conference/5 press_conference/5",
    ),
]


@pytest.mark.parametrize(
    ("words", "told"),
    [*INTERVIEWS, *BRIEFINGS, *REMARKS, *SPEECHES, *WRITTEN, *ACCOUNTS, *POSTS, *UNTOLD, *DAYS, *LANGUAGES, *CARRIED],
)
def test_channel_and_day_are_those_that_the_text_tells(words: str, told: str) -> None:
    assert manners(words) == told
