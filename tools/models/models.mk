# The sandbox's tables of AWS's shapes, derived from a pinned botocore.

MODELS_VENV := target/models-venv
MODELS_PYTHON := $(MODELS_VENV)/bin/python

.PHONY: models models-check

models: $(MODELS_VENV)/.ready ## write the sandbox's tables of AWS's shapes
	$(MODELS_PYTHON) tools/models/generate.py

models-check: $(MODELS_VENV)/.ready ## say whether the committed tables are current
	$(MODELS_PYTHON) tools/models/generate.py --check

$(MODELS_VENV)/.ready: tools/models/requirements.txt
	python3 -m venv $(MODELS_VENV)
	$(MODELS_PYTHON) -m pip install --quiet --disable-pip-version-check -r tools/models/requirements.txt
	touch $@
