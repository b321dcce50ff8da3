# October to New Year 2026: the October night, an absence, an escalation, an
# extension, a pause that is restored and one that runs out, a Woo request, and
# Christmas.
at 2026-10-01 08:00
at 2026-10-19 10:00
mail q1 nora@deventer.nl Vraag over de BKR | Mag een pedagogisch medewerker alleen op de groep staan?
do noor assign 1 daan
question 1 open 2026-10-26
pass 2026-10-30
# The clock goes back on Sunday the 25th: the day before is Friday.
expect 2026-10-23 reminder daan: 1
expect 2026-10-26 reminder daan: 1
expect 2026-10-27 alert daan: 1
# Three working days late: the project leader.
expect 2026-10-29 escalation hanna: 1
expect none
do noor absent daan 2026-11-06
pass 2026-11-03
# Ria stands in for Daan but is off on Fridays: the coordinator, then Ria.
expect 2026-10-30 alert noor for daan: 1
expect 2026-11-02 alert ria for daan: 1
expect none
at 2026-11-03 11:00
expect 2026-11-03 escalation hanna: 1
do ria extend 1 2026-11-12
question 1 open 2026-11-12
pass 2026-11-10
expect none
at 2026-11-10 10:00
do daan pause 1
question 1 waiting
at 2026-11-16 09:30
expect none
mail q1b re q1 nora@deventer.nl Re: Vraag over de BKR | Het gaat om de babygroep in Deventer.
# Four working days stood still.
question 1 open 2026-11-18
pass 2026-11-20
expect 2026-11-17 reminder daan: 1
expect 2026-11-18 reminder daan: 1
expect 2026-11-19 alert daan: 1
at 2026-11-20 14:00
sent a1 re q1b nora@deventer.nl Re: Vraag over de BKR | Nee, er moeten altijd twee volwassenen in de buurt zijn.
question 1 answered
expect none
at 2026-11-20 15:00
mail q2 piet@zwolle.nl Verzoek om documenten | Graag ontvang ik op grond van de Wet open overheid (Woo) alle documenten over het toezicht op gastouders.
# At once, to the coordinator.
expect 2026-11-20 signal noor: 2
at 2026-11-23 18:10
mail b1 re q2 piet@zwolle.nl RE: Verzoek om documenten | Er zijn bovendien gegevens van ouders gelekt.
at 2026-11-24 13:00
expect 2026-11-24 signal noor: 2 2
do noor close 2 referred
mail q3 ilse@almere.nl Vraag over gastouders | Hoeveel kinderen mag een gastouder opvangen?
do noor assign 3 ria
do ria pause 3
at 2026-12-22 17:30
question 3 waiting
at 2026-12-23 10:00
# Twenty working days waited for.
question 3 expired
mail q4 kim@breda.nl Vraag over taaleis | Welke taaleis geldt voor een invalkracht?
do noor assign 4 ria
# 25 December and 1 January are free, and Ria is off on Wednesdays and Fridays.
question 4 open 2026-12-31
# An absence that begins later: until then she gets her reminders herself.
do noor absent ria from 2027-01-04 2027-01-06
pass 2027-01-08
expect 2026-12-29 reminder ria: 4
expect 2026-12-31 reminder ria: 4
expect 2027-01-04 alert noor for ria: 4
expect 2027-01-06 escalation hanna: 4
expect 2027-01-07 alert ria: 4
expect none
