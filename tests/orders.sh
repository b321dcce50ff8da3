#!/bin/bash
# orders.sh BUILD: the labelled corpus and the stories of
# tests/unit/test_shuffle.c in 200 orders, where the unit tests take a few.
set -u
build=${1:?build folder}
if out=$(POSTWACHT_SHUFFLES=200 "$build/tests/test_shuffle" 2>&1); then
	echo "ok decisions_23_200_orders_of_arrival_come_to_the_same"
	printf '%s\n' "$out" | grep ' orders$'
else
	printf '%s\n' "$out"
	echo "FAILED decisions_23_200_orders_of_arrival_come_to_the_same: see above"
	exit 1
fi
