"""What a rubric asks Azure for beyond the lists that are always read: what it declares, and the types it names."""

from collections.abc import Iterable

from bareme.evidence.declared import Declared
from bareme.grading.assess import Task
from bareme.reference.resource_types import is_listed
from bareme.rubric import Rubric


def declared_by(rubric: Rubric, work: Iterable[Task]) -> Declared:
    """The declared lists, and the types that criteria name and that Resource Manager's list shows."""
    read = [task.check.types(task.values) for task in work if task.check and task.check.types and not task.unknown]
    lists = tuple(one.child for one in rubric.collect)
    apart = {one.type for one in lists}
    types = dict.fromkeys(type_ for one in read if one.whole for type_ in one.types)
    return Declared(tuple(type_ for type_ in types if is_listed(type_) and type_ not in apart), lists)
