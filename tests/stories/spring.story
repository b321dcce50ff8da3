# March to May 2027: the March night, Easter, a part-timer, a hand-over of what
# is late, an answer by telephone, Koningsdag, Liberation Day, Ascension Day and
# the day after it, an extension over them.
at 2027-03-01 08:00
at 2027-03-24 16:00
mail q1 nora@deventer.nl Vraag over de BKR | Mag een pedagogisch medewerker alleen op de groep staan?
do noor assign 1 ria
# Good Friday and Easter Monday are free.
question 1 open 2027-04-02
pass 2027-04-06
# Ria is off on Fridays: told on her last day before it. The night of 28 March
# has 23 hours.
expect 2027-04-01 reminder ria: 1
expect 2027-04-05 alert ria: 1
expect none
do noor assign 1 daan
pass 2027-04-08
expect 2027-04-06 alert daan: 1
expect 2027-04-07 escalation hanna: 1
at 2027-04-08 12:00
expect 2027-04-08 alert daan: 1
# By telephone, the day before, in time for no further notice.
do daan phone 1 2027-04-07
question 1 phone
at 2027-04-26 09:00
mail q2 kim@breda.nl Vraag over taaleis | Welke taaleis geldt voor een invalkracht?
do noor assign 2 daan
question 2 open 2027-05-04
do daan extend 2 3
# The 5th to the 7th of May are free, each for its own reason.
question 2 open 2027-05-12
pass 2027-05-15
expect 2027-05-11 reminder daan: 2
expect 2027-05-12 reminder daan: 2
expect 2027-05-13 alert daan: 2
expect none
