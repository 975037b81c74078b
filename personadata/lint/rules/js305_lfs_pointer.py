"""JS305 lfs-pointer."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class LfsPointer(SyntaxRule):
    """The file is a Git LFS pointer, not the data.

    The repository was cloned without Git LFS.
    """

    code = "JS305"
    name = "lfs-pointer"
    kinds = ("lfs-pointer",)
    bad = (
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n",
    )
    good = ('{"a": "version https://git-lfs.github.com/spec/v1"}',)
