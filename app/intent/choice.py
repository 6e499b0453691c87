"""The names of parsers, for flags: nothing is loaded for them."""

from __future__ import annotations

from typing import Literal

ParserChoice = Literal["rules", "openai", "azure", "auto"]
PARSER_VARIABLE = "LAKEMASON_PARSER"
"""Which parser reads sentences where no flag says it."""
