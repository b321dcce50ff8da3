# From the unit of one daemon that of many: systemctl start postwachtd@NAME runs
# one on /etc/postwacht/NAME.conf, with a folder of its own.
s|^Description=Postwacht, |Description=Postwacht for %i, |
s|/etc/postwacht/postwacht\.conf|/etc/postwacht/%i.conf|
s|^StateDirectory=postwacht$|StateDirectory=postwacht-%i|
s|^WorkingDirectory=/var/lib/postwacht$|WorkingDirectory=/var/lib/postwacht-%i|
