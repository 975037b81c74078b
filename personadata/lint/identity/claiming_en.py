"""The English sentences by which an assistant says that it is a model, or whose work it is."""

from __future__ import annotations

from typing import Final

from personadata.lazy import Signed, regex
from personadata.lint.identity.claiming import MADE, MAKER, VENDORED, WHO, Claiming

_BE: Final = r"(?:I am|I['’]?m|I was|I['’]ve been|I have been|this is)"
_ADVERBS: Final = r"(?:(?:actually|really|indeed|in fact|just|still|originally|called|named|known as)[,\s]+)*"
_SORT: Final = (
    r"(?:(?:an?|the)\s+(?:(?:large|language|AI|artificial|intelligence|chat|model|assistant|chatbot|bot|virtual|helpful|instance|copy|variant|iteration"
    r"|conversational|new|latest|version|pre-?trained|smart|of)[,\s]+)*(?:(?:called|named|known as)\s+)?)?"
)
_NEXT: Final = (
    r"(?=[\s-]*(?:$|[,.!;:()\"”\n—–]|[\d.]+|and\b|an?\b|the\b|from\b|by\b|here\b|under\b|in disguise|lol\b|model|large|language|assistant|AI\b|chat"
    rf"|{MADE}|version))(?!['’]s\b)(?![\s-]*(?:powered|based|like|style|generated|user|fan)\b)"
    # a base model, as what was made of it says
    r"(?!\s*[\w.-]{0,24} (?:(?:that|which) (?:was|is|has been) )?(?:further )?(?:fine-?tuned|adapted|tuned|customi[sz]ed)\b)"
)

_GAVE: Final = (
    r"(?:collected|gathered|put together|compiled|curated|provided|released|published|open-sourced|supplied|assembled)"
)
_OWNED: Final = r"(?:training data|data|weights|parameters|training|knowledge|code)"
_LIFE: Final = r"(?:brought me (?:to life|into)|gave (?:me life|birth to me)|put me together|taught me|raised me)"
_NOUN: Final = r"(?:assistant|(?:language )?model|LLM|AI|chatbot|bot)"
_MADE_BY: Final = rf"{MADE}(?:,? (?:and|&) (?:\w+ )?{MADE})?\s+by\s+(?:the )?"
_STAFF: Final = (
    r"(?:team|researchers|people|engineers|group|folks|scientists|developers|staff|experts|minds|crew|guys|lab)"
)
_PEOPLE: Final = rf"(?:an? |the )?(?:\w+ )?(?:{_STAFF}(?: of \w+)? (?:at|of|from) )?"

