"""The prices of a lab's region, as a rubric brings them: “bareme rubric prices” writes them."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bareme.reference.arm import region
from bareme.reference.prices import PriceList
from bareme.text.message import say

Amount = Annotated[Decimal, Field(ge=0, le=1_000_000)]
Day = Annotated[date, Field(description="The day on which they were read, as 2026-11-24.")]


def _known_as_region(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9]{4,30}", region(name)):
        raise ValueError(say("“{name}” is no region such as francecentral.", name=name))
    return region(name)


def known_as_currency(code: str) -> str:
    """The code of a currency.

    Raises:
        ValueError: it is none.
    """
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise ValueError(say("“{code}” is no currency such as EUR.", code=code))
    return code


class RegionPrices(BaseModel):
    """Pay-as-you-go list prices of one region, by which costs are estimated."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    region: Annotated[str, AfterValidator(_known_as_region)] = Field(description="As francecentral.")
    currency: Annotated[str, AfterValidator(known_as_currency)] = Field(description="As USD or EUR.")
    as_of: Day
    size: dict[str, Annotated[tuple[Amount, ...], Field(min_length=1, max_length=2)]] = Field(
        {}, description="An hour of a machine: for Linux, then for Windows where it is known."
    )
    disk: dict[str, dict[int, Amount]] = Field(
        {}, description="A month of a locally redundant disk, by its kind and the size in GiB up to which a tier goes."
    )
    network: dict[str, Amount] = Field({}, description="An hour of a network resource, as “publicipaddresses”.")

    @property
    def listed(self) -> PriceList:
        """The same as a price list."""
        source = say(
            "Azure public list prices, pay as you go, in {region}, {day}",
            region=self.region,
            day=self.as_of.isoformat(),
        )
        return PriceList(self.currency, source, self.size, self.disk, self.network)
