# Two commands are enough: `make run` to use Veien, `make test` to check it. The rest is listed by `make help`.
# Choose another Python with `make run PYTHON=/path/to/python3`, another port with `make run VEIEN_PORT=8001`.

PYTHON ?=
ARGS ?=
UPGRADE ?=
export PYTHON ARGS UPGRADE
ifdef VEIEN_PORT
export VEIEN_PORT
endif

.PHONY: help run install test lint bench locks clean
.DEFAULT_GOAL := help

help:
	@echo "make run      install what is missing, load the example, start Veien and print its address"
	@echo "make install  install only; the command is then .venv/bin/veien"
	@echo "make test     install what tests need, then run every check (ARGS='-k road' goes to pytest)"
	@echo "make lint     the checks that run no program: ruff, mypy, import-linter, migrations"
	@echo "make bench    measure speed and memory, print the table"
	@echo "make locks    write requirements/*.txt and package-lock.json anew (UPGRADE=--upgrade for newer versions)"
	@echo "make clean    remove what was built and installed here; your data in var/ stays"

run install test lint bench locks clean:
	@sh setup/begin.sh $@
