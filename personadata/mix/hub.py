"""Data sets on a hub: ModelScope's through ms-swift, Hugging Face's through ``datasets``."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator
from typing import Any, Final

from personadata.errors import UserError
from personadata.mix.reading import Record
from personadata.mix.spec import Spec

DOWNLOAD: Final = {
    "modelscope": "modelscope download --dataset {id} --local_dir {name}",
    "huggingface": "hf download --repo-type dataset {id} --local-dir {name}",
}
"""How a data set is fetched on a machine with a network."""
_NAMES: Final = {"modelscope": "ModelScope", "huggingface": "Hugging Face"}


class Hub:
    """A data set that a hub's own library has loaded, mapped into memory from its cache: ``rows`` of them."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.data = _load_swift(spec) if spec.kind == "modelscope" else _load_datasets(spec)
        self.rows = len(self.data)
        self.licence = str(getattr(getattr(self.data, "info", None), "license", "") or "")
        self.fingerprint = str(getattr(self.data, "_fingerprint", ""))

    def read(self, wanted: Container[int] | None = None) -> Iterator[Record]:
        """The records with the numbers *wanted*."""
        for number in range(self.rows):
            if wanted is None or number in wanted:
                row = self.data[number]
                value = {key: cell for key, cell in row.items() if cell is not None}
                yield Record(number, f"{self.spec.text}#{number + 1}", value)


def _load_datasets(spec: Spec) -> Any:
    try:
        from datasets import load_dataset
    except ImportError:
        raise UserError(
            f"{spec.text}: Hugging Face data needs the package datasets, which is not installed",
            help="pip install 'personadata[mix]'",
        ) from None
    try:
        return load_dataset(spec.hub, spec.subset or None, split="train")
    except Exception as error:  # the library raises what its dependencies raise
        raise _unreachable(spec, error) from None


def _load_swift(spec: Spec) -> Any:
    # both write progress and warnings of their own
    os.environ.setdefault("MODELSCOPE_LOG_LEVEL", "40")
    try:
        try:
            from swift.dataset import load_dataset
        except ImportError:
            from swift.llm import load_dataset
    except ImportError:
        raise UserError(
            f"{spec.text}: no such file or folder, so a ModelScope id, and ms-swift, which loads those, is not installed",
            help="pip install 'personadata[train]', or hf::OWNER/NAME for data on Hugging Face, or mend the path",
        ) from None
    name = spec.hub + (f":{spec.subset}" if spec.subset else "")
    try:
        data, _ = load_dataset([name], num_proc=1, shuffle=False)
    except Exception as error:
        raise _unreachable(spec, error) from None
    if data is None:
        raise UserError(f"{spec.text}: ms-swift found no rows in it")
    return data


def _unreachable(spec: Spec, error: Exception) -> UserError:
    last = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
    fetch = DOWNLOAD[spec.kind].format(id=spec.hub, name=spec.hub.rpartition("/")[2])
    return UserError(
        f"{spec.text}: no such file or folder here, and as a data set of {_NAMES[spec.kind]} it could not be loaded: {last}",
        help=f"check path, id and network; or where there is one, {fetch}, and give that folder; or --interleave leaves "
        "the loading to swift sft",
    )
