"""Agder: 21 municipalities buy safety alarms and a joint response centre together, nine more may join later.

The course of it is told in a published case; figures, answers, four of the tenderers and the split between the
municipalities are invented, and docs/explanation/scenario-agder.md says which."""
