"""`collect:` – what a rubric asks Azure for beyond the lists that are always read; GET alone, relative, bounded."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bareme.conditions.model import is_type
from bareme.evidence.declared import GROUP, RELATIVE, SUBSCRIPTION, VERSION, ChildList
from bareme.text.message import say

MOST = 24
"""Lists that one rubric may declare: each is a request for every resource it hangs under."""


def _relative(text: str) -> str:
    if not RELATIVE.fullmatch(text):
        raise ValueError(
            say("“{path}” is no path below a resource: names between slashes, such as"
                " blobServices/default/containers, without an address, a query or “..”.", path=text)
        )  # fmt: skip
    return text


def _version(text: str) -> str:
    if not VERSION.fullmatch(text):
        raise ValueError(say("“{version}” is no API version such as 2023-05-01.", version=text))
    return text


def _place(text: str) -> str:
    if text in {SUBSCRIPTION, GROUP} or is_type(text):
        return text
    raise ValueError(say("“{place}” is neither a resource type nor “subscription” nor “resource-group”.", place=text))


class Collected(BaseModel):
    """A list, or one thing, under every resource of a type, under the subscription or each resource group."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    under: Annotated[str, AfterValidator(_place)] = Field(
        description="A resource type, “subscription” or “resource-group”."
    )
    list: Annotated[str, Field(max_length=300), AfterValidator(_relative)] = Field(
        description="The path below it: blobServices/default/containers."
    )
    api: Annotated[str, AfterValidator(_version)] = Field(description="The API version, as 2023-05-01.")

    @property
    def child(self) -> ChildList:
        """The same as the collection reads it."""
        return ChildList(self.under, self.list, self.api)
