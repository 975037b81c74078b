"""Prints, as JSON, the rows that ``swift sft`` leaves out: ``[[file, row, "long" | "unread", reason], ...]``, from 0.

Arguments: a JSON list of data files, then the flags of the run.  The same argument class, loader, template and
tokenizer are used as in the training; every row is encoded once, none is trained on.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile


def main(files: list[str], flags: list[str]) -> list[tuple[int, int, str, str]]:
    """What is left out of each of *files* under *flags*."""
    try:
        from swift import SftArguments as Arguments
        from swift.dataset import RowPreprocessor, load_dataset
        from swift.template import MaxLengthError

        # in this process, whose memory is looked at: the datasets of today starts another one for 1
        processes = None
    except ImportError:  # ms-swift 3.x
        from swift.llm import TrainArguments as Arguments
        from swift.llm.dataset import RowPreprocessor, load_dataset
        from swift.llm.template import MaxLengthError

        processes = 1
    from transformers import HfArgumentParser

    lost: list[tuple[int, str]] = []
    read = [0]
    whole = RowPreprocessor.batched_preprocess

    def one_by_one(self, batch, **options):  # type: ignore[no-untyped-def]
        # as ms-swift does it, but a row at a time, so that it is known which one it deletes and why
        rows: list[dict[str, object]] = []
        for values in zip(*batch.values(), strict=True):
            try:
                one = {key: [value] for key, value in zip(batch, values, strict=True)}
                done = self.batched_to_rows(whole(self, one, **{**options, "strict": True}))
            except Exception as error:
                done, reason = [], f"{type(error).__name__}: {error}"
            else:
                reason = "no row comes of it"
            if not done:
                lost.append((read[0], reason))
            rows += done
            read[0] += 1
        return self.rows_to_batched(rows) or {"messages": []}

    with tempfile.TemporaryDirectory() as folder:
        words = [*flags, "--output_dir", folder, "--load_from_cache_file", "false"]
        arguments = HfArgumentParser([Arguments]).parse_args_into_dataclasses(words, return_remaining_strings=True)[0]
        template = arguments.get_template(arguments.get_model_processor(load_model=False)[1])
        template.set_mode("train")
        options = arguments.get_dataset_kwargs()
        found: list[tuple[int, int, str, str]] = []
        for number, file in enumerate(files):
            lost.clear()
            read[0] = 0
            RowPreprocessor.batched_preprocess = one_by_one
            try:
                options = {**options, "load_from_cache_file": False, "num_proc": processes}
                dataset = load_dataset([file], **options)[0]
            finally:
                RowPreprocessor.batched_preprocess = whole
            gone = {row for row, _ in lost}
            found += [(number, row, "unread", reason) for row, reason in lost]
            # what is left of the file, by the number of its rows in it
            kept = [row for row in range(read[0]) if row not in gone]
            for row, value in zip(kept, dataset or [], strict=True):
                try:
                    template.encode(dict(value), return_length=True)
                except MaxLengthError as error:
                    found.append((number, row, "long", str(error)))
                except Exception as error:
                    found.append((number, row, "unread", f"{type(error).__name__}: {error}"))
        return sorted(found)


if __name__ == "__main__":
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    answer = main(json.loads(sys.argv[1]), sys.argv[2:])
    print("\n" + json.dumps(answer))
