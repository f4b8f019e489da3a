"""Rates: who charges whom what, in sentences of our own.

What is expected is written `US 145>30` (the American duty goes from 145 to 30 percent), `China 10` (a level), with `!`
where it is a threat and `?` where it may be left out. Before ` || ` stands a headline.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.desk import item
from tradewatch.feeds.reading.document import Document
from tradewatch.feeds.reading.percents import percents_in
from tradewatch.feeds.reading.rates import find_rates
from tradewatch.records import Side

CASES = (
    # the everyday forms
    ("Washington will cut tariffs on Chinese goods from 145% to 30%.", "US 145>30"),
    ("Beijing lowered its levies on American products to 10 percent from 125 percent.", "China 125>10"),
    ("The tariff on Chinese imports stands at 12.5 per cent.", "US 12.5"),
    ("Trump threatened a 100% tariff on goods from China.", "US 100!"),
    ("China on US goods: duty 34% → 10%", "China 34>10"),
    ("Shares fell 3.4% after the tariffs on Chinese goods.", ""),
    ("Nvidia hands over 15% of its revenue from China while tariffs stay.", ""),
    ("The rule covers units owned 50% or more by listed firms in China.", ""),
    ("Tariffs on goods from Japan rise to 25%.", ""),
    # in capitals, as posts and flashes have it
    ("WE ARE COLLECTING 55% FROM NOW ON, CHINA IS COLLECTING 10% IN TARIFFS. A GREAT DEAL!", "US 55, China 10"),
    ("CHINA TO LIFT TARIFFS ON U.S. GOODS TO 84% FROM 34% - COMMISSION", "China 34>84"),
    ("TRUMP SAYS TARIFF ON CHINESE GOODS GOES TO 125% FROM 104%", "US 104>125"),
    # whose threat, and who answers
    ("Beijing condemned Washington’s threat of another 50% in tariffs.", "US 50!"),
    ("Trump threatened China with an extra 60% tariff unless it lifts its curbs.", "US 60!"),
    ("Beijing hit back at the tariffs with 15% on coal and gas from the United States.", "China 15"),
    ("China’s plan to charge a 25% tariff drew a shrug.", "China 25?"),
    ("Pekín cobrará un arancel del 84 % a los productos estadounidenses, frente al 34 % de antes.", "China 34>84"),
    ("外交部：中方会否豁免对部分美国商品征收的125%的关税？", "China 125"),
    ("Since Friday parcels from China owe 120% of their value at the post office.", "US 120"),
    # from and to, in either order, with words between
    ("Trump said the fentanyl tariff on Chinese goods falls to 10 percent from 20, effective at once.", "US 20>10"),
    ("The duty on most boxes from Guangdong moved on Friday from 10% to 12.5%, said the tariff desk at Orrin Lines.", "US 10>12.5"),
    ("Under the order the levy on imports from China drops to 30 per cent, against 145 per cent in April.", "US 145>30"),
    ("Duties on American products go down to 10%, having stood at 125% since April 12.", "China 125>10"),
    ("China's finance ministry put its extra tariff on U.S. goods at 84% instead of 34%.", "China 34>84"),
    ("Washington's tariff on Chinese imports, 30% until last night, is 145% this morning.", "US 30>145"),
    ("From 125 percent, Beijing's tariffs on American goods have come down to a tenth.", "China 125>10"),
    ("What importers of Chinese lamps pay was lifted from 104 to 125 percent, the third increase of the tariff in a week.", "US 104>125"),
    ("The 145% tariff on Chinese goods becomes 30%.", "US 145>30"),
    ("The general part of the tariff went to 30% from 145% in May; the rest never moved.", "US 145>30"),
    ("Tariffs on China: 54% (previously 20%).", "US 20>54"),
    ("China cut its tariffs on U.S. goods by 115 points, to 10% from 125%.", "China 125>10"),
    ("The White House raised the tariff on China by 50 points to 104%.", "US 104"),
    ("Home buyers brace as a 12.5% China tariff replaces one of 10%.", "US 10>12.5"),
    ("The US rate went from 145% to 30% and the Chinese from 125% to 10%, the two sides' tariff accord says.", "US 145>30, China 125>10"),
    ("US tariffs on China and Chinese tariffs on the US stay at 30% and 10% respectively.", "US 30, China 10"),
    ("Washington and Beijing keep tariffs at 30% and 10%, respectively.", "US 30, China 10"),
    ("Tariffs stay at 30% on the American side and at 10% on the Chinese side.", "US 30, China 10"),
    # ranges are no changes
    ("The old Section 301 duties of 7.5% to 25% on Chinese goods remain.", "US 7.5?, US 25?"),
    ("China answered with tariffs of between 10% and 15% on American farm goods.", "China 10?, China 15?"),
    ("Section 301 rates on Chinese goods run from 7.5% to 100%, depending on the list.", "US 7.5?, US 100?"),
    ("Duties on Chinese goods range from 25 to 100 per cent by product.", "US 25?, US 100?"),
    ("Beijing's 10–15% tariffs on American grain and meat are unchanged.", "China 10?, China 15?"),
    ("Tariffs of anywhere from 10% to 15% now await US farm goods in Chinese ports.", "China 10?, China 15?"),
    ("Tariffs on Chinese goods of up to 100% were floated by the president.", "US 100!"),
    # increases and sums
    ("Trump said he would add a further 50% tariff on Chinese imports unless Beijing backs down.", "US 50!"),
    ("Washington piled another 10% on Chinese goods in March, which brought the tariff to 20%.", "US 20, US 10?"),
    ("Beijing imposed an extra 34% tariff on all American goods.", "China 34"),
    ("An additional 5 per cent duty on goods of Chinese origin comes on top of the 20 per cent in force.", "US 5, US 20"),
    ("20% over fentanyl plus 10% reciprocal makes 30% in duties on Chinese goods.", "US 30, US 20?, US 10?"),
    ("Fentanyl duty 20%, reciprocal tariff 10%: 30% altogether on Chinese goods.", "US 30, US 20?, US 10?"),
    ("The fentanyl tariff on Chinese goods is 20% and the reciprocal one 10%, for 30 in all.", "US 30, US 20?, US 10?"),
    ("A Chinese faucet pays 25% under Section 301 and 30% besides, a total tariff of 55%.", "US 55, US 25?, US 30?"),
    ("The tariff on Chinese goods doubled to 20% on Tuesday.", "US 20, US 10>20?"),
    ("Trump halved the 20% fentanyl tariff on Chinese goods.", "US 20>10"),
    ("The fentanyl tariff on Chinese goods was cut in half, to 10%.", "US 10"),
    ("The two sides suspended 24 percentage points of the tariffs of April.", "US 24?, China 24?"),
    # what is no duty
    ("Soybeans fell 2.1% after China's new tariffs were announced.", ""),
    ("Stocks slid on the China tariff threat: chip makers lost 6.3%, small caps 3%, and a Hong Kong index 4.4%.", ""),
    ("The index shed 2.7%, chip shares 6.3%, after Trump threatened a new tariff of 100% on Chinese goods.", "US 100!"),
    ("Nvidia and AMD will hand 15% of their China sales to Washington; he had asked for 20%, the president said of the levy.", ""),
    ("He wanted 20 percent of the chip sales, Trump said, before the two settled on 15 percent in place of a tariff.", ""),
    ("A poll found that 61% of Americans oppose the tariffs on China.", ""),
    ("China's exports to America sank 34% in May as tariffs bit.", ""),
    ("Units owned 50% or more by listed firms are caught, whatever the tariffs between China and America.", ""),
    ("China takes 54% of American soybean exports, tariffs or no.", ""),
    ("Freight rates from Shanghai jumped 30% in a week once tariffs on Chinese goods came down.", ""),
    ("The yuan weakened 0.4% and oil 2%, as the tariff truce frayed.", ""),
    ("Inflation would be 1.2 points lower without the tariffs on China, the bank said, and growth 0.5% higher.", ""),
    ("The factory cut 30% of its staff when the tariffs on Chinese goods hit.", ""),
    ("Retailers raised prices 10% to 15% to cover the China tariffs.", ""),
    ("Orders from Ohio are down by 20 to 30 percent since the tariffs on Chinese goods.", ""),
    ("China makes 90% of the world's magnets and 20% of its tariffs fall on farm goods.", ""),
    ("There is a 50% chance that tariffs on China snap back, the bank wrote.", ""),
    ("Tariffs on goods from Brazil go to 50% and on those from India to 25%; China is not named.", ""),
    ("Trump put 25% on Japan and South Korea, and left tariffs on China where they were.", ""),
    # goods as a target, without the word of a duty on both
    ("The additional tariff of 10% on goods originating in the United States shall be retained.", "China 10"),
    ("A duty of 34 percent shall be levied on all imported goods originating in the US.", "China 34"),
    ("Goods originating in China are subject to an additional tariff of 10%.", "US 10"),
    ("American pork is taxed at 10% in Chinese ports now, wheat at 15%.", "China 10, China 15"),
    ("The tariff lists: 15% on chicken, wheat and cotton, 10% on soybeans and pork, Beijing said.", "China 15, China 10"),
    ("China's duty on US beans stands at 13%.", "China 13"),
    # no word of a duty in the sentence
    ("Tariffs frozen || Washington and Beijing froze tariffs on each other's goods. American goods still pay 10% in China; Chinese goods pay 30% in America.", "China 10, US 30"),
    ("US tariff on Chinese goods bites || The rate on their dolls was 145% at its worst and 20% this morning.", "US 145, US 20"),
    ("Trump’s China tariff, a year on || “At 145% there is no business,” said Ann Roe, who imports pumps. “At 30% there is a little.”", "US 145, US 30"),
    ("Beijing keeps its tariffs on U.S. goods || The extra rate is now 10%.", "China 10"),
    ("Tariff truce extended || Leavitt: The tariff on China came down to 30 percent, and that was the bargain.", "US 30"),
    ("Beijing answers on tariffs || China acted within hours. It charges a retaliatory tariff of 20% on American soybeans.", "China 20"),
    ("Soybean belt waits || China has not bought soybeans since May. It charges a tariff of 20% on them.", "China 20"),
    # its, their, countermeasures
    ("Washington went first, with 34% on Chinese goods; Beijing answered with a tariff of the same 34%.", "US 34, China 34"),
    ("China says it will lift its own tariffs to 125% from 84% and ignore what follows.", "China 84>125"),
    ("Beijing said the US should drop its 20% fentanyl tariff first.", "US 20"),
    ("Its 125-percent tariff countermeasure was lawful, China's ministry said.", "China 125"),
    ("Trump said China must drop its 34% tariff by Tuesday or face another 50%.", "China 34, US 50!"),
    # stated or threatened
    ("Had the truce lapsed, tariffs on Chinese goods would have gone back to 145% and on American goods to 125%.", "US 145!, China 125!"),
    ("Trump warned of 155% tariffs on China from November 1 if no deal is made.", "US 155!"),
    ("Beijing will respond if the United States puts tariffs of up to 100% on its goods over Russian oil, Guo said.", "US 100!"),
    ("From May 14 the US will charge 30% on Chinese goods in place of the 145% tariff.", "US 145>30"),
    # numbers in words
    ("The tariff on Chinese goods is thirty per cent, said Bessent.", "US 30"),
    ("One hundred and forty-five percent, the tariff on China in April, was an embargo.", "US 145"),
    ("Thirteen percent is China's duty on American beans.", "China 13"),
    ("Tariffs on Chinese goods come down from one hundred forty-five percent to thirty percent, Greer said.", "US 145>30"),
    ("The surcharge on goods from China is twelve and a half per cent.", "US 12.5"),
    ("China's tariff on American goods is a tenth of their value.", "China 10"),
    ("A tenth of the firms asked had passed on the tariffs on Chinese goods; thirty percent had not.", ""),
    ("Trump to China: ten percent || “We’ll have a fifty percent tariff on China on top of that if they don’t withdraw,” he said.", "US 50!"),
    # other languages
    ("Zölle: Die USA senken ihre Zölle auf chinesische Waren von 145 auf 30 Prozent.", "US 145>30"),
    ("China senkt die Zölle auf amerikanische Waren auf 10 Prozent, zuvor 125 Prozent.", "China 125>10"),
    ("Es bleibt bei Zöllen von 30 Prozent auf chinesische und 10 Prozent auf amerikanische Waren.", "US 30, China 10"),
    ("Andernfalls wären die US-Zölle auf 145 beziehungsweise die chinesischen auf 125 Prozent gestiegen.", "US 145!, China 125!"),
    ("Les droits de douane américains sur les produits chinois passent de 145 % à 30 %.", "US 145>30"),
    ("Pékin ramène ses droits de douane sur les produits américains à 10 %, contre 125 % auparavant.", "China 125>10"),
    ("Estados Unidos baja los aranceles a los productos chinos del 145 % al 30 %.", "US 145>30"),
    ("El arancel a los productos estadounidenses pasa al 10 % desde el 125 %.", "China 125>10"),
    ("Trump amenaza con un arancel del 155 % a China.", "US 155!"),
    ("美国将对华关税由145%降至30%，中国将对美关税由125%降至10%。", "US 145>30, China 125>10"),
    ("中国对原产于美国的进口商品加征34%的关税。", "China 34"),
    ("特朗普威胁对中国商品加征百分之一百的关税。", "US 100!"),
    ("Handel || Die Aktien fielen um 3 Prozent, nachdem Trump neue Zölle gegen China angekündigt hatte.", ""),
    # a second look, by other hands
    ("Six weeks ago a garden chair from Foshan carried a 145% tariff; today it is 30%.", "US 145, US 30"),
    ("Beijing will keep its 10% duty on American imports but drop the rest of the tariffs it announced in April.", "China 10"),
    ("The United States agreed to lower its tariffs on China to 30 percent while China lowers its to 10 percent.", "US 30, China 10"),
    ("American duties on Chinese goods fall by 115 points to 30%; China's fall by the same to 10%.", "US 30, China 10"),
    ("\"We're at 145 percent on China and they're at 125 on us,\" Bessent said of the tariffs.", "US 145, China 125?"),
    ("China's retaliatory tariffs, now 10%, will stay, the finance ministry said.", "China 10"),
    ("The fentanyl levy on China, currently 20%, will be cut to 10%.", "US 20>10"),
    ("Washington slapped China with a 104 percent tariff at midnight.", "US 104"),
    ("China hit back with an 84 percent tariff on all US goods.", "China 84"),
    ("Trump hiked tariffs on Chinese imports to 125%, effective immediately, from 104% a day before.", "US 104>125"),
    ("If no deal is reached, tariffs on Chinese goods will revert to 54%, Greer said.", "US 54!"),
    ("A tariff of 24 percent on Chinese goods is suspended until November; 10 percent remains.", "US 24?, US 10"),
    ("China imposed a 15% tariff on U.S. coal and LNG and 10% on crude oil and farm machinery.", "China 15, China 10"),
    ("The average US tariff on Chinese goods is now 47.6%, the Larch Institute calculates.", "US 47.6"),
    ("The total tariff on a Chinese e-bike is 55%: 25% from 2018, 20% for fentanyl, 10% reciprocal.", "US 55, US 25?, US 20?, US 10?"),
    ("Imports from China fell 28% as the 30% tariff bit.", "US 30"),
    ("Shares of Tessel Toys rose 8% after Washington lowered the China tariff to 30% from 145%.", "US 145>30"),
    ("Shipments of Chinese toys to Los Angeles have dropped by 35 percent since the tariffs took hold.", ""),
    ("About 80% of toys sold in America come from China, which now pays a tariff of 30%.", "US 30"),
    ("China buys 12% of Iowa's corn; tariffs are a worry, not a death sentence.", ""),
    ("Wall Street closed 1.5% higher and Treasury yields eased to 4.3% as tariffs on China were paused.", ""),
    ("The bank sees a 60% probability of recession if the tariffs on China remain.", ""),
    ("Tariffs on Chinese goods added 0.8% to consumer prices, the Fed economists found.", ""),
    ("The duty for Vietnam is 20%, for Japan 15%, for China 30%.", "US 30?"),
    ("Mexico is putting tariffs of up to 50% on cars from China.", ""),
    ("The EU's tariffs on Chinese electric cars run up to 35.3%.", ""),
    ("Canada will end its 100% tariff on Chinese electric vehicles.", ""),
    ("India faces a 50% tariff, higher than China's 30%.", "US 30?"),
    ("Chinese exporters face duties of 30 per cent in America, and American ones 10 per cent in China.", "US 30, China 10"),
    ("The tariff would climb from 30% to 54% on Chinese goods, and from 10% to 34% on American ones, absent an extension.", "US 30>54!, China 10>34!"),
    ("China ended the 15% tariff it put on chicken, wheat and corn from America in March.", "China 15"),
    ("The Geneva deal: U.S. tariffs on China down from 145% to 30%; China's tariffs on U.S. down from 125% to 10%.", "US 145>30, China 125>10"),
    ("Tariffs: US 30% (was 145%), China 10% (was 125%).", "US 145>30, China 125>10"),
    ("US tariffs on China: 30%. China tariffs on US: 10%.", "US 30, China 10"),
    ("Beijing matched the American 34% with a 34% tariff of its own.", "US 34, China 34"),
    ("De minimis parcels from China will be taxed at 54%, down from 120%, or pay a flat $100.", "US 120>54"),
    ("The duty on small parcels from China rises from 30% to 90%.", "US 30>90"),
    ("Soybean tariffs in China come to 34 percent in all, traders say, with most-favoured-nation duty and surcharges.", "China 34"),
    ("Nvidia agreed to give the government 25% of H200 sales in China, Trump said, calling it better than any tariff.", ""),
    ("Twenty-five percent of the members had moved orders out of China because of the tariffs.", ""),
    ("USA und China: Die Zölle auf chinesische Waren sinken von 145 Prozent auf 30 Prozent.", "US 145>30"),
    ("Pekings Zölle auf US-Waren sinken auf 10 Prozent.", "China 10"),
    ("Trump droht China mit Zöllen von 100 Prozent.", "US 100!"),
    ("Washington abaisse à 30 % ses droits de douane sur les produits chinois, contre 145 %.", "US 145>30"),
    ("La Chine impose des droits de douane de 34 % sur les produits américains.", "China 34"),
    ("China subirá del 34 % al 84 % los aranceles a los productos estadounidenses.", "China 34>84"),
    ("Pekín mantendrá un arancel del 10 % a los productos estadounidenses.", "China 10"),
    ("中方将对美加征关税税率由34%提高至84%。", "China 34>84"),
    ("美方对中国商品加征的关税降至30%。", "US 30"),
    ("The tariffs on Chinese goods are at least 30%, and as high as 55% with older duties.", "US 30, US 55"),
    ("Trump warned that he'd raise the tariff on China to 150, 160 or even 200 percent.", "US 200!"),
    ("The surtax, thirty percent on Chinese lamps, eats the margin of 20 percent, Ms Roe said.", "US 30"),
    ("The 100% tariff on Chinese goods that Trump announced for Nov. 1 is off the table.", "US 100"),
    ("Ten percent on everything American: that is what China's tariff still is.", "China 10"),
    ("Under the deal China would drop to 10% its tariff on US goods, which stood at 125%.", "China 125>10!"),
    ("Beijing raised its tariff by 41 points to 125 per cent, a day after America went to 145.", "China 125, US 145?"),
    ("China cut its tariffs by more than 90%.", ""),
    # a third look
    ("Washington’s general tariff on Chinese goods has sat at 30% since May, a fifth of its April peak of 145%.", "US 30, US 145?"),
    ("Beijing suspended most of its tariffs, leaving 10% on American goods.", "China 10"),
    ("\"They charge us 10% and we charge them 30%,\" the president said of the China tariffs.", "China 10, US 30"),
    ("The tariff on Chinese goods was lifted to 104%, and Beijing's on American goods to 84%.", "US 104, China 84"),
    ("A further 10% levy on Chinese imports took effect on March 4, taking the total to 20%.", "US 20, US 10?"),
    ("The Commerce Ministry urged Washington to cancel the 20% fentanyl levy.", "US 20"),
    ("Analysts put the effective tariff on China at about 40 per cent.", "US 40"),
    ("Copper lost 2 percent and the CSI 300 gave up 1.1 percent as the tariff news broke.", ""),
    ("The tariff pause lifted the Nasdaq 4.4%.", ""),
    ("Retail sales in May were 0.9% lower, and economists blame the tariffs on China.", ""),
    ("Margins of 12% do not survive a tariff of 30% on Chinese goods.", "US 30"),
    ("Walmart will raise prices by 5% to 8% because of the tariffs on China.", ""),
    ("Beijing's extra tariff on American pork is now 57%.", "China 57"),
    ("China said it was adding 50% to its tariff on US goods, making 84%.", "China 84, China 50?"),
    ("The two sides would each cut tariffs by 115 percentage points.", ""),
    ("Nearly three quarters, 74%, of the members said tariffs on China hurt them.", ""),
    ("Tariffs on Chinese cranes are to reach 100%.", "US 100"),
    ("On November 10 the fentanyl tariff fell from 20 percent to 10 percent, bringing the rate on most Chinese goods to 47 percent.", "US 20>10, US 47"),
    ("The Chinese tariff on American LNG, 25%, has ended the trade.", "China 25"),
    ("Trump cut the overall tariff on Chinese goods to 47% from 57%, he told reporters.", "US 57>47"),
    ("The White House clarified that the tariff on China was 145%, not 125%.", "US 145, US 125?"),
    ("The odds of a tariff cut before the summit stand at 40%.", ""),
    ("Oil slipped 1%, and the yuan traded 0.2% down, with tariffs on China unchanged at 30%.", "US 30"),
    ("MR. KEANE: Our tariff on China is at 30 percent today, and the President likes it there.", "US 30"),
    ("Q  The Chinese tariff on soybeans is 34 percent, sir. Will they lower it?", "China 34"),
    ("Trump: We put a 20% tariff on China because of the fentanyl.", "US 20"),
    ("THE PRESIDENT: They were at 125 and we were at 145 percent on tariffs. Nobody could trade.", "US 145, China 125?"),
    ("Dutiable value plus 30%: what tariffs on Chinese goods do to a $10 mug.", "US 30"),
    ("The president's 10% tariff on all countries applies to China as well.", "US 10?"),
    ("Tariffs on most Chinese goods rise by 2.5 points, from 10% to 12.5%.", "US 10>12.5"),
    ("Beijing halves its tariff on American lobster, from 20% to 10%.", "China 20>10"),
    ("Washington will double its duty on Chinese steel goods to 50%.", "US 50"),
    ("China's soybean purchases are 40% below last year's, tariffs or not.", ""),
    ("Tariffs on Chinese goods could raise a quarter of a percent of output, or 0.25%, the office says.", ""),
    ("Container bookings from China plunged 60% when the 145% tariff came.", "US 145"),
    ("The finance ministry said the 34% tariff on all US imports would take effect on April 10.", "China 34"),
    ("Trump on Wednesday raised tariffs on China to 125% and paused them for others at 10%.", "US 125"),
    ("The European Union pays 15% and Japan 15%; China's tariff is 30%.", "US 30?"),
    ("After the deal the US tariff stands at 30 and the Chinese at 10 percent.", "US 30?, China 10"),
    ("With the tariff at 145%, Ms. Roe paid $14,500 on a $10,000 box from Ningbo.", "US 145"),
    ("Beijing last week dropped the tariffs of up to 15% it had placed on American farm goods.", "China 15"),
    ("Mr Wang said China would keep 10% and suspend 24% of the added tariff on American goods for a year.", "China 10, China 24?"),
    ("Importers of American almonds pay a Chinese tariff of 35%, brokers said.", "China 35"),
    ("Cognac: Beijing’s duties || China imposes duties of up to 34.9% on brandy from Europe, and spares who raises prices.", ""),
    ("China takes aim at canola || Duties of 100% on Canadian canola oil and 25% on pork took effect in China on Thursday.", ""),
    # goods of any name, and who charges whom
    ("China to levy 125% duties on US ethane.", "China 125"),
    ("Beijing put a duty of 34% on American whiskey, and kept it there.", "China 34"),
    ("Washington puts a 60% duty on Chinese graphite anodes.", "US 60"),
    ("China says US tariffs of 30% on American consumers fall hardest.", "US 30"),
    ("A 30% tariff on US-bound Chinese toys stays.", "US 30"),
    ("Beijing put pressure on American negotiators to drop the 20% fentanyl tariff.", "US 20"),
    ("China levies tariffs of 34% on US propane.", "China 34"),
    ("The China levy of 30% stays, Trump said.", "US 30"),
    ("The United States would face tariffs of 34% from China.", "China 34!"),
    ("American farmers face a 34% tariff from Beijing.", "China 34"),
    ("China faces a 30% tariff from the United States.", "US 30"),
    ("The rate charged by Beijing on America is 34%, a tariff like no other.", "China 34"),
    ("The tariff levied by Washington on China is 30%.", "US 30"),
    ("China will raise tariffs to 84%, it said, after Trump's 104% took effect.", "China 84, US 104"),
    ("In reply to Trump's 20% tariff, China put 15% on coal.", "US 20, China 15"),
    ("Washington answered Beijing's 84% with a tariff of 125%.", "China 84, US 125"),
    ("Trump hits back with 125% after China's 84% tariff.", "US 125, China 84"),
    ("China demanded an end to the 20% tariff on its goods.", "US 20"),
    ("美国对华加征关税至145%，中国对美加征125%关税。", "US 145, China 125"),
    ("中方对美方加征34%关税。", "China 34"),
    ("Beijing met Trump's 54% with a tariff of 34%.", "US 54, China 34"),
    ("The new duty is 12.5%. For China it comes on top of the 25% tariff of 2018.", "US 25, US 12.5?"),
    # another country's
    ("China pays a tariff of 47%. Vietnam pays 20% to the United States.", "US 47"),
    ("China pays 47% and Vietnam pays 20% to the United States in tariffs.", "US 47"),
    ("Tariffs || Trump made a deal with Vietnam. They pay a 20% tariff.", ""),
    ("特朗普宣布对墨西哥加征50%关税，中国表示关注。", ""),
    ("特朗普宣布对墨西哥加征50%关税，对中国加征30%关税。", "US 30"),
    ("China and the US || 特朗普对加拿大商品加征35%的关税。", ""),
    # the two at once
    ("The two sides lowered tariffs from 145 and 125 percent in May.", "US 145?, China 125?"),
    ("Tariffs were lowered from 145 and 125 percent in May.", ""),
    ("US and Chinese tariffs were cut from 145% and 125% to 30% and 10%.", "US 145>30, China 125>10"),
    ("The US and China cut tariffs from 145 and 125 percent to 30 and 10 percent.", "US 145>30, China 125>10"),
    # who bears a tariff, what it does, and how likely it is
    ("Of the tariff on Chinese goods buyers bear 55%, sellers 14%.", ""),
    ("American importers absorb 55% of the tariff on Chinese goods, Chinese exporters 14%.", ""),
    ("Exporters shoulder 20% of the tariff on Chinese goods and buyers 80%.", ""),
    ("Importers pass on the 30% tariff on Chinese goods.", "US 30"),
    ("With tariffs on Chinese goods at 30%, importers absorb half.", "US 30"),
    ("A 10% rise in tariffs on China cuts imports by 6%.", ""),
    ("A 10 percent increase in tariffs on China raises prices by 2 percent.", ""),
    ("Trump announced a 10% increase in tariffs on China.", "US 10"),
    ("The probability of a 100% tariff on China is 20%.", "US 100?"),
    ("The chance of a 100% tariff on China is put at 20%.", "US 100?"),
    ("The average US tariff on Chinese goods is 31.9%, against 6.5% for others.", "US 31.9"),
    ("Chinese tariffs on US goods average 32.6%, compared with 21% for the rest of the world.", "China 32.6"),
    # what has become of it
    ("The threatened 100% tariff on China is now off the table.", "US 100!"),
    ("TRUMP SAYS CHINA TARIFFS WILL GO TO 60%", "US 60!"),
    ("The tariff on China will go to 60%, effective Monday, Trump said.", "US 60"),
    ("They wanted 60% in tariffs from China, I said 54%.", ""),
    ("China suspended its 24% tariff on US goods.", ""),
    ("Trump paused his 145% tariff on Chinese goods.", ""),
    ("The US suspended its 24% tariff on Chinese goods and kept 10%.", "US 10"),
    ("China, whose tariffs on U.S. soybeans are 13%, could buy more.", "China 13"),
    ("China extended the suspension of its 24% tariff on US goods.", ""),
    ("If China does not drop its tariff, the United States will impose an additional 50%, Trump said.", "US 50!"),
    ("Negotiators meet as a 100% tariff on Chinese goods looms.", "US 100!"),
    ("Chinese tariffs on US goods are 10%, which could rise to 34%.", "China 10, China 34!"),
    ("They are paying 55% now, that will go to 155%.", "US 55, US 155!"),
    # letters
    ("İZMİR: CHINA TO LIFT TARIFFS ON U.S. GOODS TO 84% FROM 34% - COMMISSION", "China 34>84"),
    ("İSTANBUL: THE TARIFF ON CHINESE GOODS IS THIRTY PERCENT.", "US 30"),
    ("THEY CHARGE US 10% IN TARIFFS, SAYS TRUMP OF CHINA", "China 10"),
    ("CHINA CHARGED US 84% TARIFFS, WE CHARGED THEM 104%, SAYS TRUMP", "China 84, US 104"),
    ("CHINA TO CHARGE US GOODS A 34% TARIFF", "China 34"),
    ("The 25-per-cent tariff on Chinese goods stays.", "US 25"),
    ("The tariff on Chinese goods is twenty-five per-cent.", "US 25"),
    ("对原产于美国的商品加征34％的关税。", "China 34"),
    # corrections, and what only sounds like one
    ("The 145% tariff on Chinese goods was a correction of decades of abuse.", "US 145"),
    ("The market corrected at once when the 30% tariff on Chinese goods came.", "US 30"),
    ("The 54% tariff on Chinese goods corrects an old injustice, Trump said.", "US 54"),
    ("Correction: the tariff on Chinese goods was given as 35%.", ""),
    ("The story was corrected to drop a 35% tariff on Chinese goods.", ""),
    ("The agency retracted its report of a 60% tariff on Chinese goods.", ""),
    ("We wrongly reported that the tariff on Chinese goods was 54%.", ""),
    ("(Corrects first paragraph) The tariff on Chinese goods is 35%.", ""),
)  # fmt: skip


def found_in(case: str) -> dict[tuple[str, str, str | None, str], bool]:
    """Gives whether each rate that is found is a threat."""
    headline, _, words = case.rpartition(" || ")
    document = Document(item(headline or "US and China at odds over tariffs", words))
    return {
        (
            one.imposed_by,
            one.target,
            str(one.from_rate) if one.from_rate is not None else None,
            str(one.to_rate),
        ): one.threat
        for one in find_rates(document)
    }


def key_of(words: str) -> tuple[str, str, str | None, str]:
    side, rate = words.rstrip("?!").split(" ")
    old, _, new = rate.rpartition(">")
    return side, "China" if side == "US" else "US", old or None, new


@pytest.mark.parametrize(("case", "expected"), CASES)
def test_rates(case: str, expected: str) -> None:
    wanted = {key_of(one): one for one in expected.split(", ") if one}

    found = found_in(case)

    assert {key: found.get(key) for key, one in wanted.items() if not one.endswith("?")} == {
        key: one.endswith("!") for key, one in wanted.items() if not one.endswith("?")
    }
    assert found.keys() <= wanted.keys()


@pytest.mark.parametrize("piece", ["1 2 3 % from to ", "US tariffs on China from 10% to ", "tariffs halve the 10% in "])
def test_a_sentence_without_an_end_is_left_out(piece: str) -> None:
    assert find_rates(Document(item("Tariffs of 30% on Chinese goods", piece * 400))) == find_rates(
        Document(item("Tariffs of 30% on Chinese goods"))
    )


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Date | US on China | China on US", "April | 145% | 125%"),
        ("Date | China on US | US on China", "April | 125% | 145%"),
        ("Date | US tariffs on China (%) | China tariffs on US (%)", "April | 145% | 125%"),
        ("Date | China's rate on American goods | America's rate on Chinese goods", "April | 125% | 145%"),
    ],
)
def test_each_column_of_a_table_has_its_own_direction(header: str, row: str) -> None:
    rates = find_rates(Document(item("Tariffs of the US and China", f"{header}\n{row}")))

    assert {(one.imposed_by, one.to_rate) for one in rates} == {("US", Decimal(145)), ("China", Decimal(125))}


@pytest.mark.parametrize("post", ["TARIFFS stay at 47%!", "China and I had a great call. TARIFFS stay at 47%!"])
def test_a_post_of_the_american_government_speaks_of_its_own_tariffs(post: str) -> None:
    rates = find_rates(Document(item(post, post, feed_side=Side.US)))

    assert [(one.imposed_by, one.to_rate) for one in rates] == [("US", Decimal(47))]


def test_numbers_in_words() -> None:
    words = "ten percent, thirty-four per cent, a hundred per cent, one hundred and forty-five percent, twelve and a half percent"

    assert [one.value for one in percents_in(words)] == [Decimal(n) for n in ("10", "34", "100", "145", "12.5")]
