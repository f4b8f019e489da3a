"""Standing words of the trade in headlines, told from news that uses the same words."""

from __future__ import annotations

import pytest

from tradewatch.storage.standing import notice_of, without_notice


@pytest.mark.parametrize(
    ("title", "notice"),
    [
        ("KILL: Duties rise", "kill"), ("BC-US-China tariffs, KILL", "kill"), ("[KILL] Duties rise", "kill"),
        ("KILL BC-China", "kill"), ("Editors: please kill China duties rise", "kill"),
        ("EDITORS: PLEASE KILL CHINA DUTIES RISE", "kill"), ("Editors: Please disregard earlier headline", "kill"),
        ("Duties rise (withdrawn)", "withdrawal"), ("【撤稿】关税上调", "withdrawal"), ("撤稿 关税上调", "withdrawal"),
        ("ADVISORY: WITHDRAWN story on duties", "withdrawal"), ("WITHDRAWN—Duties rise", "withdrawal"),
        ("DELETED: Duties rise", "withdrawal"), ("[DELETED] Duties rise", "withdrawal"), ("REMOVED - Duties rise", "withdrawal"),
        ("STORY REMOVED: Duties rise", "withdrawal"), ("Article removed: duties rise", "withdrawal"),
        ("RETRACTED - Duties rise", "retraction"),
        ("Correction: Duties rise", "correction"), ("CORRECTED 2: Duties rise", "correction"), ("更正：关税", "correction"),
        ("Duties rise - CORRECTION", "correction"), ("UPDATE 2-CORRECTED-Duties rise", "correction"),
        ("更正 美中关税", "correction"), ("勘误\u3000美中关税", "correction"),
        ("Correction to China duties story", "correction"), ("Correction to our story on China duties", "correction"),
        ("Corrections to earlier report on duties", "correction"), ("Correction to an article of Friday: duties", "correction"),
        ("Duties rise (corrects figure)", "correction"), ("Duties rise (Corrects headline)", "correction"),
        ("Duties rise (corrects day in second paragraph)", "correction"), ("Duties rise (corrects to say 30 pct)", "correction"),
        ("Berichtigung: Zölle steigen", "correction"), ("BERICHTIGUNG - Zölle steigen", "correction"),
        ("Rectificatif : les droits montent", "correction"),
        ("REFILE-CORRECTED-Duties rise", "correction"), ("REFILE-Duties rise (corrects typo in headline)", "correction"),
    ],
)  # fmt: skip
def test_a_headline_that_calls_itself_a_notice_is_one(title: str, notice: str) -> None:
    assert notice_of(title) == notice


@pytest.mark.parametrize(
    "title",
    [
        "UPDATE: Duties rise", "REFILE-Duties rise", "RPT-Duties rise", "Editor's note: duties rise",
        "Tariffs withdrawn after talks", "CHINA SAYS US TARIFFS WITHDRAWN", "US withdrawal from the WTO: what next",
        "New duties could kill jobs", "KILL the deal, growers tell Trump", "Trump: KILL the truce", "Trump orders 'KILL' of deal",
        "Editors: Kill the tariffs", "Editors kill story on tariffs under pressure", "Please kill these tariffs, growers say",
        "Deleted: the post that moved soybeans", "Trump DELETED a post on China", "DELETED POST BY TRUMP MOVES SOYBEANS",
        "Removed from the entity list: two firms", "Beijing removes story from the web", "Why the correction story is over",
        "A correction: no, a crash", "Correction in stocks deepens", "Correction territory: Nasdaq falls",
        "Correction ahead for soybeans?", "Correction to come for soybeans, says bank", "Correction to hit soybeans",
        "Correction to follow weak jobs report", "Correction to end the fairy-tale story", "Correction to the downside",
        "Correction to story-stock valuations looms", "Corrections at ports delay soybeans", "Corrected data show exports fell",
        "Stocks ENTER CORRECTION as tariffs bite", "CORRECTION TERRITORY for Nasdaq", "Soybeans in CORRECTION",
        "Market correction: what next", "Soybeans (correction under way)", "Exports fall 2 % (corrected for inflation)",
        "Nasdaq slides (corrects 10 % from high)", "Gold falls (corrects to five-week low)",
        "Berichtigung der Kurse an den Börsen", "中方敦促美方更正错误做法", "更正错误做法 中方敦促美方", "撤回关税 中方呼吁",
    ],
)  # fmt: skip
def test_news_that_uses_the_words_is_no_notice(title: str) -> None:
    assert notice_of(title) == ""


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("KILL: Duties rise", "Duties rise"),
        ("Editors: please kill Duties rise", "Duties rise"),
        ("Duties rise (corrects figure in second paragraph)", "Duties rise"),
        ("Correction to China duties story", "China duties story"),
        ("更正 美中关税", "美中关税"),
    ],
)
def test_a_notice_without_its_standing_words_is_what_it_speaks_of(title: str, rest: str) -> None:
    assert without_notice(title).strip() == rest
