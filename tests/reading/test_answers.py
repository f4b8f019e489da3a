"""Which statement answers which: pairs of our own that must be linked, and pairs that must not."""

from __future__ import annotations

import pytest

from tests.hearing import Report, answers_of, links
from tradewatch.records import Side

MAGNETS = "“Beijing is slow-walking its rare earth licences,” Treasury Secretary Scott Bessent told CNBC on Tuesday."
GENEVA = "“Chip curbs have broken the Geneva consensus,” commerce ministry spokesperson He Yongqian told a briefing."
SLOW, CURBS = "Beijing is slow-walking its rare earth licences,", "Chip curbs have broken the Geneva consensus,"

LINKED: dict[str, tuple[tuple[Report, ...], tuple[str, str]]] = {
    "a denial directly after it": (
        (Report(f"{MAGNETS} Lin Jian denied it. “Every application is treated alike,” he said."),),
        ("Every application is treated alike,", SLOW),
    ),
    "a charge rejected in the next sentence": (
        (Report(f"{MAGNETS} Beijing rejected the charge, saying its controls apply to every country."),),
        ("its controls apply to every country", SLOW),
    ),
    "somebody else speaks in between, and the answer names whom it answers": (
        (
            Report(
                f"{MAGNETS}\n“We have boxes for two weeks,” said broker Ada Quill.\n"
                "Lin Jian dismissed Bessent’s remark as groundless. “We approve what meets the rules,” he added."
            ),
        ),
        ("We approve what meets the rules,", SLOW),
    ),
    "the house is named, the spokesperson had spoken": (
        (
            Report(
                f"{GENEVA}\n“We have boxes for two weeks,” said broker Ada Quill.\n"
                "“We kept every line of it,” Jamieson Greer said, rejecting the Chinese commerce ministry’s claim."
            ),
        ),
        ("We kept every line of it,", CURBS),
    ),
    "a question of a press conference reports it": (
        (
            Report(
                "Potomac Ledger: President Trump said that China was holding back magnets. What is your comment?\n"
                "Lin Jian: We have acted by the law on every application.\n"
                "Potomac Ledger: When will the delegations meet?\nLin Jian: I have nothing to announce.",
                title="Foreign Ministry Spokesperson Lin Jian’s Regular Press Conference on June 5, 2025, US tariffs",
            ),
        ),
        ("We have acted by the law on every application.", "China was holding back magnets"),
    ),
    "two days later in another report": (
        (
            Report(MAGNETS),
            Report(
                "Responding to Bessent’s remarks on rare earth licences, He Yongqian said that each application is reviewed by law.",
                48,
            ),
        ),
        ("each application is reviewed by law", SLOW),
    ),
    "only the side is named as the accuser": (
        (
            Report(MAGNETS),
            Report(
                "“The door is open,” He Yongqian said, rejecting the American accusation that rare earth licences come slowly.",
                20,
            ),
        ),
        ("The door is open,", SLOW),
    ),
    "another outlet tells the same story": (
        (
            Report(MAGNETS, story="magnets"),
            Report(
                "“We have kept our word on licences,” Lin Jian said in reply to Bessent.",
                3, "Harbour Wire", "magnets",
            ),
        ),
        ("We have kept our word on licences,", SLOW),
    ),
    "the denial is in the words themselves": (
        (
            Report(
                "“We are talking with China every day on tariffs,” Trump told reporters.\n"
                "“There are no talks between China and the United States on tariffs,” a spokesperson for China’s commerce ministry said."
            ),
        ),
        (
            "There are no talks between China and the United States on tariffs,",
            "We are talking with China every day on tariffs,",
        ),
    ),
    "in Chinese": (
        (
            Report(
                "美国财政部长贝森特说，“中国正在拖延稀土出口许可”。\n外交部发言人林剑驳斥这一说法，他说，“中方依法审批每一份稀土申请”。",
                title="中美稀土关税争端", language="zh",
            ),
        ),
        ("中方依法审批每一份稀土申请", "中国正在拖延稀土出口许可"),
    ),
    "in German": (
        (
            Report(
                "„China verzögert die Lizenzen“, sagte US-Finanzminister Scott Bessent.\n"
                "Lin Jian wies den Vorwurf zurück. „Wir prüfen jeden Antrag“, sagte Lin Jian.",
                title="USA und China streiten über Zölle", language="de",
            ),
        ),
        ("Wir prüfen jeden Antrag", "China verzögert die Lizenzen"),
    ),
    "in French": (
        (
            Report(
                "« La Chine retarde les licences », a déclaré Scott Bessent.\n"
                "« Nous examinons chaque demande », a affirmé Lin Jian, qui a rejeté ces accusations.",
                title="Droits de douane : la Chine et les États-Unis", language="fr",
            ),
        ),
        ("Nous examinons chaque demande", "La Chine retarde les licences"),
    ),
    "in Spanish": (
        (
            Report(
                "“China retrasa las licencias”, dijo Scott Bessent.\n"
                "“Revisamos cada solicitud”, dijo Lin Jian, que rechazó esas acusaciones.",
                title="Aranceles: China y Estados Unidos", language="es",
            ),
        ),
        ("Revisamos cada solicitud", "China retrasa las licencias"),
    ),
    "Washington answers Beijing": (
        (Report(f"{GENEVA}\n“That is simply not true,” Greer told reporters in Paris."),),
        ("That is simply not true,", CURBS),
    ),
    "the sentence before says whom it hits back at": (
        (
            Report(
                f"{MAGNETS}\n“We have boxes for two weeks,” said broker Ada Quill.\n"
                "China hit back at Bessent’s remarks on Thursday. “We keep our word,” Lin Jian said."
            ),
        ),
        ("We keep our word,", SLOW),
    ),
    "countermeasures against a threat": (
        (
            Report(
                "“Port fees on Chinese ships will double,” Greer told reporters. "
                "“China will take countermeasures against such port fees,” He Yongqian said."
            ),
        ),
        ("China will take countermeasures against such port fees,", "Port fees on Chinese ships will double,"),
    ),
    "a post against a ministry's claim": (
        (
            Report("“The soybean purchases were stopped by the American side,” He Yongqian told a briefing."),
            Report(
                "China’s claim that WE stopped the soybean purchases is FAKE NEWS!",
                20, "Truth Social posts of Donald Trump (mirror)", title="", feed_side=Side.US,
            ),
        ),
        (
            "China’s claim that WE stopped the soybean purchases is FAKE NEWS!",
            "The soybean purchases were stopped by the American side,",
        ),
    ),
    "of two statements of the one whom it names, that on its subject": (
        (
            Report(MAGNETS),
            Report("“Soybean purchases have stopped at the ports,” Bessent told CNBC.", 6),
            Report(
                "“Buyers choose for themselves,” Lin Jian said in response to Bessent’s remarks on soybean purchases.", 30
            ),
        ),
        ("Buyers choose for themselves,", "Soybean purchases have stopped at the ports,"),
    ),
}  # fmt: skip

