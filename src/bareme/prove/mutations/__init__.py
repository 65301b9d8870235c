"""Everything a proof tries, family by family."""

from bareme.prove.mutation import Mutation
from bareme.prove.mutations.estate import ESTATE
from bareme.prove.mutations.gone import GONE
from bareme.prove.mutations.handed import HANDED
from bareme.prove.mutations.image import IMAGES
from bareme.prove.mutations.left import LEFT
from bareme.prove.mutations.life import LIVES
from bareme.prove.mutations.machine import MACHINES
from bareme.prove.mutations.place import PLACES
from bareme.prove.mutations.scale import SCALE
from bareme.prove.mutations.sets import SETS
from bareme.prove.mutations.unread import UNREAD

MUTATIONS: tuple[Mutation, ...] = (
    *PLACES, *MACHINES, *IMAGES, *LIVES, *SETS, *SCALE, *ESTATE, *GONE, *LEFT, *HANDED, *UNREAD,
)  # fmt: skip

__all__ = ["MUTATIONS"]
