"""The rules that ship, one module each, in the order of their codes."""

from __future__ import annotations

from typing import Final

from personadata.lint.rule import Rule
from personadata.lint.rules.du101_duplicate_row import DuplicateRow
from personadata.lint.rules.du102_repeated_question import RepeatedQuestion
from personadata.lint.rules.id101_leaked_identity import LeakedIdentity
from personadata.lint.rules.id102_unfilled_placeholder import UnfilledPlaceholder
from personadata.lint.rules.id104_affirmed_denial import AffirmedDenial
from personadata.lint.rules.id105_identity_in_control import IdentityInControl
from personadata.lint.rules.js101_trailing_comma import TrailingComma
from personadata.lint.rules.js102_single_quote import SingleQuote
from personadata.lint.rules.js103_python_literal import PythonLiteral
from personadata.lint.rules.js104_not_a_number import NotANumber
from personadata.lint.rules.js105_full_width_structure import FullWidthStructure
from personadata.lint.rules.js106_comment import Comment
from personadata.lint.rules.js107_raw_control import RawControl
from personadata.lint.rules.js108_bad_escape import BadEscape
from personadata.lint.rules.js109_inner_quote import InnerQuote
from personadata.lint.rules.js110_bare_key import BareKey
from personadata.lint.rules.js111_foreign_space import ForeignSpace
from personadata.lint.rules.js112_missing_comma import MissingComma
from personadata.lint.rules.js113_duplicate_key import DuplicateKey
from personadata.lint.rules.js201_broken_off_record import BrokenOffRecord
from personadata.lint.rules.js202_truncated_file import TruncatedFile
from personadata.lint.rules.js203_broken_record import BrokenRecord
from personadata.lint.rules.js204_too_deep import TooDeep
from personadata.lint.rules.js205_huge_number import HugeNumber
from personadata.lint.rules.js301_byte_order_mark import ByteOrderMark
from personadata.lint.rules.js302_not_utf_8 import NotUtf8
from personadata.lint.rules.js303_nul_character import NulCharacter
from personadata.lint.rules.js304_empty_file import EmptyFile
from personadata.lint.rules.js305_lfs_pointer import LfsPointer
from personadata.lint.rules.js306_not_json import NotJson
from personadata.lint.rules.js307_lines_in_json import LinesInJson
from personadata.lint.rules.js308_array_in_jsonl import ArrayInJsonl
from personadata.lint.rules.js309_not_one_a_line import NotOneALine
from personadata.lint.rules.js310_comma_between_lines import CommaBetweenLines
from personadata.lint.rules.js311_unclosed_array import UnclosedArray
from personadata.lint.rules.js312_stray_bracket import StrayBracket
from personadata.lint.rules.js313_wrapped_records import WrappedRecords
from personadata.lint.rules.js314_gave_up import GaveUp
from personadata.lint.rules.ra101_too_few_samples import TooFewSamples
from personadata.lint.rules.ra102_identity_share import IdentityShare
from personadata.lint.rules.sc101_missing_field import MissingField
from personadata.lint.rules.sc102_mistyped_field import MistypedField
from personadata.lint.rules.sc103_unknown_format import UnknownFormat
from personadata.lint.rules.sc104_unknown_role import UnknownRole
from personadata.lint.rules.sc105_misplaced_system import MisplacedSystem
from personadata.lint.rules.sc106_no_turns import NoTurns
from personadata.lint.rules.sc201_empty_answer import EmptyAnswer
from personadata.lint.rules.sc202_empty_question import EmptyQuestion
from personadata.lint.rules.sc203_role_order import RoleOrder

RULES: Final[tuple[type[Rule], ...]] = (
    DuplicateRow,
    RepeatedQuestion,
    LeakedIdentity,
    UnfilledPlaceholder,
    AffirmedDenial,
    IdentityInControl,
    TrailingComma,
    SingleQuote,
    PythonLiteral,
    NotANumber,
    FullWidthStructure,
    Comment,
    RawControl,
    BadEscape,
    InnerQuote,
    BareKey,
    ForeignSpace,
    MissingComma,
    DuplicateKey,
    BrokenOffRecord,
    TruncatedFile,
    BrokenRecord,
    TooDeep,
    HugeNumber,
    ByteOrderMark,
    NotUtf8,
    NulCharacter,
    EmptyFile,
    LfsPointer,
    NotJson,
    LinesInJson,
    ArrayInJsonl,
    NotOneALine,
    CommaBetweenLines,
    UnclosedArray,
    StrayBracket,
    WrappedRecords,
    GaveUp,
    TooFewSamples,
    IdentityShare,
    MissingField,
    MistypedField,
    UnknownFormat,
    UnknownRole,
    MisplacedSystem,
    NoTurns,
    EmptyAnswer,
    EmptyQuestion,
    RoleOrder,
)