APART: dict[str, tuple[Report, ...]] = {
    "the same side": (
        Report(f"{MAGNETS} Greer rejected the charge. “They have been quicker of late,” Greer said."),
    ),
    "another subject": (
        Report(MAGNETS),
        Report("“It is an internal affair,” Lin Jian said, rejecting Bessent’s remarks on Taiwan.", 30),
    ),
    "another week": (
        Report(MAGNETS),
        Report(
            "Responding to Bessent’s remarks on rare earth licences, He Yongqian said that each application is reviewed by law.",
            6 * 24,
        ),
    ),
    "agreement": (Report(f"{MAGNETS} Lin Jian welcomed Bessent’s remarks. “We agree that talks help,” Lin Jian said."),),
    "a third party answers": (
        Report(f"{MAGNETS} “That is not true,” said Japanese trade minister Yoji Muto, who denied it."),
    ),
    "a third party is answered": (
        Report(f"{MAGNETS}\n“That is groundless,” Lin Jian said, rejecting a European complaint about subsidies."),
    ),
    "the speaker is merely named": (
        Report("“Soybean purchases have stopped at the ports,” Bessent told CNBC."),
        Report(
            "“Nothing was halted,” Lin Jian said, denying a report on magnet exports hours before Bessent was to land in London.",
            20,
        ),
    ),
    "merely named in the same report": (
        Report(
            "“Soybean purchases have stopped at the ports,” Bessent told CNBC.\nRain fell on Geneva all day.\n"
            "“Nothing was halted,” Lin Jian said, denying a report on magnet exports hours before Bessent was to land in London."
        ),
    ),
    "not denied": (
        Report(f"{MAGNETS} Lin Jian did not deny it. “Each application takes its time,” Lin Jian said."),
    ),
    "visas were denied": (
        Report(f"{MAGNETS} “Students were denied visas at the airport,” Lin Jian said."),
    ),
    "it came before": (
        Report(
            "Responding to Bessent’s remarks on rare earth licences, He Yongqian said that each application is reviewed by law."
        ),
        Report(MAGNETS, 20),
    ),
    "it stands before it in the text": (
        Report(f"“That is groundless,” Lin Jian said, rejecting the charge.\n{MAGNETS}"),
    ),
    "no stance": (Report(f"{MAGNETS} “We hope for talks on tariffs,” Lin Jian said."),),
    "the other side's refusal is only reported": (
        Report(f"{GENEVA} Bessent said that China had rejected every offer on fentanyl."),
    ),
    "somebody whom nobody knows is answered": (
        Report(f"{GENEVA}\n“Prices are falling,” Trump told reporters, dismissing Smithers’s claims about tariffs."),
    ),
    "opposition to a measure, days after words on another": (
        Report(MAGNETS),
        Report("“China firmly opposes the steel tariffs of the United States,” He Yongqian told a briefing.", 24),
    ),
    "another one is named": (
        Report(MAGNETS),
        Report("“We approve what meets the rules,” Lin Jian said in reply to Lutnick’s remarks on rare earth licences.", 20),
    ),
    "opposition to another thing directly after it": (
        Report(f"{MAGNETS}\n“China firmly opposes arms sales to Taiwan,” Lin Jian said."),
    ),
    "the claim of a third, reported between": (
        Report(
            f"{MAGNETS}\n“Prices will rise by a tenth,” said broker Ada Quill.\n“That is not true,” Lin Jian said."
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LINKED)
def test_an_answer_is_linked(name: str) -> None:
    reports, pair = LINKED[name]
    assert links(*reports) == [pair]


@pytest.mark.parametrize("name", APART)
def test_no_wrong_answer_is_linked(name: str) -> None:
    assert links(*APART[name]) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a denial directly after it", "denies it in the same report (Bourse Today)"),
        ("a charge rejected in the next sentence", "rejects it in the same report (Bourse Today)"),
        (
            "two days later in another report",
            "replies two days later: both speak of controls and rare earths, and it names Scott Bessent",
        ),
        ("another outlet tells the same story", "replies 3 hours later in another report of the story (Harbour Wire)"),
    ],
)
def test_the_reason_is_a_sentence(name: str, reason: str) -> None:
    assert [why for _, _, why in answers_of(*LINKED[name][0])] == [reason]


def test_an_answer_has_one_target() -> None:
    reports = (
        Report(MAGNETS),
        Report("“Rare earth licences are far too slow,” Bessent told Fox News.", 2),
        *LINKED["two days later in another report"][0][1:],
    )
    assert len(links(*reports)) == 1
