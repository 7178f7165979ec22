"""The floor for reading: libyaml composes every bank file of a folder, in one process."""

import sys
from pathlib import Path

import yaml

for path in sorted((Path(sys.argv[1]) / "items").glob("*.yaml")):
    yaml.compose(path.read_bytes(), Loader=yaml.CLoader)