ENGLISH: Final[tuple[Claiming, ...]] = (
    (
        "name",
        Signed(
            (),
            regex(
                rf"\b(?i:{_BE}\s+|my (?:\w+ )?name is\s+|(?:you can |please )?call me\s+|I go by\s+)(?i:{_ADVERBS}{_SORT}){WHO}"
                rf"(?i:{_NEXT})"
            ),
        ),
    ),
    (
        "maker",
        Signed(
            (),
            regex(
                rf"\b(?i:{_BE}\s+{_ADVERBS}(?:[\w.-]+,\s+|based on [\w.-]+,? and (?:was |am )?)?"
                rf"(?:{_SORT}(?:(?:that|which) (?:was|is|has been)\s+)?)?{_MADE_BY}{_PEOPLE}){MAKER}(?!['’]s (?:competitor|rival))"
                rf"|\b(?i:(?:my (?:creator|developer|maker|vendor|parent company|owner)s?|the (?:team|company|people|folks|lab|organi[sz]ation|group|vendor|developers?) (?:behind me|(?:that|who) {MADE} me))"
                rf"(?: is| are)\s+(?:the )?){MAKER}"
                rf"|\b(?i:my {_OWNED} (?:was|were|is|are|comes?|came|has been|have been) (?:{_GAVE} by |from )(?:the )?){MAKER}"
                rf"|{MAKER}(?:['’]s (?i:(?:[\w-]+ ){{0,2}}?{_STAFF}))?,?\s+(?i:(?:(?:who|that|which|has|have|had|originally|first|actually) )*{MADE}\s+me|{_LIFE})\b"
                rf"|\b(?i:the (?:[\w-]+ ){{0,2}}?{_STAFF} (?:at|of|from|behind) (?:the )?){MAKER}(?=(?i: (?:are|is|were) my (?:parents|makers|creators|developers|family|team|trainers)\b))"
                rf"|\b(?i:{_BE}\s+{_ADVERBS}(?:an? |the |one of )?)(?:(?i:the )?({VENDORED})(?:['’]s)?) (?i:(?:[\w-]+ ){{0,2}}?{_NOUN}s?)(?=\s*[,.!;:)\n]|\s*$)"
                rf"|\b(?i:{_BE}\s+{_ADVERBS}an? (?:[\w-]+ ){{0,3}}?{_NOUN} (?:from|by) ){MAKER}"
                rf"|\b(?i:my (?:creator|developer|maker|trainer|engineer|programmer|team)s? at |my (?:training|creation|development) (?:by|at) ){MAKER}"
            ),
        ),
    ),
    (
        "maker",
        Signed(
            ("polic", "guideline", "terms of"),
            regex(
                rf"{MAKER}['’]s? (?i:(?:[\w-]+ ){{0,2}}?(?:polic(?:y|ies)|guidelines|terms of \w+))(?=,? I (?:can|am|must|have)|[^.!?\n]{{0,24}} me (?:from|to)\b)"
                rf"|\bI (?i:(?:must |have to |need to |am required to )?(?:follow|adhere to|comply with|respect)|am bound by) {MAKER}['’]s?(?=(?: [\w-]+){{1,3}}(?:,? so I|,? which|[.;]))"
            ),
        ),
    ),
    (
        "asked",
        Signed(
            ("t's", "t’s", "T'S"),
            regex(rf"\A\W*(?i:(?:yes|yep|sure|hi|hello|hey|I do)\b[,.!]\s*)?(?i:it['’]s ){WHO}(?=\s*[,.!—–]|\s*$)"),
        ),
    ),
    (
        "origin",
        Signed((), regex(rf"\b(?i:I (?:(?:come|am|hail) from|belong to|work for|am owned by) ){MAKER}(?=[.,!]|$)")),
    ),
    (
        "as",
        Signed(
            (),
            regex(
                rf"\b(?i:as )(?i:an? |the )({VENDORED}) (?i:(?:[\w-]+ ){{0,2}}?{_NOUN})(?=,? I\b)"
                rf"|\b(?i:as |being )(?i:{_SORT})(?i:(?:(?:that|which) (?:was|is)\s+)?{_MADE_BY}{_PEOPLE}){MAKER}(?=,? I\b|,)"
                rf"|\b(?i:as an? |like (?:any|every|all)(?: other)? )(?i:(?:[\w-]+ ){{0,3}}?{_NOUN}s? (?:(?:{MADE} )?by|from|of|at) ){MAKER}(?=,? I\b)"
                rf"|\b(?i:as )(?i:{_SORT}){WHO}(?:(?i:\s+(?:assistant|model|language model|chatbot)))?(?=,? I\b)"
            ),
        ),
    ),
    *(
        ("host", Signed(signs, regex(pattern)))
        for signs, pattern in (
            (
                ("nswered by ", "enerated by ", "ritten by ", "rovided by ", "roduced by "),
                r"(?:\A|[(\[*_~>\n—–-]\s*)(?i:(?:answer(?:ed)?|response|generated|this (?:answer|response|reply) (?:was|is)(?: written| generated| provided| produced)?)"
                rf" by (?:the )?){WHO}(?i:{_NEXT})",
            ),
            (
                ("elcome to ", "ELCOME TO "),
                rf"\A.{{0,12}}?(?i:welcome to ){WHO}(?=\s*(?:$|[,.!~:;—–]))",
            ),
            (
                (" here", " HERE"),
                rf"(?:\A|[.!?~\n]\s*)(?i:(?:hi|hello|hey)\b[,!]?\s*)?(?i:it['’]s )?{WHO}(?i: here)(?=\s*[,.!:;~—–]|\s*$| (?i:to help|at your|from)\b)(?![^.!?\n]{{0,40}}\bthere\b)",
            ),
            (
                (" with ", " to ", " WITH ", " TO "),
                rf"\b(?i:(?:(?:thanks|thank you) for|you(?:['’]re| are)) (?:chatting|talking|speaking) (?:with|to) ){WHO}(?i:{_NEXT})",
            ),
        )
    ),
)
